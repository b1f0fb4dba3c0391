/** What windows see of an account after the grant. SECURITY: what a server said was cleaned and bounded where it was read. */
import {
  callOf,
  canTellIdentity,
  refreshClosesAt,
  refreshOpensAt,
  type Account,
  type CallProblem,
  type Client,
} from '../accounts';
import { namesOneToken, type Expiry, type Introspection, type TokenHint } from '../oauth';
import type { Provider } from '../providers';
import type { AfterView, ErrorCode, ErrorView, IntrospectionView } from '../../preload/contract';
import { errorView } from './ipc';

export interface AfterSurroundings {
  readonly provider: Provider | undefined;
  readonly client: Client | undefined;
  readonly asking: boolean;
  readonly identityProblem: CallProblem | null;
  /** The label of an account; undefined where it is gone. */
  readonly labelOf: (id: string) => string | undefined;
}

/** @param account null where it is locked */
export function afterView(account: Account | null, around: AfterSurroundings): AfterView {
  const { provider, client } = around;
  if (account === null || provider === undefined || client === undefined) {
    return account === null ? nothing : { ...nothing, ...kept(account, around) };
  }
  const { refresh } = provider;
  return {
    ...kept(account, around),
    identity: { ...kept(account, around).identity, canAsk: canTellIdentity(provider, client) },
    canIntrospect: introspectable(account, provider, client),
    canRevoke: callOf('revoke', provider, client) !== null,
    limits: {
      opensAt: account.tokens.refreshToken === null ? null : refreshOpensAt(account, refresh),
      closesAt: account.tokens.refreshToken === null ? null : refreshClosesAt(account, refresh),
      burns: refresh.after_failure === 'burned',
      fixedEnd: !refresh.extends,
      renewals: refresh.most_renewals === undefined ? null : { done: account.renewals, most: refresh.most_renewals },
    },
  };
}

const nothing: AfterView = {
  identity: { canAsk: false, asking: false, profile: null, problem: null },
  meantFor: null,
  revoked: null,
  canIntrospect: [],
  canRevoke: false,
  limits: { opensAt: null, closesAt: null, burns: false, fixedEnd: false, renewals: null },
};

function kept(
  { profile, meantFor, revoked }: Account,
  { asking, identityProblem, labelOf }: AfterSurroundings,
): Pick<AfterView, 'identity' | 'meantFor' | 'revoked'> {
  const label = meantFor === null ? undefined : labelOf(meantFor.accountId);
  return {
    identity: {
      canAsk: false,
      asking,
      profile,
      problem: identityProblem === null ? null : callFailure(identityProblem),
    },
    // Where that account is gone there is nothing to decide.
    meantFor: meantFor === null || label === undefined ? null : { ...meantFor, label },
    revoked,
  };
}

function introspectable({ tokens }: Account, provider: Provider, client: Client): readonly TokenHint[] {
  const call = callOf('introspect', provider, client);
  if (call === null) return [];
  return namesOneToken(call) && tokens.refreshToken !== null ? ['access_token', 'refresh_token'] : ['access_token'];
}

/** What is lost with a call is an answer, and no token. */
const transportCodes: Partial<Record<Extract<CallProblem, { kind: 'transport' }>['reason'], ErrorCode>> = {
  timed_out: 'call_timed_out',
  reply_too_large: 'call_too_large',
};

/** Why a call brought nothing, as an error of the contract. */
export function callFailure(problem: CallProblem): ErrorView {
  switch (problem.kind) {
    case 'no_endpoint':
      return errorView('call_unsupported');
    case 'endpoint_refused':
      return errorView('call_endpoint_refused');
    case 'missing':
      return errorView('call_value_missing', { detail: problem.name });
    case 'transport':
      return errorView(transportCodes[problem.reason] ?? problem.reason, { detail: problem.detail });
    case 'server': {
      const { error } = problem;
      const codes: Partial<Record<typeof error.class, ErrorCode>> = {
        rate_limited: 'rate_limited',
        server_unavailable: 'server_unavailable',
      };
      return errorView(codes[error.class] ?? 'call_refused', { serverCode: error.code, detail: error.text });
    }
    case 'unreadable': {
      const codes = { page: 'call_is_page', garbled: 'call_unreadable', redirect: 'call_redirected' } as const;
      return errorView(codes[problem.looksLike], { detail: `HTTP ${problem.status}` });
    }
    case 'nobody':
      return errorView('identity_not_told');
    case 'another':
      return errorView('identity_changed', { detail: `${problem.before} → ${problem.now}` });
  }
}

/** Ends that are not further apart are the same: servers count in seconds, and from another moment. */
const EXPIRY_TOLERANCE_MS = 60_000;

export function introspectionView(
  account: Account,
  token: TokenHint,
  found: Introspection,
  at: number,
): IntrospectionView {
  const { tokens, requestedScope } = account;
  const ours = token === 'access_token' ? tokens.accessExpiry : tokens.refreshExpiry;
  const granted = tokens.scope ?? requestedScope ?? [];
  const { scope } = found;
  return {
    token,
    at,
    active: found.active,
    expiry: found.expiry.kind === 'at' ? { kind: 'at', at: found.expiry.at } : { kind: found.expiry.kind },
    expiryDiffers: differs(ours, found.expiry),
    scope,
    scopeMissing: scope === null ? [] : granted.filter((entry) => !scope.includes(entry)),
    scopeMore: scope === null ? [] : scope.filter((entry) => !granted.includes(entry)),
    clientId: found.clientId,
    identity: found.identity,
    facts: found.facts,
  };
}

function differs(ours: Expiry, theirs: Expiry): boolean {
  if (theirs.kind === 'unknown') return false;
  if (ours.kind !== 'at' || theirs.kind !== 'at') return ours.kind !== theirs.kind;
  return Math.abs(ours.at - theirs.at) > EXPIRY_TOLERANCE_MS;
}
