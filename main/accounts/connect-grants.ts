/**
 * From the grants that are neither a code nor a form to an account: token exchange, assertions, grants typed by hand, a device code,
 * and tokens that came in the callback itself. What is needed to ask again is kept with the account where nothing secret was typed.
 */
import {
  exchangeParameters,
  readTokenReply,
  scopeIsParameter,
  scopeList,
  Secret,
  signAssertion,
  type AssertionRecipe,
  type Deviation,
  type RawReply,
} from '../oauth';
import type { AccountId } from './account';
import {
  connectByGrant,
  keepFirst,
  withoutTokens,
  type ConnectDependencies,
  type ConnectOutcome,
  type ConnectRequest,
} from './connect';
import { tokenEndpoint } from './endpoints';
import type { ExchangeRecipe } from './recipe';

/** A grant of a provider, by its name in the file, with the scope as it was typed. */
export interface NamedGrant extends ConnectRequest {
  readonly grant: string;
  readonly scope: string;
}

/** A token of one of the user's accounts, or one from elsewhere. */
export type TokenSource =
  | { readonly kind: 'account'; readonly accountId: AccountId }
  | { readonly kind: 'pasted'; readonly token: Secret };

export interface ExchangeInput extends Omit<ExchangeRecipe, 'subject' | 'actor'> {
  readonly subject: TokenSource;
  readonly actor: TokenSource | null;
}

/**
 * Exchanges tokens (RFC 8693). Where they are accounts' the exchange is kept and repeated from their tokens of then; a pasted token is
 * used once.
 * @returns `no_subject` where an account is not there or locked, or would be exchanged from itself
 */
export async function connectByExchange(
  deps: ConnectDependencies,
  request: NamedGrant,
  input: ExchangeInput,
): Promise<ConnectOutcome | { readonly kind: 'no_subject' }> {
  const tokenOf = (source: TokenSource): Secret | undefined =>
    source.kind === 'pasted' ? source.token : deps.book.findOpen(source.accountId)?.tokens.accessToken;
  const subject = tokenOf(input.subject);
  const actor = input.actor === null ? null : tokenOf(input.actor);
  const own = [input.subject, input.actor].some(
    (source) => source?.kind === 'account' && source.accountId === request.accountId,
  );
  if (subject === undefined || actor === undefined || own) return { kind: 'no_subject' };
  const scope = scopeList(request.scope, request.provider);
  return connectByGrant(deps, request, {
    name: request.grant,
    grant: {
      kind: 'parameters',
      name: request.grant,
      grantType: null,
      parameters: exchangeParameters({ ...input, subject, actor }),
      scope,
    },
    scope: scope.length > 0 ? scope : null,
    identity: null,
    secrets: [subject, ...(actor === null ? [] : [actor])],
    extras: {},
    recipe: exchangeRecipe(input),
    met: [],
  });
}

function exchangeRecipe({ subject, actor, ...rest }: ExchangeInput) {
  if (subject.kind !== 'account' || actor?.kind === 'pasted') return null;
  return { kind: 'token_exchange', ...rest, subject: subject.accountId, actor: actor?.accountId ?? null } as const;
}

/**
 * Exchanges an assertion (RFC 7523 section 2.1): one that was pasted, used once, or one that is signed here, and signed anew to renew
 * the account.
 * @throws Fault as `signAssertion` does, where the recipe was not checked before
 */
export async function connectByAssertion(
  deps: ConnectDependencies,
  request: NamedGrant,
  given:
    | { readonly kind: 'pasted'; readonly assertion: Secret }
    | { readonly kind: 'signed'; readonly recipe: AssertionRecipe },
): Promise<ConnectOutcome> {
  const { provider, client, grant: name } = request;
  const endpoint = tokenEndpoint(provider, client, name);
  if (endpoint === undefined) return { kind: 'no_endpoint' };
  const scope = scopeList(request.scope, provider);
  const assertion =
    given.kind === 'pasted'
      ? given.assertion
      : signAssertion(given.recipe, {
          provider,
          grant: name,
          clientId: client.clientId,
          tokenEndpoint: endpoint,
          scope,
          now: deps.now(),
        });
  return connectByGrant(deps, request, {
    name,
    grant: {
      kind: 'parameters',
      name,
      grantType: null,
      parameters: [['assertion', assertion]],
      scope: given.kind === 'pasted' || scopeIsParameter(provider, name) ? scope : [],
    },
    scope: scope.length > 0 ? scope : null,
    identity: given.kind === 'signed' ? given.recipe.subject : null,
    secrets: [assertion],
    extras: {},
    recipe: given.kind === 'signed' ? { kind: 'jwt_bearer', assertion: given.recipe } : null,
    met: [],
  });
}

/** A parameter as the user typed it; a secret one is sent once and not kept, and neither is the grant then. */
export interface TypedParameter {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
}

/** Sends a grant that the user typed (RFC 6749 section 4.5). */
export function connectByFreeGrant(
  deps: ConnectDependencies,
  request: NamedGrant,
  grantType: string,
  typed: readonly TypedParameter[],
): Promise<ConnectOutcome> {
  const scope = scopeList(request.scope, request.provider);
  const secrets = typed.filter(({ secret }) => secret).map(({ value }) => new Secret(value));
  const open = typed.map(({ name, value }) => [name, value] as const);
  return connectByGrant(deps, request, {
    name: request.grant,
    grant: {
      kind: 'parameters',
      name: request.grant,
      grantType,
      parameters: typed.map(({ name, value }) => [name, new Secret(value)] as const),
      scope,
    },
    scope: scope.length > 0 ? scope : null,
    identity: null,
    secrets,
    extras: {},
    recipe: secrets.length > 0 ? null : { kind: 'free', grantType, parameters: open },
    met: [],
  });
}

/**
 * Asks for the tokens of a device code (RFC 8628 section 3.4), once. "Not yet" is a `server_error` whose code says so.
 * @param met in what the server departed from the RFC when it gave the codes
 */
export function connectByDeviceCode(
  deps: ConnectDependencies,
  request: NamedGrant,
  deviceCode: Secret,
  met: readonly Deviation[],
): Promise<ConnectOutcome> {
  const scope = scopeList(request.scope, request.provider);
  return connectByGrant(deps, request, {
    name: request.grant,
    // The scope was asked for with the codes.
    grant: {
      kind: 'parameters',
      name: request.grant,
      grantType: null,
      parameters: [['device_code', deviceCode]],
      scope: [],
    },
    scope: scope.length > 0 ? scope : null,
    identity: null,
    secrets: [deviceCode],
    extras: {},
    recipe: null,
    met,
  });
}

/** Keeps the tokens that came in the callback's fragment (RFC 6749 section 4.2.2), read as any reply is. */
export async function connectByFragment(
  deps: ConnectDependencies,
  request: ConnectRequest,
  fragment: Secret,
  captured: Readonly<Record<string, string>>,
): Promise<ConnectOutcome> {
  const { provider, client } = request;
  const now = deps.now();
  const reply: RawReply = {
    status: 200,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new TextEncoder().encode(fragment.reveal()),
    sentAt: now,
    receivedAt: now,
  };
  const read = readTokenReply(reply, provider, { endpoint: '', grant: 'implicit', secrets: [fragment] });
  if (read.kind !== 'tokens') return withoutTokens(read);
  const facts = {
    name: 'implicit',
    scope: provider.authorize.scope === 'send' ? scopeList(client.scope, provider) : null,
    identity: null,
    extras: captured,
    recipe: null,
  };
  // A fragment is a form, and all of it is text: that is how RFC 6749 section 4.2.2 has it.
  const usual = ['form_encoded_response', 'expires_string'];
  const deviations = read.tokens.deviations.filter(
    ({ tag, section }) => !usual.includes(tag) || /appendix/.test(section),
  );
  const tokens = { ...read.tokens, deviations };
  return keepFirst(deps, request, facts, { tokens, also: read.also, problem: null, clockOffset: null });
}
