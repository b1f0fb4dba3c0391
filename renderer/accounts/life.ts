/**
 * The geometry of the life bar: the whole life of a grant as one line, first the access token, then what can still be refreshed, and
 * where now is. Positions are shares of the line, 0 to 1. Pure.
 *
 * The line is not to one scale: an hour of access before a month of refresh would be a hair. Each part keeps at least its least share,
 * and now moves through each part evenly.
 */
import type { AccountView } from '../../preload/contract';
import { revokedAt } from './count';

export type Life =
  | {
      readonly kind: 'span';
      readonly accessEnd: number;
      readonly tail: 'none' | 'closed' | 'open';
      readonly now: number;
    }
  | { readonly kind: 'endless' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked' };

const leastAccess = 0.4;
const leastTail = 0.12;
/** Steps now can stand at, so that a bar is drawn anew only when something moves. */
const steps = 400;

const share = (part: number, whole: number) => (whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole)));
const between = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

type Facts = Pick<AccountView, 'access' | 'refresh' | 'renewal' | 'issuedAt'> & {
  readonly after?: Pick<AccountView['after'], 'revoked'>;
};

export function lifeAt(account: Facts, now: number): Life {
  const line = lineOf(account);
  if (line.kind !== 'span') return line;
  const { accessEnd, tail } = line;
  return { kind: 'span', accessEnd, tail, now: stepAt(partAt(line, now), now) / steps };
}

/** When now stands elsewhere on the line, milliseconds since the epoch; infinite where it stands still. */
export function lifeUntil(account: Facts, now: number): number {
  const line = lineOf(account);
  if (line.kind !== 'span') return Infinity;
  const part = partAt(line, now);
  const { from, to, begin, end } = part;
  if (now >= to) return Infinity;
  const next = (stepAt(part, now) + 0.5) / steps;
  // Where the part ends, another begins.
  return Math.min(Math.ceil(from + ((next - begin) / (end - begin)) * (to - from)), to);
}

interface Line {
  readonly kind: 'span';
  readonly accessEnd: number;
  readonly tail: 'none' | 'closed' | 'open';
  readonly issuedAt: number;
  readonly accessAt: number;
  readonly refreshAt: number | null;
}

/** A part of the line that now moves through evenly: from when to when (milliseconds since the epoch), from where to where. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly end: number;
}

function stepAt({ from, to, begin, end }: Part, now: number): number {
  return Math.round((begin + (end - begin) * share(now - from, to - from)) * steps);
}

function partAt({ accessEnd, tail, issuedAt, accessAt, refreshAt }: Line, now: number): Part {
  if (now < accessAt) return { from: issuedAt, to: accessAt, begin: 0, end: accessEnd };
  if (tail === 'open') {
    // An end that nobody told: now stands in the middle.
    const middle = accessEnd + (1 - accessEnd) / 2;
    return { from: accessAt, to: accessAt, begin: middle, end: middle };
  }
  return { from: accessAt, to: refreshAt ?? accessAt, begin: accessEnd, end: 1 };
}

function lineOf(account: Facts): Line | Exclude<Life, { kind: 'span' }> {
  const { access, refresh: given, renewal, issuedAt } = account;
  if (access === null) return { kind: 'locked' };
  // What was revoked has no life left.
  if (revokedAt(account.after) !== null) {
    return { kind: 'span', accessEnd: 1, tail: 'none', issuedAt, accessAt: 0, refreshAt: null };
  }
  if (access.expiry.kind === 'never') return { kind: 'endless' };
  if (access.expiry.kind === 'unknown') return { kind: 'unknown' };
  const accessAt = access.expiry.at;
  // What can be asked for again stays so, with or without a refresh token.
  const refresh = renewal === 'same_grant' ? ({ expiry: { kind: 'unknown' } } as const) : given;
  const refreshAt = refresh?.expiry.kind === 'at' ? refresh.expiry.at : null;
  const tail =
    refresh === null || (refreshAt !== null && refreshAt <= accessAt) ? 'none' : refreshAt === null ? 'open' : 'closed';
  const accessEnd =
    tail === 'none'
      ? 1
      : refreshAt === null
        ? 1 - leastTail
        : between(share(accessAt - issuedAt, refreshAt - issuedAt), leastAccess, 1 - leastTail);
  return { kind: 'span', accessEnd, tail, issuedAt, accessAt, refreshAt };
}
