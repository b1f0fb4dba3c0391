/**
 * From a code or a filled-in form to an account: sends the grant, reads the reply, keeps the tokens. Connecting an account again
 * gives it a new grant id, so that late answers to the old grant are dropped; a different identity becomes an account of its own.
 */
import {
  buildTokenRequest,
  clockOffset,
  readTokenReply,
  scopeList,
  type Authorization,
  type Secret,
  type ServerError,
  type TokenGrant,
  type TokenReply,
  type TokenSet,
  type TransportResult,
  type UserAction,
} from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client } from './account';
import type { AccountBook } from './book';
import { clientForRequest, tokenEndpoint } from './endpoints';
import type { Now, RotationJournal, SaveResult, SendTokenRequest } from './ports';

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
  readonly now: Now;
  readonly newId: () => string;
  /** What a new account is called when the server does not say whose it is. */
  readonly nameOf: (provider: Provider) => string;
  /** Whether a new account is refreshed by itself. */
  readonly automaticByDefault: () => boolean;
}

/** What is common to all ways to connect. */
export interface ConnectRequest {
  readonly provider: Provider;
  readonly client: Client;
  /** The account to connect again, or null for a new one. */
  readonly accountId: AccountId | null;
}

/** Exchanges an authorization code (RFC 6749 section 4.1.3). */
export function connectByCode(
  deps: ConnectDependencies,
  request: ConnectRequest,
  authorization: Authorization,
  code: Secret,
): Promise<ConnectOutcome> {
  const { provider, client } = request;
  return connect(deps, request, {
    name: 'authorization_code',
    grant: {
      kind: 'authorization_code',
      code,
      redirectUri: authorization.redirectUri,
      verifier: authorization.verifier,
    },
    scope: provider.authorize.scope === 'send' ? scopeList(client.scope, provider) : null,
    identity: null,
    secrets: [code],
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
  return connect(deps, request, {
    name: grant,
    grant: { kind: 'form', name: grant, fields, scope: scopes },
    scope: scopes.length > 0 ? scopes : null,
    identity: identityField === undefined ? null : (fields[identityField]?.reveal() ?? null),
    secrets: Object.entries(fields).flatMap(([name, value]) => (name === identityField ? [] : [value])),
  });
}

interface Attempt {
  /** The grant's name in the provider's file. */
  readonly name: string;
  readonly grant: TokenGrant;
  readonly scope: readonly string[] | null;
  /** Who the user said to be, where the reply does not tell. */
  readonly identity: string | null;
  /** What the server's texts are searched for before they are shown. */
  readonly secrets: readonly Secret[];
}

async function connect(deps: ConnectDependencies, request: ConnectRequest, attempt: Attempt): Promise<ConnectOutcome> {
  const { provider, client } = request;
  const endpoint = tokenEndpoint(provider, client);
  if (endpoint === undefined) return { kind: 'no_endpoint' };
  const result = await deps.send(
    buildTokenRequest({ provider, client: clientForRequest(provider, client, endpoint), grant: attempt.grant }),
  );
  if (result.kind !== 'reply') return { kind: 'transport', result };
  const read = readTokenReply(result.reply, provider, {
    endpoint,
    grant: attempt.name,
    secrets: [...attempt.secrets, ...(client.clientSecret === null ? [] : [client.clientSecret])],
  });
  switch (read.kind) {
    case 'tokens':
      return keep(deps, request, attempt, read.tokens, clockOffset(result.reply));
    case 'error':
      return { kind: 'server_error', error: read.error };
    case 'action':
      return { kind: 'action', action: read.action };
    case 'unreadable':
      return { kind: 'unreadable', reply: read };
  }
}

async function keep(
  deps: ConnectDependencies,
  { provider, client, accountId }: ConnectRequest,
  attempt: Attempt,
  tokens: TokenSet,
  offset: number | null,
): Promise<ConnectOutcome> {
  const { book } = deps;
  const identity = tokens.identity ?? attempt.identity;
  const grantFacts = {
    clientId: client.id,
    grant: attempt.name,
    requestedScope: attempt.scope,
    grantId: deps.newId(),
    tokens,
    problem: null,
    connectedAt: deps.now(),
    refreshedAt: null,
    clockOffset: offset,
    practice: client.practice !== null,
  };
  const again = accountId === null ? undefined : book.findOpen(accountId);
  if (again !== undefined && !isSomebodyElse(again, identity)) {
    const saved = await book.record(
      again.id,
      (account) => ({
        ...account,
        ...grantFacts,
        identity: identity ?? account.identity,
        generation: account.generation + 1,
        previous: account.tokens,
      }),
      () => void deps.journal.clear(again.id),
    );
    return outcome(again.id, saved);
  }
  const account: Account = {
    ...grantFacts,
    id: deps.newId(),
    automatic: deps.automaticByDefault(),
    providerId: provider.id,
    label: freeLabel(identity ?? deps.nameOf(provider), book),
    identity,
    generation: 1,
    previous: null,
  };
  return outcome(account.id, await book.add(account));
}

function outcome(accountId: AccountId, save: SaveResult): ConnectOutcome {
  return save.kind === 'saved' ? { kind: 'connected', accountId } : { kind: 'connected_unsaved', accountId, save };
}

function isSomebodyElse(account: Account, identity: string | null): boolean {
  return identity !== null && account.identity !== null && account.identity !== identity;
}

/** The name itself, or with the first free number behind it. */
function freeLabel(name: string, book: AccountBook): string {
  const taken = new Set(
    book.all().map((stored) => (stored.state === 'open' ? stored.account.label : stored.facts.label)),
  );
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
