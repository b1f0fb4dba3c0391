/** Sets up accounts whose server can be asked, for the tests of identity.ts, take-over.ts, introspect.ts and revoke.ts. */
import { serverHints, type TransportResult } from '../oauth';
import { parseProvider, type Provider } from '../providers';
import type { Account, ClientEndpoints, StoredAccount } from './account';
import { accountBook } from './book';
import { account, client, FakeAccountRecords, FakeHistory, FakeJournal, FakeServer, T0 } from './fakes';
import { deferred } from './deferred';
import { identity } from './identity';
import { introspector } from './introspect';
import { refresher } from './refresh';
import { revoker } from './revoke';
import { confirmation, decideIdentity } from './take-over';

export function acme(patch: Record<string, unknown> = {}): Provider {
  const file = {
    version: 1,
    id: 'acme',
    name: 'Acme',
    endpoints: { authorize: 'https://as.example/authorize', token: 'https://as.example/token' },
    grants: { authorization_code: {}, refresh_token: {} },
    userinfo: { url: 'https://as.example/userinfo' },
    introspect: { url: 'https://as.example/introspect' },
    revoke: { url: 'https://as.example/revoke' },
    ...patch,
  };
  const parsed = parseProvider(JSON.stringify(file));
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.provider;
}

/** @param answers what the server says, in order */
export async function setUpAfter(
  answers: readonly (TransportResult | Promise<TransportResult>)[],
  {
    accounts = [{}],
    provider = acme(),
    endpoints = {},
  }: {
    readonly accounts?: readonly Partial<Account>[];
    readonly provider?: Provider;
    readonly endpoints?: ClientEndpoints;
  } = {},
) {
  const stored = accounts.map((part): StoredAccount => ({
    state: 'open',
    account: account({ providerId: provider.id, ...part }),
  }));
  const records = new FakeAccountRecords(...stored);
  const journal = new FakeJournal();
  const server = new FakeServer(...answers);
  const book = accountBook(
    records,
    () => undefined,
    () => undefined,
  );
  await book.load();
  const registered = client({ providerId: provider.id, endpoints, callbackUrl: 'https://app.example/cb' });
  const base = {
    book,
    journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0 + 5000,
    findClient: () => registered,
    findProvider: () => provider,
    activityChanged: () => undefined,
  };
  const refreshing = refresher(base);
  const asking = identity(base);
  const reports: unknown[] = [];
  const slow = deferred<void>();
  const history = new FakeHistory();
  const takingOver = { ...base, refresher: refreshing, identity: asking, history };
  return {
    ...base,
    records,
    server,
    registered,
    provider,
    refreshing,
    identity: asking,
    reports,
    /** Of what was taken over or kept apart. */
    history,
    /** Ends the patience of those who wait for a revocation. */
    runOut: () => slow.resolve(),
    confirmation: confirmation(takingOver, (error) => reports.push(error)),
    decide: (id: string, choice: 'keep' | 'replace') => decideIdentity(takingOver, id, choice),
    introspector: introspector(base),
    revoker: revoker({
      ...base,
      refresher: refreshing,
      later(task) {
        void slow.promise.then(task);
        return () => undefined;
      },
    }),
    account: (id = 'account-1') => book.findOpen(id),
  };
}
