/**
 * What happened to an account, and the exchange of its last attempts. Facts for people: nothing is decided by them, nothing waits for
 * them, and losing them costs nothing else. No token and no secret is in them (capture.ts masks).
 */
import type { CapturedStep, EpochMs, Secret } from '../oauth';
import type { AccountId, Client } from './account';

/**
 * By whom something was asked. `you`: on the account itself; `several`: on many at once; `tray`: from the tray's menu; `itself`: ahead of
 * the end; `repeat`: what an earlier run left in doubt, sent once more; `recovery`: the reply that an earlier run had kept.
 */
export type Asker = 'you' | 'several' | 'tray' | 'itself' | 'repeat' | 'recovery';

/** Why something failed: a code of the contract, and what the server said. */
export interface NotedFailure {
  readonly code: string;
  readonly serverCode: string | null;
  readonly detail: string | null;
}

export type AccountEvent =
  | { readonly kind: 'connected'; readonly grant: string; readonly again: boolean }
  | { readonly kind: 'connect_failed'; readonly failure: NotedFailure }
  | { readonly kind: 'refreshed'; readonly by: Asker; readonly generation: number }
  | { readonly kind: 'refresh_failed'; readonly by: Asker; readonly failure: NotedFailure }
  /** `form`: what was copied, for example `token`, `header`, `curl`. */
  | { readonly kind: 'copied'; readonly by: Asker; readonly form: string }
  /** What a save dialog gave away: `form` names it, for example `postman`. */
  | { readonly kind: 'saved_to_file'; readonly form: string }
  | { readonly kind: 'restored'; readonly generation: number }
  | { readonly kind: 'revoked'; readonly accessToken: boolean; readonly refreshToken: boolean }
  | { readonly kind: 'revoke_failed'; readonly failure: NotedFailure }
  | { readonly kind: 'introspected'; readonly token: 'access_token' | 'refresh_token'; readonly active: boolean | null }
  | { readonly kind: 'expiry_taken'; readonly token: 'access_token' | 'refresh_token' }
  | { readonly kind: 'identity_told'; readonly name: string | null }
  /** Tokens of another account were moved here, because both are the same person's. */
  | { readonly kind: 'taken_over' }
  /** Its user said that this is an account of its own. */
  | { readonly kind: 'kept_apart' }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'automatic'; readonly on: boolean }
  | { readonly kind: 'exported' }
  | { readonly kind: 'imported' };

/** `last` and `times`: the same, again and again, is one entry. */
export interface HistoryEntry {
  readonly at: EpochMs;
  readonly last: EpochMs;
  readonly times: number;
  readonly event: AccountEvent;
}

/** `discover`: a server's metadata is looked for; `register`, `deregister`: a client of ours at its server. These are never written to disk. */
export type AttemptKind =
  | 'connect'
  | 'refresh'
  | 'userinfo'
  | 'introspect'
  | 'revoke'
  | 'discover'
  | 'register'
  | 'deregister';

/**
 * What requests are sent for. Requests with the same `key` are steps of one attempt.
 */
export interface Errand {
  readonly key: object;
  readonly kind: AttemptKind;
  readonly by: Asker;
  /** Null for an account that is not there yet. */
  readonly accountId: AccountId | null;
  readonly client: Client | undefined;
  /** SECURITY: what is secret besides what the client and the account have; looked at when the answer was read. */
  readonly secrets?: readonly Secret[];
}

/** An attempt with its last steps. */
export interface CapturedAttempt {
  readonly id: string;
  readonly kind: AttemptKind;
  readonly by: Asker;
  readonly at: EpochMs;
  /** `open`: not told yet, or the app ended before. */
  readonly outcome: 'open' | 'done' | 'failed';
  readonly steps: readonly CapturedStep[];
  /** Earlier steps that are not kept. */
  readonly dropped: number;
}

export interface AccountHistory {
  readonly id: AccountId;
  /** The oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** The oldest first. */
  readonly attempts: readonly CapturedAttempt[];
  /** The exchange that brought the present tokens. */
  readonly reply: CapturedStep | null;
}

/** Where whoever does something to an account tells it. Neither ever throws, and nothing is to be waited for. */
export interface History {
  happened(id: AccountId, event: AccountEvent): void;
  /** How an attempt ended, and whose it is by now. */
  concluded(errand: Errand, outcome: 'done' | 'failed', accountId?: AccountId | null): void;
}

export const MOST_ENTRIES = 200;
export const MOST_ATTEMPTS = 5;
export const MOST_STEPS = 6;
/** Characters of JSON that the attempts of an account may take. */
const LARGEST = 131_072;

/** The entries with one more; the same as the last one only counts up. Pure. */
export function withEvent(
  entries: readonly HistoryEntry[],
  at: EpochMs,
  event: AccountEvent,
  times = 1,
  last = at,
): readonly HistoryEntry[] {
  const before = entries.at(-1);
  const again = before !== undefined && sameEvent(before.event, event);
  return again
    ? [...entries.slice(0, -1), { ...before, last: Math.max(before.last, last), times: before.times + times }]
    : [...entries, { at, last, times, event }].slice(-MOST_ENTRIES);
}

/** Token sets are numbered, so that two refreshes are never the same. */
function sameEvent(one: AccountEvent, other: AccountEvent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The attempts with one that is new or has grown; only the last few, and only what there is room for. Pure. */
export function withAttempt(
  attempts: readonly CapturedAttempt[],
  attempt: CapturedAttempt,
): readonly CapturedAttempt[] {
  const known = attempts.some(({ id }) => id === attempt.id);
  const all = known ? attempts.map((each) => (each.id === attempt.id ? attempt : each)) : [...attempts, attempt];
  let kept = all.slice(-MOST_ATTEMPTS);
  while (kept.length > 1 && JSON.stringify(kept).length > LARGEST) kept = kept.slice(1);
  return kept;
}

/** An attempt with one step more. Pure. */
export function withStep(attempt: CapturedAttempt, step: CapturedStep): CapturedAttempt {
  const steps = [...attempt.steps, step];
  const over = Math.max(0, steps.length - MOST_STEPS);
  return { ...attempt, steps: steps.slice(over), dropped: attempt.dropped + over };
}
