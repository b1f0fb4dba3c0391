/**
 * When an account is refreshed by itself: pure, from its facts and the clock. Rules:
 * - ahead of the end of its access token by a margin that fits the token's life, and a little earlier for some than for others, so
 *   that accounts connected together are not due together;
 * - never what a person has to look at first: uncertain, sign-in needed, misconfigured, locked, refused for its scope or its form, or
 *   put back by hand to a refresh token that another has replaced;
 * - after a passing failure no sooner than Retry-After says, and less often with every failure.
 *
 * Whether a provider's refresh tokens are good for one use makes no difference here: the rotation treats each as if it were.
 */
import type { EpochMs } from '../oauth';
import type { Account, AccountId, RefreshProblem, StoredAccount } from './account';
import { isPerhapsBurned, refreshClosesAt, refreshOpensAt, type RefreshRules } from './refresh-limits';
import { renewalOf } from './renewal';
import { isPassing } from './rotation-rules';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const AHEAD_SHARE = 0.1;
const MOST_AHEAD_MS = DAY_MS;
const LEAST_AHEAD_MS = 30 * SECOND_MS;

/** An account is refreshed by itself no more often than this, however short its tokens live. */
const LEAST_BETWEEN_MS = 30 * SECOND_MS;

/** A time of ours that lies further ahead than this was written by a clock that has been set back since. */
const CLOCK_TOLERANCE_MS = MINUTE_MS;

const FIRST_WAIT_MS = MINUTE_MS;
const LONGEST_WAIT_MS = HOUR_MS;

export type Plan =
  | { readonly kind: 'at'; readonly at: EpochMs }
  | { readonly kind: 'never'; readonly reason: NeverReason };

export type NeverReason =
  | 'off'
  | 'locked'
  /** Nothing but its user can renew it. */
  | 'only_by_sign_in'
  /** Its access token has no end, or none that is known. */
  | 'no_known_end'
  /** The refresh token has ended as well. */
  | 'refresh_window_over'
  /** Somebody has to decide or to mend something first. */
  | 'needs_a_person';

/**
 * @param now the wall clock, for what depends on it: a refresh window that is over, a clock that was set back
 * @param failures failed attempts in a row, at least 1 where the account has a problem
 * @param rules when the provider takes a refresh; null where nothing is known of it
 * @param aheadShare the last part of a token's life in which it is replaced, 0 to 1/2
 */
export function planOf(
  stored: StoredAccount,
  now: EpochMs,
  failures: number,
  rules: RefreshRules | null = null,
  aheadShare = AHEAD_SHARE,
): Plan {
  if (stored.state === 'locked') return never('locked');
  const { id, generation, automatic, tokens, problem, revoked } = stored.account;
  const { accessExpiry, refreshExpiry, issuedAt } = tokens;
  if (!automatic) return never('off');
  const renewal = renewalOf(stored.account);
  if (renewal === 'sign_in') return never('only_by_sign_in');
  if (revoked !== null || (problem !== null && !isPassing(problem))) return never('needs_a_person');
  if (renewal === 'refresh_token' && rules?.token !== 'reusable' && isPutBack(stored.account))
    return never('needs_a_person');
  if (accessExpiry.kind !== 'at') return never('no_known_end');
  // What a file says of refreshing is about refresh tokens.
  const limits = renewal === 'refresh_token' ? rules : null;
  if (limits !== null && isPerhapsBurned(stored.account, limits)) return never('needs_a_person');
  if (renewal === 'refresh_token' && refreshExpiry.kind === 'at' && refreshExpiry.at <= now)
    return never('refresh_window_over');
  const closes = limits === null ? null : refreshClosesAt(stored.account, limits);
  if (closes !== null && closes <= now) return never('refresh_window_over');
  const opens = (limits === null ? null : refreshOpensAt(stored.account, limits)) ?? 0;

  const share = shareOf(id, generation);
  const retry = problem === null ? 0 : retryAt(problem, now, waitAfter(problem, failures, shareOf(id, failures)));
  // Its end cannot be told by a clock that was set back since; new tokens put it right.
  if (issuedAt > now + CLOCK_TOLERANCE_MS) return { kind: 'at', at: Math.max(now, retry) };
  const lifetime = Math.max(0, accessExpiry.at - issuedAt);
  const ahead = Math.min(aheadOf(lifetime, aheadShare) * (1 + share / 4), lifetime / 2);
  return { kind: 'at', at: Math.ceil(Math.max(accessExpiry.at - ahead, issuedAt + LEAST_BETWEEN_MS, retry, opens)) };
}

/**
 * Its user went back to tokens whose refresh token was replaced by another, and may go forward again. Sent by itself, it would be taken
 * for stolen where it is good for one use, and the other one would end with it (RFC 9700 section 4.14.2).
 */
function isPutBack({ tokens, previous, restoredAt, refreshedAt, connectedAt }: Account): boolean {
  if (restoredAt === null || restoredAt < (refreshedAt ?? connectedAt) || previous === null) return false;
  const after = previous.refreshToken;
  return tokens.issuedAt < previous.issuedAt && after !== null && tokens.refreshToken?.equals(after) === false;
}

/**
 * How long before its end a token is replaced: a share of its life, usually a tenth, at least 30 s, at most a day, and never more than half of it.
 * @param lifetime milliseconds
 * @returns milliseconds
 */
export function aheadOf(lifetime: number, aheadShare = AHEAD_SHARE): number {
  return Math.min(Math.max(LEAST_AHEAD_MS, Math.min(lifetime * aheadShare, MOST_AHEAD_MS)), lifetime / 2);
}

/**
 * Milliseconds to wait after a failed attempt: 1, 2, 4 … minutes up to an hour, a quarter more or less, and at least what the
 * server asked for by Retry-After (RFC 9110 section 10.2.3).
 * @param failures in a row, from 1
 * @param share from 0 to 1, see {@link shareOf}
 */
export function waitAfter(problem: RefreshProblem | null, failures: number, share: number): number {
  const doubled = FIRST_WAIT_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 10);
  const wait = Math.min(doubled, LONGEST_WAIT_MS) * (0.75 + share / 2);
  return Math.max(wait, problem === null ? 0 : askedWait(problem));
}

/** A number from 0 (inclusive) to 1 that is always the same for an account and an occasion, and different for others (FNV-1a). */
export function shareOf(id: AccountId, occasion: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${id} ${occasion}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  // The last rounds of FNV leave the upper bits of similar texts alike.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** What the server asked us to wait, milliseconds; counted from the failure, so that it outlives a change of the clock. */
function askedWait(problem: RefreshProblem): number {
  const at =
    problem.kind === 'server' ? problem.error.retryAt : problem.kind === 'not_from_server' ? problem.retryAt : null;
  return at === null ? 0 : Math.max(0, at - problem.at);
}

/** A failure noted by a clock that was set back since says nothing; what happened in this run is held by steady time (scheduler.ts). */
function retryAt(problem: RefreshProblem, now: EpochMs, wait: number): EpochMs {
  return problem.at > now + CLOCK_TOLERANCE_MS ? now : problem.at + wait;
}

function never(reason: NeverReason): Plan {
  return { kind: 'never', reason };
}
