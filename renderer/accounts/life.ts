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

export function lifeAt(
  account: Pick<AccountView, 'access' | 'refresh' | 'renewal' | 'issuedAt'> & {
    readonly after?: Pick<AccountView['after'], 'revoked'>;
  },
  now: number,
): Life {
  const { access, refresh: given, renewal, issuedAt } = account;
  if (access === null) return { kind: 'locked' };
  // What was revoked has no life left.
  if (revokedAt(account.after) !== null) return { kind: 'span', accessEnd: 1, tail: 'none', now: 1 };
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
  const position =
    now < accessAt
      ? accessEnd * share(now - issuedAt, accessAt - issuedAt)
      : tail === 'open'
        ? accessEnd + (1 - accessEnd) / 2
        : accessEnd + (1 - accessEnd) * share(now - accessAt, (refreshAt ?? accessAt) - accessAt);
  return { kind: 'span', accessEnd, tail, now: Math.round(position * steps) / steps };
}
