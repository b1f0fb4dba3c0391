/** A journal whose account cannot be found: what it holds may be the only copy of a token. */
import { cpSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { accountBook, refresher } from '../accounts';
import { serverHints } from '../oauth';
import { catalogue } from '../providers';
import { ACCOUNT_ID, fakeSealer, hastyDisk, sampleAccount, sampleClient, temporaryFolder } from './fakes';
import { durableVault } from './index';

const nothing = (): void => undefined;
const entry = { accountId: ACCOUNT_ID, grantId: sampleAccount().grantId, generation: 1, at: 1 };
const reply = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode('{"access_token":"new","refresh_token":"next","expires_in":60}'),
  sentAt: 1,
  receivedAt: 2,
};

/** A vault that a crash left with an account's reply, and starts of the app over it. */
async function setUp() {
  const folder = temporaryFolder(onTestFinished);
  const sealer = fakeSealer();
  const vault = () => durableVault(folder, sealer, hastyDisk);
  const { accounts, journal } = vault();
  await accounts.save(sampleAccount());
  await journal.reserve(entry);
  await journal.markSent(entry);
  await journal.storeReply(entry, reply);
  const start = async () => {
    const fresh = vault();
    const book = accountBook(fresh.accounts, nothing, nothing);
    const damaged = await book.load();
    const recovered = await refresher({
      book,
      journal: fresh.journal,
      send: () => Promise.reject(new Error('nothing is to be sent')),
      hints: serverHints(),
      now: () => 3,
      findClient: () => sampleClient(),
      findProvider: (id) => catalogue().find((provider) => provider.id === id),
      activityChanged: nothing,
    }).recover(new Set(damaged.map(({ id }) => id)), []);
    return { book, damaged: [...damaged, ...recovered.damaged] };
  };
  return { folder: join(folder, 'accounts'), start, record: join(folder, 'accounts', `${ACCOUNT_ID}.json`) };
}

it('waits for a damaged record through every start, until a good copy of it is put back', async () => {
  const { folder, start, record } = await setUp();
  cpSync(record, `${folder}-copy`);
  truncateSync(record, 100);
  expect(await start()).toMatchObject({ damaged: [{ kind: 'account', outcome: 'set_aside' }] });
  expect((await start()).damaged).toEqual([]);
  cpSync(`${folder}-copy`, record);
  const { book } = await start();
  expect(book.findOpen(ACCOUNT_ID)).toMatchObject({ generation: 2, problem: null });
  expect(book.findOpen(ACCOUNT_ID)?.tokens.refreshToken?.reveal()).toBe('next');
});

it('goes where its account has gone without a trace', async () => {
  const { folder, start, record } = await setUp();
  rmSync(record);
  await start();
  expect(readdirSync(folder)).toEqual([]);
});
