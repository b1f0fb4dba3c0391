/** Histories on disk: sealed like accounts, read one by one, and never in the way of anything. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { AccountEvent, AccountHistory } from '../accounts/history';
import { ACCOUNT_ID, fakeKeyring, fakeSealer, hastyDisk, sampleAccount, sampleHistory, temporaryFolder } from './fakes';
import { readHistory } from './history-form';
import { durableVault, memoryVault } from './index';

function world(keyring = fakeKeyring()) {
  const folder = temporaryFolder(onTestFinished);
  const open = () => durableVault(folder, fakeSealer(keyring), hastyDisk);
  return { keyring, open, file: join(folder, 'histories', `${ACCOUNT_ID}.json`), folder };
}

it('what is saved is read back whole, and none of it is in clear text', async () => {
  const { open, file } = world();
  expect(await open().histories.read(ACCOUNT_ID)).toEqual({ history: null, damaged: null });
  await open().histories.save(sampleHistory());
  expect(await open().histories.read(ACCOUNT_ID)).toEqual({ history: sampleHistory(), damaged: null });
  expect(readFileSync(file, 'utf8')).not.toMatch(/as\.example|refreshed/);
});

it('a damaged one is kept aside and told, and the next begins anew; the account is untouched', async () => {
  const { open, file, folder } = world();
  await open().accounts.save(sampleAccount());
  await open().histories.save(sampleHistory());
  writeFileSync(file, readFileSync(file).subarray(0, 90));
  const { history, damaged } = await open().histories.read(ACCOUNT_ID);
  expect(history).toBeNull();
  expect(damaged).toMatchObject({ kind: 'history', id: ACCOUNT_ID, outcome: 'set_aside' });
  expect(await open().histories.save(sampleHistory({ entries: [] }))).toEqual({ kind: 'saved' });
  expect((await open().histories.read(ACCOUNT_ID)).history?.entries).toEqual([]);
  expect(readdirSync(join(folder, 'histories'))).toContain(damaged?.keptAs);
  expect((await open().accounts.load()).damaged).toEqual([]);
});

it('one whose key is gone is no history, and is kept aside before another is written', async () => {
  const { open, keyring, folder } = world();
  await open().histories.save(sampleHistory());
  keyring.change();
  const later = open().histories;
  expect((await later.read(ACCOUNT_ID)).history).toBeNull();
  await later.save(sampleHistory());
  expect(readdirSync(join(folder, 'histories')).some((name) => name.includes('.locked-'))).toBe(true);
});

it('removing takes its files, and what lies in memory alone goes with it', async () => {
  const { open, folder } = world();
  await open().histories.save(sampleHistory());
  await open().histories.save(sampleHistory());
  await open().histories.remove(ACCOUNT_ID);
  expect(readdirSync(join(folder, 'histories'))).toEqual([]);
  const { histories } = memoryVault();
  await histories.save(sampleHistory());
  await histories.remove(ACCOUNT_ID);
  expect((await histories.read(ACCOUNT_ID)).history).toBeNull();
});

it('an entry that this version does not know is dropped, the others stay', () => {
  const known = sampleHistory();
  const foreign = { at: 1, last: 1, times: 1, event: { kind: 'teleported' } };
  expect(readHistory({ ...known, entries: [foreign, ...known.entries] })).toEqual(known);
  expect(readHistory({ id: 7 })).toBeNull();
});

it('every kind of event is read back', () => {
  const failure = { code: 'offline', serverCode: null, detail: null };
  // Complete at compile time: an event that is gained must be kept too.
  const events: { readonly [K in AccountEvent['kind']]: Extract<AccountEvent, { kind: K }> } = {
    connected: { kind: 'connected', grant: 'password', again: false },
    connect_failed: { kind: 'connect_failed', failure },
    refreshed: { kind: 'refreshed', by: 'tray', generation: 2 },
    refresh_failed: { kind: 'refresh_failed', by: 'repeat', failure },
    copied: { kind: 'copied', by: 'several', form: 'curl' },
    saved_to_file: { kind: 'saved_to_file', form: 'postman' },
    restored: { kind: 'restored', generation: 3 },
    revoked: { kind: 'revoked', accessToken: true, refreshToken: false },
    revoke_failed: { kind: 'revoke_failed', failure },
    introspected: { kind: 'introspected', token: 'access_token', active: null },
    expiry_taken: { kind: 'expiry_taken', token: 'refresh_token' },
    identity_told: { kind: 'identity_told', name: 'Ada' },
    taken_over: { kind: 'taken_over' },
    kept_apart: { kind: 'kept_apart' },
    renamed: { kind: 'renamed', from: 'a', to: 'b' },
    automatic: { kind: 'automatic', on: true },
    exported: { kind: 'exported' },
    imported: { kind: 'imported' },
  };
  const history: AccountHistory = sampleHistory({
    entries: Object.values(events).map((event) => ({ at: 1, last: 1, times: 1, event })),
  });
  expect(readHistory(history)).toEqual(history);
});
