/**
 * The request by which an account gets new tokens, and how its reply is to be read: from the account's facts alone, so that what an
 * earlier run left in the journal is read as it would have been then.
 */
import {
  buildTokenRequest,
  clockOffset,
  type RawReply,
  type ReplyContext,
  type ServerHints,
  type TokenGrant,
  type TokenRequest,
  type TokenSet,
} from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client } from './account';
import { clientForRequest, refreshEndpoint, tokenEndpoint } from './endpoints';
import type { Now, RotationEntry } from './ports';
import { grantOfRecipe } from './recipe-grant';
import { secretsOfClient, secretsOfTokens } from './own-secrets';
import { renewalOf } from './renewal';
import { renewed } from './rotation-rules';

/** Where the accounts, clients and providers are found, and what is signed with. */
export interface RenewalDependencies {
  readonly hints: ServerHints;
  readonly now: Now;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Open accounts only. */
  readonly findAccount: (id: AccountId) => Account | undefined;
}

/** Why there is no request. */
export type NoRenewal =
  /** Only its user can renew it. */
  | 'no_refresh_token'
  | 'no_endpoint'
  /** The account that it was exchanged from is gone, or sealed by a key that is not there. */
  | 'no_subject';

export type PreparedRenewal =
  | { readonly kind: 'prepared'; readonly provider: Provider; readonly spends: boolean; readonly request: TokenRequest }
  | { readonly kind: 'refused'; readonly reason: NoRenewal };

/** The endpoint that renews an account; undefined where there is none. */
export function renewalEndpoint(account: Account, provider: Provider, client: Client): string | undefined {
  const { extras } = account.tokens;
  return renewalOf(account) === 'same_grant'
    ? tokenEndpoint(provider, client, account.grant, extras)
    : refreshEndpoint(provider, client, extras);
}

/** Builds the request. Nothing is sent. */
export function prepareRenewal(account: Account, around: RenewalDependencies): PreparedRenewal {
  const renewal = renewalOf(account);
  if (renewal === 'sign_in') return { kind: 'refused', reason: 'no_refresh_token' };
  const client = around.findClient(account.clientId);
  const provider = around.findProvider(account.providerId);
  const endpoint = client && provider && renewalEndpoint(account, provider, client);
  if (!client || !provider || !endpoint) return { kind: 'refused', reason: 'no_endpoint' };
  const { extras, refreshToken, dpopKey } = account.tokens;
  const now = around.hints.now(endpoint, around.now(), account.clockOffset);
  const proof = dpopKey === null ? null : { key: dpopKey, nonce: around.hints.nonce(endpoint) };
  const asked = clientForRequest(provider, client, endpoint, extras);
  const grant =
    renewal === 'refresh_token'
      ? refreshToken && ({ kind: 'refresh_token', refreshToken } satisfies TokenGrant)
      : account.recipe &&
        grantOfRecipe(account.recipe, {
          provider,
          grant: account.grant,
          clientId: client.clientId,
          tokenEndpoint: endpoint,
          scope: account.requestedScope ?? [],
          now,
          findAccount: around.findAccount,
        });
  if (grant === null) return { kind: 'refused', reason: 'no_subject' };
  // A grant that its provider's file does not have any more is no endpoint either: nothing says where and how to ask.
  const name = renewal === 'refresh_token' ? 'refresh_token' : account.grant;
  if (!Object.hasOwn(provider.grants, name)) return { kind: 'refused', reason: 'no_endpoint' };
  const request = buildTokenRequest({ provider, client: asked, grant, proof, now });
  return { kind: 'prepared', provider, spends: renewal === 'refresh_token', request };
}

/** How the reply to a renewal is read. */
export function renewalReading(account: Account, provider: Provider, client: Client | undefined): ReplyContext {
  return {
    endpoint: (client && renewalEndpoint(account, provider, client)) ?? '',
    grant: renewalOf(account) === 'same_grant' ? account.grant : 'refresh_token',
    dpop: account.tokens.dpopKey !== null,
    secrets: [...secretsOfTokens(account.tokens), ...secretsOfClient(client)],
  };
}

/**
 * The account as the reply to its renewal makes it, read at once or a long time afterwards.
 * @param entry the rotation whose reply it is
 * @param tokens what was read in the reply
 */
export function renewedAccount(
  account: Account,
  entry: RotationEntry,
  reply: RawReply,
  tokens: TokenSet,
  provider: Pick<Provider, 'refresh'>,
): Account {
  const { revoked } = account;
  return {
    ...account,
    ...renewedTokens(account, tokens, provider),
    previous: account.tokens,
    previousRevoked: revoked,
    generation: entry.generation + 1,
    problem: null,
    // What was revoked after they were asked for may be these very tokens: their grant was ended.
    revoked: revoked !== null && revoked.at > reply.sentAt ? revoked : null,
    refreshedAt: reply.sentAt,
    clockOffset: clockOffset(reply) ?? account.clockOffset,
  };
}

/**
 * The tokens of a renewal in the place of those before. The same grant asked for again is a new grant: a refresh token that does not
 * come with it is not there, whatever came before; the rest is merged as in a refresh.
 */
function renewedTokens(
  account: Account,
  next: TokenSet,
  provider: Pick<Provider, 'refresh'>,
): Pick<Account, 'tokens' | 'renewals'> {
  const merged = renewed(account, next, provider);
  if (renewalOf(account) !== 'same_grant') return merged;
  const { refreshToken, refreshExpiry, scope } = next;
  return { tokens: { ...merged.tokens, refreshToken, refreshExpiry, scope }, renewals: account.renewals };
}
