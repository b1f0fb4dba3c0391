/**
 * One vault, and two Latchkeys that have it open: on two computers with one home folder, or in a container beside the system. The lock of a
 * running instance reaches no further than its computer, so a refresh looks first whether the other one has newer tokens.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { accountBook, refresher, type Account } from '../accounts';
import { answer, client, FakeServer, T0 } from '../accounts/fakes';
import { serverHints } from '../oauth';
import { catalogue } from '../providers';
import { ACCOUNT_ID, CANARY, fakeKeyring, fakeSealer, sampleAccount, temporaryFolder } from './fakes';
import { durableVault } from './index';
import { accountRecords } from './records';
import type { Sealer } from './sealing';

const tokens = (number: number) =>
  answer({
    access_token: `access-${number}`,
    refresh_token: `refresh-${number}`,
    expires_in: 3600,
    token_type: 'Bearer',
  });

async function start(folder: string, sealer: Sealer, server: FakeServer) {
  const vault = durableVault(folder, sealer);
  const shown: string[] = [];
  const book = accountBook(
    vault.accounts,
    (ids) => shown.push(...ids),
    () => undefined,
  );
  await book.load();
  const refreshing = refresher({
    book,
    journal: vault.journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    findClient: () => client(),
    findProvider: () => catalogue().find(({ id }) => id === 'sinaapp'),
    activityChanged: () => undefined,
  });
  const current = (): Account => book.findOpen(ACCOUNT_ID)!;
  return { book, refresh: () => refreshing.refresh(ACCOUNT_ID, false, true), current, shown };
}

async function twoOf(...answers: readonly ReturnType<typeof answer>[]) {
  const [folder, sealer] = [temporaryFolder(onTestFinished), fakeSealer(fakeKeyring())];
  await durableVault(folder, sealer).accounts.save(sampleAccount());
  const server = new FakeServer(...answers);
  const [here, there] = [await start(folder, sealer, server), await start(folder, sealer, server)];
  const sent = () => server.bodies.map((body) => body.get('refresh_token'));
  const onDisk = async () => (await accountRecords(join(folder, 'accounts'), sealer).load()).accounts;
  return { folder, here, there, sent, onDisk };
}

it('each refreshes by what the other has got, and no token is sent twice', async () => {
  const { here, there, sent, onDisk } = await twoOf(tokens(2), tokens(3), tokens(4));
  expect((await here.refresh()).kind).toBe('refreshed');
  expect((await there.refresh()).kind).toBe('refreshed');
  expect((await here.refresh()).kind).toBe('refreshed');
  expect(sent()).toEqual([`${CANARY}-refresh-1`, 'refresh-2', 'refresh-3']);
  expect(here.current()).toMatchObject({ generation: 4 });
  expect(await onDisk()).toMatchObject([{ account: { generation: 4 } }]);
});

it('a new name is given to what the other has got', async () => {
  const { here, there, onDisk } = await twoOf(tokens(2));
  await here.refresh();
  await there.book.change(ACCOUNT_ID, (account) => ({ ...account, label: 'mine' }));
  expect(await onDisk()).toMatchObject([{ account: { generation: 2, label: 'mine' } }]);
  expect(there.current().tokens.accessToken.reveal()).toBe('access-2');
  expect(there.shown).toContain(ACCOUNT_ID);
});

it('an older copy that somebody put back is not taken up', async () => {
  const { folder, here, onDisk } = await twoOf(tokens(2), tokens(3));
  const file = join(folder, 'accounts', `${ACCOUNT_ID}.json`);
  const yesterday = readFileSync(file);
  await here.refresh();
  writeFileSync(file, yesterday);
  expect((await here.refresh()).kind).toBe('refreshed');
  expect(await onDisk()).toMatchObject([{ account: { generation: 3 } }]);
});

it('what cannot be opened here is kept aside before it is written over', async () => {
  const { folder, here } = await twoOf();
  const elsewhere = fakeSealer(fakeKeyring());
  await accountRecords(join(folder, 'accounts'), elsewhere).save(sampleAccount({ generation: 2 }));
  const theirs = readFileSync(join(folder, 'accounts', `${ACCOUNT_ID}.json`));
  await here.book.change(ACCOUNT_ID, (account) => ({ ...account, label: 'mine' }));
  const aside = readdirSync(join(folder, 'accounts')).filter((name) => name.includes('.json.replaced-'));
  expect(aside.map((name) => readFileSync(join(folder, 'accounts', name)))).toEqual([theirs]);
  await here.book.change(ACCOUNT_ID, (account) => ({ ...account, label: 'again' }));
  expect(readdirSync(join(folder, 'accounts')).filter((name) => name.includes('.replaced-'))).toEqual(aside);
});
