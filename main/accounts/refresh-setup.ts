/** Sets up one SinaApp account to be refreshed, for the tests of refresh.ts. */
import { serverHints, type TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import type { Account, Client, StoredAccount } from './account';
import { accountBook } from './book';
import { account, client, FakeAccountRecords, FakeJournal, FakeServer, T0 } from './fakes';
import { refresher, type RefreshDependencies } from './refresh';

export const sinaapp = catalogue().find(({ id }) => id === 'sinaapp') as Provider;
/** The same, at which a lost reply is followed by one more request. */
export const retrying: Provider = {
  ...sinaapp,
  refresh: { ...sinaapp.refresh, after_lost_reply: 'retry_once' },
};
export const NEW_TOKENS = {
  access_token: 'access-2',
  expires_in: 604_800,
  token_type: 'Bearer',
  scope: null,
  refresh_token: 'refresh-2',
};
export const LOST: TransportResult = { kind: 'lost', reason: 'connection_lost', detail: 'ERR_EMPTY_RESPONSE' };

/** The account of these tests while its key is not there. */
export const LOCKED: StoredAccount = {
  state: 'locked',
  facts: account(),
  reason: 'key_unavailable',
  sealedBy: { scheme: 'linux-v11', keyring: null },
  keyNow: null,
};

function open(stored: StoredAccount | undefined): Account {
  if (stored?.state !== 'open') throw new Error('the account is gone');
  return stored.account;
}

/** @param answers what the server says, in order */
export async function setUpRefresh(
  answers: readonly (TransportResult | Promise<TransportResult>)[],
  options: {
    readonly start?: Partial<Account>;
    readonly client?: Client | null;
    readonly provider?: Provider | null;
    readonly finished?: RefreshDependencies['finished'];
  } = {},
) {
  const records = new FakeAccountRecords({ state: 'open', account: account(options.start) });
  const journal = new FakeJournal();
  const server = new FakeServer(...answers);
  const later: (() => void)[] = [];
  const book = accountBook(
    records,
    () => undefined,
    (task) => later.push(task),
  );
  await book.load();
  const activity: string[] = [];
  const refreshing = refresher({
    book,
    journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    findClient: () => (options.client === null ? undefined : (options.client ?? client())),
    findProvider: () => (options.provider === null ? undefined : (options.provider ?? sinaapp)),
    activityChanged: (id) => activity.push(id),
    ...(options.finished === undefined ? {} : { finished: options.finished }),
  });
  const current = (): Account => open(book.find('account-1'));
  const onDisk = (): Account => open(records.saved.get('account-1'));
  return { book, records, journal, server, refreshing, current, onDisk, later, activity };
}
