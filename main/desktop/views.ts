/** From facts to what a window may see. SECURITY: no token and no secret passes here, only masks and fingerprints. */
import {
  idOf,
  missingScopes,
  NO_MARKS,
  phasesOf,
  placesFor,
  renewalOf,
  type Account,
  type AccountFacts,
  type Client,
  type Lock,
  type StoredAccount,
} from '../accounts';
import { ISSUED_TYPE, type Expiry, type Secret } from '../oauth';
import type { Provider } from '../providers';
import type {
  AccountView,
  AttemptView,
  ClientView,
  ExpiryView,
  LocalizedText,
  LockView,
  ProviderView,
  TokenView,
} from '../../preload/contract';
import type { DeviceAttempt } from './device-attempts';
import { afterView, type AfterSurroundings } from './after-views';
import { problemView } from './failures';
import { accountProofView, storedKeyView } from './proof-views';
import { deviceAttemptView, grantViews, implicitClients, recipeView } from './grant-views';
import type { ActionAttempt } from './grant-forms';
import type { SignInAttempt } from './sign-in-attempt';
import { idTokenView } from './id-token-view';
import { registrationView, standardPart } from './standard-views';

export interface AccountSurroundings extends AfterSurroundings {
  readonly refreshing: boolean;
  readonly unsaved: boolean;
  /** When it is refreshed by itself next, milliseconds since the epoch; null for never. */
  readonly nextAttempt: number | null;
}

export function accountView(stored: StoredAccount, around: AccountSurroundings): AccountView {
  const facts: Account | AccountFacts = stored.state === 'open' ? stored.account : stored.facts;
  return {
    id: idOf(stored),
    label: facts.label,
    providerId: facts.providerId,
    providerName: around.provider?.name ?? facts.providerId,
    clientId: facts.clientId,
    clientName: around.client?.name ?? around.client?.clientId ?? '',
    issuedClientId: around.client?.clientId ?? '',
    grant: facts.grant,
    grantLabel: around.provider?.grants[facts.grant]?.label ?? null,
    connectBy: facts.grant === 'authorization_code' || facts.grant === 'implicit' ? 'sign_in' : 'form',
    practice: facts.practice,
    identity: facts.identity,
    phases: phasesOf(stored),
    refreshing: around.refreshing,
    generation: facts.generation,
    unsaved: around.unsaved,
    lock: stored.state === 'open' ? null : lockView(stored),
    proof: stored.state === 'open' ? accountProofView(stored.account, around.client, around.provider) : null,
    after: afterView(stored.state === 'open' ? stored.account : null, around),
    automatic: { on: stored.state === 'open' && stored.account.automatic, nextAt: around.nextAttempt },
    ...(stored.state === 'open' ? openPart(stored.account, around) : lockedPart),
  };
}

/** Clocks that are not further apart are about right. */
const CLOCK_TOLERANCE_MS = 5_000;

type OpenPart = Pick<
  AccountView,
  | 'issuedAt'
  | 'connectedAt'
  | 'refreshedAt'
  | 'restoredAt'
  | 'access'
  | 'refresh'
  | 'renewal'
  | 'recipe'
  | 'issuedTokenType'
  | 'idToken'
  | 'previous'
  | 'scope'
  | 'problem'
  | 'deviations'
  | 'clockOffset'
  | 'marks'
>;

function lockView({ reason, sealedBy, keyNow }: Lock): LockView {
  return { reason, sealedBy, keyNow };
}

function openPart(account: Account, { labelOf, client }: AccountSurroundings): OpenPart {
  const { tokens, previous, requestedScope, problem, connectedAt, refreshedAt, restoredAt, clockOffset } = account;
  return {
    issuedAt: tokens.issuedAt,
    connectedAt,
    refreshedAt,
    restoredAt,
    access: tokenView(tokens.accessToken, tokens.accessExpiry),
    refresh: tokens.refreshToken === null ? null : tokenView(tokens.refreshToken, tokens.refreshExpiry),
    renewal: renewalOf(account),
    recipe: recipeView(account.recipe, labelOf),
    issuedTokenType: tokens.extras[ISSUED_TYPE] ?? null,
    idToken: idTokenView(account),
    previous: previous === null ? null : tokenView(previous.accessToken, previous.accessExpiry),
    scope: {
      asked: requestedScope,
      granted: tokens.scope,
      missing: missingScopes(account, client ?? null),
    },
    problem: problem === null ? null : problemView(problem),
    deviations: tokens.deviations,
    marks: account.marks,
    clockOffset: clockOffset !== null && Math.abs(clockOffset) > CLOCK_TOLERANCE_MS ? clockOffset : null,
  };
}

const lockedPart: OpenPart = {
  issuedAt: 0,
  connectedAt: 0,
  refreshedAt: null,
  restoredAt: null,
  access: null,
  refresh: null,
  renewal: 'sign_in',
  recipe: null,
  issuedTokenType: null,
  idToken: null,
  previous: null,
  scope: { asked: null, granted: null, missing: [] },
  problem: null,
  deviations: [],
  marks: NO_MARKS,
  clockOffset: null,
};

function tokenView(token: Secret, expiry: Expiry): TokenView {
  return {
    expiry: expiryView(expiry),
    mask: token.mask,
    fingerprint: token.fingerprint,
  };
}

function expiryView(expiry: Expiry): ExpiryView {
  return expiry.kind === 'at' ? expiry : { kind: expiry.kind };
}

export function providerView(provider: Provider, origin: ProviderView['origin']): ProviderView {
  const { endpoints } = provider;
  return {
    id: provider.id,
    name: provider.name,
    origin,
    signIn: provider.grants['authorization_code'] !== undefined || provider.grants['implicit'] !== undefined,
    implicit: implicitClients(provider),
    forms: grantViews(provider),
    endpoints: {
      authorize: endpoints.authorize ?? null,
      token: endpoints.token ?? null,
      refresh: endpoints.refresh ?? null,
      pushed: endpoints.pushed_authorization_request ?? null,
      device: endpoints.device_authorization ?? null,
      userinfo: provider.userinfo?.url ?? null,
      introspection: provider.introspect?.url ?? null,
      revocation: provider.revoke?.url ?? null,
    },
    callbackExample: provider.callback_example ?? null,
    signIns: { usual: provider.sign_in.default ?? null, loopback: provider.sign_in.loopback ?? null },
    region: provider.region ?? null,
    historical: provider.status === 'historical',
    unverified: provider.unverified.length,
    variables: Object.entries(provider.variables).map(([name, variable]) => ({
      name,
      label: variable.label ?? name,
      hint: variable.hint ?? null,
      default: variable.default,
    })),
    clientFields: provider.client_fields.map((field) => ({
      name: field.name,
      label: field.label ?? field.name,
      hint: field.hint ?? null,
      secret: field.secret,
      required: field.required,
    })),
    asksSecret: provider.hooks.client_secret === undefined && provider.hooks.sign_token_request === undefined,
    sendsScope: provider.authorize.scope === 'send',
    defaultScope: provider.default_scope,
    authentication: provider.client_authentication,
    ...standardPart(provider, origin),
    dpop: provider.dpop.use,
    pushed: provider.authorize.pushed,
  };
}

export function clientView(client: Client, accounts: number, provider: Provider | undefined): ClientView {
  const isSecret = (name: string) => provider?.client_fields.find((field) => field.name === name)?.secret ?? true;
  const fields = Object.entries(client.fields);
  return {
    id: client.id,
    providerId: client.providerId,
    name: client.name,
    clientId: client.clientId,
    hasSecret: client.clientSecret !== null,
    callbackUrl: client.callbackUrl,
    scope: client.scope,
    endpoints: {
      authorize: client.endpoints.authorize ?? null,
      token: client.endpoints.token ?? null,
      refresh: client.endpoints.refresh ?? null,
      pushed: client.endpoints.pushed ?? null,
      device: client.endpoints.device ?? null,
      userinfo: client.endpoints.userinfo ?? null,
      introspection: client.endpoints.introspection ?? null,
      revocation: client.endpoints.revocation ?? null,
    },
    authentication: client.authentication,
    key: storedKeyView(client.key),
    variables: client.variables,
    fields: Object.fromEntries(fields.flatMap(([name, value]) => (isSecret(name) ? [] : [[name, value.reveal()]]))),
    storedFields: fields.map(([name]) => name).filter(isSecret),
    options: client.options,
    registration: registrationView(client),
    signInPlaces: provider === undefined ? [] : placesFor(provider, client),
    practice: client.practice,
    accounts,
  };
}

export function attemptView(attempt: SignInAttempt | ActionAttempt | DeviceAttempt): AttemptView {
  if (attempt.kind === 'device') return deviceAttemptView(attempt);
  if (attempt.kind === 'sign_in') {
    const { kind, id, step, pageOrigin, deadline, accountId, place, places, note } = attempt;
    return {
      kind,
      id,
      providerId: attempt.provider.id,
      clientId: attempt.client.id,
      accountId,
      step,
      implicit: attempt.grant === 'implicit',
      pageOrigin,
      place,
      places,
      note,
      deadline,
    };
  }
  const { kind, id, step, form, action } = attempt;
  return {
    kind,
    id,
    providerId: form.provider.id,
    clientId: form.client.id,
    accountId: form.accountId,
    grant: form.grant,
    step,
    reason: action.reason,
    host: new URL(action.url).host,
  };
}

/** A provider's text in a language. */
export function textIn(text: LocalizedText, language: 'en' | 'zh-CN'): string {
  return typeof text === 'string' ? text : text[language];
}
