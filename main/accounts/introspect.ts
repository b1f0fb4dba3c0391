/**
 * Asks the server about a token (RFC 7662, or the dialect's equal). The answer is shown and kept in memory, so that its user can take the
 * server's end over; it is not stored, for it is true for a moment only.
 */
import { readIntrospection, type Expiry, type Introspection, type TokenHint } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client } from './account';
import type { AccountBook } from './book';
import type { Errand } from './history';
import { noteClock } from './identity';
import type { SaveResult } from './ports';
import { callOf, makeCall, secretsOf, type CallDependencies, type CallProblem } from './server-calls';

export type IntrospectOutcome =
  | { readonly kind: 'told'; readonly account: Account; readonly found: Introspection }
  | { readonly kind: 'failed'; readonly problem: CallProblem }
  | { readonly kind: 'refused'; readonly reason: 'not_found' | 'locked' | 'no_refresh_token' };

export type TakeExpiryOutcome =
  | { readonly kind: 'taken' }
  /** No answer of the server about this very token is at hand. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export interface IntrospectDependencies extends CallDependencies {
  readonly book: AccountBook;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
}

export interface Introspector {
  introspect(id: AccountId, token: TokenHint): Promise<IntrospectOutcome>;
  /** Takes the end over that the server gave last. */
  takeExpiry(id: AccountId, token: TokenHint): Promise<TakeExpiryOutcome>;
}

interface Told {
  readonly grantId: string;
  readonly generation: number;
  readonly expiry: Expiry;
}

export function introspector(deps: IntrospectDependencies): Introspector {
  const { book } = deps;
  const told = new Map<string, Told>();
  const key = (id: AccountId, token: TokenHint) => `${token} ${id}`;
  return {
    async introspect(id, token) {
      const account = book.findOpen(id);
      if (account === undefined)
        return { kind: 'refused', reason: book.find(id) === undefined ? 'not_found' : 'locked' };
      if (token === 'refresh_token' && account.tokens.refreshToken === null)
        return { kind: 'refused', reason: 'no_refresh_token' };
      const provider = deps.findProvider(account.providerId);
      const client = deps.findClient(account.clientId);
      const call = provider && client && callOf('introspect', provider, client);
      if (!provider || !client || !call) return { kind: 'failed', problem: { kind: 'no_endpoint' } };
      const { tokens, grantId, generation } = account;
      const errand: Errand = { key: {}, kind: 'introspect', by: 'you', accountId: id, client };
      told.delete(key(id, token));
      const answer = await makeCall(
        deps,
        'introspect',
        { provider, client, tokens, errand },
        { concerned: token, hinted: true },
      );
      await noteClock(book, id, grantId, answer.clockOffset);
      if (answer.kind === 'failed') return { kind: 'failed', problem: answer.problem };
      const found = readIntrospection(answer.fields, call, provider, answer.sentAt, secretsOf(client, tokens));
      deps.history?.happened(id, { kind: 'introspected', token, active: found.active });
      told.set(key(id, token), { grantId, generation, expiry: found.expiry });
      return { kind: 'told', account, found };
    },
    async takeExpiry(id, token) {
      const known = told.get(key(id, token));
      if (known === undefined || known.expiry.kind === 'unknown') return { kind: 'refused' };
      const { expiry } = known;
      let concerned = false;
      const saved = await book.change(id, (account) => {
        concerned = account.grantId === known.grantId && account.generation === known.generation;
        if (!concerned) return null;
        const part = token === 'access_token' ? { accessExpiry: expiry } : { refreshExpiry: expiry };
        return { ...account, tokens: { ...account.tokens, ...part } };
      });
      if (saved.kind === 'failed') return { kind: 'not_saved', save: saved };
      if (concerned) deps.history?.happened(id, { kind: 'expiry_taken', token });
      return concerned ? { kind: 'taken' } : { kind: 'refused' };
    },
  };
}
