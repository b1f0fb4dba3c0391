/**
 * From a code or a filled-in form to an account: sends the grant, reads the reply, keeps the tokens. Connecting an account again
 * gives it a new grant id, so that late answers to the old grant are dropped; a different identity becomes an account of its own.
 */
import {
  buildTokenRequest,
  clockOffset,
  mergeTokens,
  readTokenReply,
  scopeList,
  sendSigned,
  type Authorization,
  type Deviation,
  type Secret,
  type ServerError,
  type ServerHints,
  type TokenGrant,
  type TokenReply,
  type TokenSet,
  type TransportResult,
  type UserAction,
} from '../oauth';
import type { Provider, ProviderGrant } from '../providers';
import type { AccountId, Client, RefreshProblem } from './account';
import type { AccountBook } from './book';
import { newDpopKey } from './client-proof';
import { clientForRequest, tokenEndpoint } from './endpoints';
import type { Errand, History } from './history';
import { keepTokens, type GrantFacts, type GrantTokens } from './keep-tokens';
import { secretsOfClient } from './own-secrets';
import type { Confirmation } from './take-over';
import type { Now, RotationJournal, SaveResult, SendTokenRequest } from './ports';
import type { GrantRecipe } from './recipe';

/** What became of a grant. */
export type ConnectOutcome =
  | { readonly kind: 'connected'; readonly accountId: AccountId }
  /** The account is there, in memory, but could not be written yet. */
  | {
      readonly kind: 'connected_unsaved';
      readonly accountId: AccountId;
      readonly save: Extract<SaveResult, { kind: 'failed' }>;
    }
  | { readonly kind: 'action'; readonly action: UserAction }
  | { readonly kind: 'server_error'; readonly error: ServerError }
  | { readonly kind: 'unreadable'; readonly reply: Extract<TokenReply, { kind: 'unreadable' }> }
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> }
  | { readonly kind: 'no_endpoint' };

export interface ConnectDependencies {
  readonly book: AccountBook;
  readonly journal: RotationJournal;
  readonly send: SendTokenRequest;
  readonly hints: ServerHints;
  readonly now: Now;
  readonly newId: () => string;
  /** What a new account is called when the server does not say whose it is. */
  readonly nameOf: (provider: Provider) => string;
  /** Whether a new account is refreshed by itself. */
  readonly automaticByDefault: () => boolean;
  /** Asks the server who has signed in. Left out: nobody is asked. */
  readonly confirmation?: Confirmation;
  /** Where it is told what happened. Left out: nowhere. */
  readonly history?: History;
}

/** What is common to all ways to connect. */
export interface ConnectRequest {
  readonly provider: Provider;
  readonly client: Client;
  /** The account to connect again, or null for a new one. */
  readonly accountId: AccountId | null;
}

/**
 * Exchanges an authorization code (RFC 6749 section 4.1.3).
 * @param captured what else the callback brought that the provider's file wants kept; may decide the token endpoint
 */
export function connectByCode(
  deps: ConnectDependencies,
  request: ConnectRequest,
  authorization: Authorization,
  code: Secret,
  captured: Readonly<Record<string, string>> = {},
): Promise<ConnectOutcome> {
  const { provider, client } = request;
  return connectByGrant(deps, request, {
    name: 'authorization_code',
    grant: {
      kind: 'authorization_code',
      code,
      redirectUri: authorization.redirectUri,
      verifier: authorization.verifier,
      state: authorization.state,
    },
    scope: provider.authorize.scope === 'send' ? scopeList(client.scope, provider) : null,
    identity: null,
    secrets: [code],
    extras: captured,
    recipe: null,
    met: [],
    nonce: authorization.nonce ?? null,
    dpopKey: authorization.dpopKey,
  });
}

/**
 * Submits a grant that is a form, for example the password grant (RFC 6749 section 4.3).
 * @param fields values by the names of the grant's fields; held by the caller's memory only
 */
export function connectByForm(
  deps: ConnectDependencies,
  request: ConnectRequest,
  grant: string,
  fields: Readonly<Record<string, Secret>>,
  scope: string,
): Promise<ConnectOutcome> {
  const identityField = request.provider.grants[grant]?.identity_field;
  const scopes = scopeList(scope, request.provider);
  return connectByGrant(deps, request, {
    name: grant,
    grant: { kind: 'form', name: grant, fields, scope: scopes },
    scope: scopes.length > 0 ? scopes : null,
    identity: identityField === undefined ? null : (fields[identityField]?.reveal() ?? null),
    secrets: Object.entries(fields).flatMap(([name, value]) => (name === identityField ? [] : [value])),
    extras: {},
    recipe: formRecipe(request.provider.grants[grant], fields),
    met: [],
  });
}

/** A form can be submitted again by itself where it asks for nothing, or where the file says that its fields may be kept. */
function formRecipe(grant: ProviderGrant | undefined, fields: Readonly<Record<string, Secret>>): GrantRecipe | null {
  if (grant === undefined || (grant.fields.length > 0 && !grant.repeatable)) return null;
  const kept = Object.entries(fields).map(([name, value]) => [name, value.reveal()] as const);
  return { kind: 'form', fields: Object.fromEntries(kept) };
}

/** One grant to be sent. */
export interface GrantAttempt extends GrantFacts {
  readonly grant: TokenGrant;
  /** Departures from the RFCs that were met before; listed with the account. */
  readonly met: readonly Deviation[];
  /** What the id token must repeat. */
  readonly nonce?: string | null;
  /** What the server's texts are searched for before they are shown. */
  readonly secrets: readonly Secret[];
  /** The key that the grant is bound to already; made here where left out and the client wants one. */
  readonly dpopKey?: Secret | null | undefined;
}

/** One sign-in, or one submitted grant, is one attempt, with the pushed request before it and the exchange after it. */
export function connectErrand(request: ConnectRequest): Errand {
  return { key: request, kind: 'connect', by: 'you', accountId: request.accountId, client: request.client };
}

/** Tells the history of tokens that are kept. */
function tellConnected(
  { history }: ConnectDependencies,
  request: ConnectRequest,
  grant: string,
  accountId: AccountId,
): void {
  history?.concluded(connectErrand(request), 'done', accountId);
  history?.happened(accountId, { kind: 'connected', grant, again: accountId === request.accountId });
}

/** Sends a grant, reads the reply and keeps the tokens. */
export async function connectByGrant(
  deps: ConnectDependencies,
  request: ConnectRequest,
  grant: GrantAttempt,
): Promise<ConnectOutcome> {
  const dpopKey = grant.dpopKey === undefined ? await newDpopKey(request.provider, request.client) : grant.dpopKey;
  const attempt = { ...grant, dpopKey };
  const errand = connectErrand(request);
  const asked = await ask(deps, request, attempt, errand);
  if (asked === null) return { kind: 'no_endpoint' };
  if (asked.kind !== 'read' || asked.read.kind !== 'tokens') deps.history?.concluded(errand, 'failed');
  if (asked.kind === 'transport') return asked;
  const { read } = asked;
  if (read.kind !== 'tokens') return withoutTokens(read);
  const deviations = [...attempt.met, ...read.tokens.deviations];
  const first = { ...read.tokens, deviations, nonce: attempt.nonce ?? null };
  const { tokens, problem } = await exchangeOnce(deps, request, attempt, first, errand);
  return keepFirst(deps, request, attempt, {
    tokens: { ...tokens, dpopKey },
    problem,
    also: read.also.map((set) => ({ ...set, tokens: { ...set.tokens, dpopKey } })),
    clockOffset: asked.clockOffset,
  });
}

/** Keeps the tokens of a new grant, and has the server asked whose they are where it can tell. */
export async function keepFirst(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  arrived: GrantTokens,
): Promise<ConnectOutcome> {
  const kept = await keepTokens(deps, request, facts, arrived);
  if ('accountId' in kept) tellConnected(deps, request, facts.name, kept.accountId);
  if ('accountId' in kept && deps.confirmation?.canTell(request.provider, request.client) === true)
    deps.confirmation.arrived(kept.accountId, request.provider);
  return kept;
}

/** What a reply without tokens means for who wanted to connect. */
export function withoutTokens(read: Exclude<TokenReply, { readonly kind: 'tokens' }>): ConnectOutcome {
  switch (read.kind) {
    case 'error':
      return { kind: 'server_error', error: read.error };
    case 'action':
      return { kind: 'action', action: read.action };
    case 'unreadable':
      return { kind: 'unreadable', reply: read };
  }
}

type Asked =
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> }
  | { readonly kind: 'read'; readonly read: TokenReply; readonly clockOffset: number | null };

/** Sends one grant and reads the reply; null where it has no endpoint. */
async function ask(
  deps: ConnectDependencies,
  request: ConnectRequest,
  attempt: GrantAttempt,
  errand: Errand,
): Promise<Asked | null> {
  const { provider, client } = request;
  const endpoint = tokenEndpoint(provider, client, attempt.name, attempt.extras);
  if (endpoint === undefined) return null;
  const { dpopKey = null } = attempt;
  const result = await sendSigned(
    { ...deps, send: (message) => deps.send(message, errand) },
    endpoint,
    ({ now, nonce }) =>
      buildTokenRequest({
        provider,
        client: clientForRequest(provider, client, endpoint, attempt.extras),
        grant: attempt.grant,
        proof: dpopKey === null ? null : { key: dpopKey, nonce },
        now,
      }),
    request.accountId === null ? null : deps.book.findOpen(request.accountId)?.clockOffset,
  );
  if (result.kind !== 'reply') return { kind: 'transport', result };
  const read = readTokenReply(result.reply, provider, {
    endpoint,
    grant: attempt.name,
    dpop: dpopKey !== null,
    secrets: [...attempt.secrets, ...secretsOfClient(client)],
  });
  return { kind: 'read', read, clockOffset: clockOffset(result.reply) };
}

/**
 * The later exchange that some providers want straight away (`followed_by` in the provider's file), for example for tokens that live longer.
 * Where it fails, the tokens in hand are kept and the account says what went wrong: nothing is lost.
 */
async function exchangeOnce(
  deps: ConnectDependencies,
  request: ConnectRequest,
  attempt: GrantAttempt,
  tokens: TokenSet,
  errand: Errand,
): Promise<{ readonly tokens: TokenSet; readonly problem: RefreshProblem | null }> {
  const name = request.provider.grants[attempt.name]?.followed_by;
  if (name === undefined) return { tokens, problem: null };
  const asked = await ask(
    deps,
    request,
    {
      ...attempt,
      name,
      grant: { kind: 'exchange', name, accessToken: tokens.accessToken },
      secrets: [tokens.accessToken],
      extras: { ...attempt.extras, ...tokens.extras },
    },
    errand,
  );
  if (asked?.kind === 'read' && asked.read.kind === 'tokens')
    return { tokens: mergeTokens(tokens, asked.read.tokens), problem: null };
  const told = asked?.kind === 'read' && asked.read.kind === 'error' ? asked.read.error : null;
  const error = told ?? { ...exchangeFailed, text: asked?.kind === 'transport' ? asked.result.detail : null };
  return { tokens, problem: { kind: 'server', at: deps.now(), error } };
}

const exchangeFailed = { class: 'server_unavailable', code: 'exchange_failed', status: 0, retryAt: null } as const;
