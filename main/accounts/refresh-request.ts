/** Everything one refresh needs: found, and built into the request that will be sent; or why it cannot start. */
import { buildTokenRequest, type ServerHints, type TokenRequest } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client } from './account';
import type { AccountBook } from './book';
import { clientForRequest, refreshEndpoint } from './endpoints';
import type { Now } from './ports';
import { refreshObjection } from './refresh-limits';

export type PreparedRefresh =
  | {
      readonly kind: 'prepared';
      readonly account: Account;
      readonly provider: Provider;
      readonly request: TokenRequest;
    }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'not_found'
        | 'locked'
        | 'no_refresh_token'
        | 'uncertain'
        | 'no_endpoint'
        | 'too_early'
        | 'burned';
    };

/**
 * @param again even though the account is uncertain
 * @param insist even though the provider's file advises against it
 */
export function prepareRefresh(
  deps: {
    readonly book: AccountBook;
    readonly hints: ServerHints;
    readonly now: Now;
    readonly findClient: (id: string) => Client | undefined;
    readonly findProvider: (id: string) => Provider | undefined;
  },
  id: AccountId,
  again: boolean,
  insist: boolean,
): PreparedRefresh {
  const { hints, now } = deps;
  const stored = deps.book.find(id);
  if (stored === undefined) return { kind: 'refused', reason: 'not_found' };
  if (stored.state === 'locked') return { kind: 'refused', reason: 'locked' };
  const { account } = stored;
  const { extras, refreshToken, dpopKey } = account.tokens;
  if (refreshToken === null) return { kind: 'refused', reason: 'no_refresh_token' };
  if (account.problem?.kind === 'uncertain' && !again) return { kind: 'refused', reason: 'uncertain' };
  const client = deps.findClient(account.clientId);
  const provider = deps.findProvider(account.providerId);
  const endpoint = client && provider && refreshEndpoint(provider, client, extras);
  if (!client || !provider || !endpoint) return { kind: 'refused', reason: 'no_endpoint' };
  const objection = insist || again ? null : refreshObjection(account, provider.refresh, now());
  if (objection !== null) return { kind: 'refused', reason: objection };
  const request = buildTokenRequest({
    provider,
    client: clientForRequest(provider, client, endpoint, extras),
    grant: { kind: 'refresh_token', refreshToken },
    proof: dpopKey === null ? null : { key: dpopKey, nonce: hints.nonce(endpoint) },
    now: hints.now(endpoint, now(), account.clockOffset),
  });
  return { kind: 'prepared', account, provider, request };
}
