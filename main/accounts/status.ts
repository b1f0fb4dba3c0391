/**
 * Status is derived from facts and the clock, never stored. An account's future is a short list of phases with absolute ends, so
 * that a window only has to look up the phase for now and a changed clock can do no harm.
 */
import type { EpochMs, Expiry } from '../oauth';
import type { Account, StoredAccount } from './account';
import { renewalOf } from './renewal';

export type Status =
  | 'fresh'
  | 'expiring'
  | 'refreshable'
  | 'expired'
  | 'sign_in_needed'
  | 'misconfigured'
  | 'uncertain'
  | 'locked';

/** The account has this status until then (exclusive); null in the last phase. */
export interface Phase {
  readonly status: Status;
  readonly until: EpochMs | null;
}

const DAY_MS = 86_400_000;

/** A token counts as expiring in the last tenth of its life, but never more than a day ahead. */
const EXPIRING_SHARE = 0.1;

/** The phases of an account from the beginning of its present tokens, in order; never empty. */
export function phasesOf(stored: StoredAccount): readonly Phase[] {
  if (stored.state === 'locked') return [{ status: 'locked', until: null }];
  const { account } = stored;
  return phasesByRevocation(account) ?? phasesByProblem(account) ?? phasesByTime(account);
}

/** The status at a moment. */
export function statusAt(phases: readonly Phase[], now: EpochMs): Status {
  const phase = phases.find(({ until }) => until === null || now < until);
  return phase?.status ?? 'expired';
}

/** What its user had revoked is over; an access token that was left out lives to its end. */
function phasesByRevocation(account: Account): readonly Phase[] | undefined {
  const { revoked, tokens } = account;
  if (revoked === null) return undefined;
  const then: Status = renewalOf(account) === 'same_grant' ? 'refreshable' : 'sign_in_needed';
  if (revoked.accessToken) return [{ status: then, until: null }];
  return tokens.accessExpiry.kind === 'at'
    ? [
        { status: 'expiring', until: tokens.accessExpiry.at },
        { status: then, until: null },
      ]
    : [{ status: 'expiring', until: null }];
}

function phasesByProblem(account: Account): readonly Phase[] | undefined {
  const { problem, tokens, recipe } = account;
  if (problem?.kind === 'uncertain') return [{ status: 'uncertain', until: null }];
  if (problem?.kind !== 'server') return undefined;
  const again = renewalOf(account) === 'same_grant';
  switch (problem.error.class) {
    case 'sign_in_needed':
      if (!again) return [{ status: 'sign_in_needed', until: null }];
      // What an exchange starts from may be good again the next time; what a client or a key is refused for has to be mended.
      return recipe?.kind === 'token_exchange' ? undefined : [{ status: 'misconfigured', until: null }];
    case 'client_rejected':
      return [{ status: 'misconfigured', until: null }];
    case 'not_permitted':
      // The client may not refresh: its configuration wants a look while the token lives, and a new sign-in afterwards.
      return tokens.accessExpiry.kind === 'at' && !again
        ? [
            { status: 'misconfigured', until: tokens.accessExpiry.at },
            { status: 'sign_in_needed', until: null },
          ]
        : [{ status: 'misconfigured', until: null }];
    case 'scope_refused':
    case 'rate_limited':
    case 'server_unavailable':
    case 'request_refused':
      return undefined;
  }
}

function phasesByTime(account: Account): readonly Phase[] {
  const { accessExpiry, issuedAt } = account.tokens;
  if (accessExpiry.kind !== 'at') return [{ status: 'fresh', until: null }];
  const lifetime = Math.max(0, accessExpiry.at - issuedAt);
  return [
    { status: 'fresh', until: accessExpiry.at - Math.min(lifetime * EXPIRING_SHARE, DAY_MS) },
    { status: 'expiring', until: accessExpiry.at },
    ...phasesAfterExpiry(account, accessExpiry.at),
  ];
}

function phasesAfterExpiry(account: Account, accessEnd: EpochMs): readonly Phase[] {
  switch (renewalOf(account)) {
    case 'sign_in':
      return [{ status: 'expired', until: null }];
    case 'same_grant':
      return [{ status: 'refreshable', until: null }];
    case 'refresh_token':
      return whileRefreshable(account.tokens.refreshExpiry, accessEnd);
  }
}

function whileRefreshable(refresh: Expiry, accessEnd: EpochMs): readonly Phase[] {
  if (refresh.kind !== 'at') return [{ status: 'refreshable', until: null }];
  if (refresh.at <= accessEnd) return [{ status: 'sign_in_needed', until: null }];
  return [
    { status: 'refreshable', until: refresh.at },
    { status: 'sign_in_needed', until: null },
  ];
}
