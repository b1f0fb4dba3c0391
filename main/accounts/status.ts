/**
 * Status is derived from facts and the clock, never stored. An account's future is a short list of phases with absolute ends, so
 * that a window only has to look up the phase for now and a changed clock can do no harm.
 */
import type { EpochMs, Expiry, TokenSet } from '../oauth';
import type { Account, StoredAccount } from './account';

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
  return phasesByRevocation(account) ?? phasesByProblem(account) ?? phasesByTime(account.tokens);
}

/** The status at a moment. */
export function statusAt(phases: readonly Phase[], now: EpochMs): Status {
  const phase = phases.find(({ until }) => until === null || now < until);
  return phase?.status ?? 'expired';
}

/** What its user had revoked is over; an access token that was left out lives to its end. */
function phasesByRevocation({ revoked, tokens }: Account): readonly Phase[] | undefined {
  if (revoked === null) return undefined;
  if (revoked.accessToken) return [{ status: 'sign_in_needed', until: null }];
  return tokens.accessExpiry.kind === 'at'
    ? [
        { status: 'expiring', until: tokens.accessExpiry.at },
        { status: 'sign_in_needed', until: null },
      ]
    : [{ status: 'expiring', until: null }];
}

function phasesByProblem({ problem, tokens }: Account): readonly Phase[] | undefined {
  if (problem?.kind === 'uncertain') return [{ status: 'uncertain', until: null }];
  if (problem?.kind !== 'server') return undefined;
  switch (problem.error.class) {
    case 'sign_in_needed':
      return [{ status: 'sign_in_needed', until: null }];
    case 'client_rejected':
      return [{ status: 'misconfigured', until: null }];
    case 'not_permitted':
      // The client may not refresh: its configuration wants a look while the token lives, and a new sign-in afterwards.
      return tokens.accessExpiry.kind === 'at'
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

function phasesByTime(tokens: TokenSet): readonly Phase[] {
  const { accessExpiry, issuedAt } = tokens;
  if (accessExpiry.kind !== 'at') return [{ status: 'fresh', until: null }];
  const lifetime = Math.max(0, accessExpiry.at - issuedAt);
  return [
    { status: 'fresh', until: accessExpiry.at - Math.min(lifetime * EXPIRING_SHARE, DAY_MS) },
    { status: 'expiring', until: accessExpiry.at },
    ...phasesAfterExpiry(tokens.refreshToken === null ? null : tokens.refreshExpiry, accessExpiry.at),
  ];
}

function phasesAfterExpiry(refresh: Expiry | null, accessEnd: EpochMs): readonly Phase[] {
  if (refresh === null) return [{ status: 'expired', until: null }];
  if (refresh.kind !== 'at') return [{ status: 'refreshable', until: null }];
  if (refresh.at <= accessEnd) return [{ status: 'sign_in_needed', until: null }];
  return [
    { status: 'refreshable', until: refresh.at },
    { status: 'sign_in_needed', until: null },
  ];
}
