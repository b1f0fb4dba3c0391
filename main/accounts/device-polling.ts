/** How often a server is asked whether its user has agreed (RFC 8628 section 3.5): pure, from what it answered the last time. */
import type { Provider } from '../providers';
import type { EpochMs, ServerError } from '../oauth';
import type { ConnectOutcome } from './connect';

export interface Polling {
  /** Milliseconds between two requests; never less than the server said. */
  readonly interval: number;
  /** Requests in a row that brought no answer of the server's own. */
  readonly faults: number;
}

export type PollVerdict =
  /** `slow`: the server could not be asked, so that longer waits have begun. */
  | { readonly kind: 'again'; readonly polling: Polling; readonly wait: number; readonly slow: boolean }
  | { readonly kind: 'denied' | 'expired' }
  /** The attempt is over, with tokens or with what the outcome says. */
  | { readonly kind: 'over'; readonly outcome: Exclude<ConnectOutcome, { kind: 'action' }> }
  | { readonly kind: 'over_for_action' };

/** RFC 8628 section 3.5: slow_down adds five seconds, for this and all later requests. */
const SLOW_DOWN_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/** @param now to tell how long Retry-After is */
export function afterPoll(
  polling: Polling,
  outcome: ConnectOutcome,
  words: Provider['device'],
  now: EpochMs,
): PollVerdict {
  switch (outcome.kind) {
    case 'server_error':
      return afterError(polling, outcome, words, now);
    case 'transport':
      return afterFault(polling, 0);
    case 'unreadable':
      // A page in between, or a server that is restarted. Words that nobody can read under 200 may have been the tokens: no more to ask for.
      return outcome.reply.looksLike === 'page' || (outcome.reply.status >= 300 && outcome.reply.looksLike !== 'tokens')
        ? afterFault(polling, (outcome.reply.retryAt ?? 0) - now)
        : { kind: 'over', outcome };
    case 'action':
      return { kind: 'over_for_action' };
    case 'connected':
    case 'connected_unsaved':
    case 'no_endpoint':
      return { kind: 'over', outcome };
  }
}

function afterError(
  polling: Polling,
  outcome: { readonly kind: 'server_error'; readonly error: ServerError },
  words: Provider['device'],
  now: EpochMs,
): PollVerdict {
  const { error } = outcome;
  const is = (standard: string, own: readonly string[]): boolean =>
    error.code.toLowerCase() === standard || own.includes(error.code);
  if (is('authorization_pending', words.pending)) return again({ ...polling, faults: 0 }, polling.interval, false);
  if (is('slow_down', words.slow_down)) {
    const interval = polling.interval + SLOW_DOWN_MS;
    return again({ interval, faults: 0 }, interval, false);
  }
  if (is('access_denied', words.denied)) return { kind: 'denied' };
  if (is('expired_token', words.expired)) return { kind: 'expired' };
  const passing = error.class === 'rate_limited' || error.class === 'server_unavailable';
  return passing ? afterFault(polling, (error.retryAt ?? 0) - now) : { kind: 'over', outcome };
}

/** Longer and longer, as RFC 8628 section 3.5 advises for connections that time out; at least what the server asked for. */
function afterFault(polling: Polling, asked: number): PollVerdict {
  const faults = polling.faults + 1;
  const backedOff = Math.max(polling.interval, Math.min(polling.interval * 2 ** faults, LONGEST_WAIT_MS));
  return again({ ...polling, faults }, Math.max(backedOff, asked), true);
}

function again(polling: Polling, wait: number, slow: boolean): PollVerdict {
  return { kind: 'again', polling, wait, slow };
}
