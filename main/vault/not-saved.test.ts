/** A change that could not be saved, and that its user was told so: it must not be there at the next start. */
import { expect, it, onTestFinished } from 'vitest';
import { accountBook, clientBook } from '../accounts';
import { ACCOUNT_ID, fakeSealer, hastyDisk, sampleAccount, sampleClient, sampleTokens, temporaryFolder } from './fakes';
import type { Disk } from './disk';
import { accountRecords, clientRecords } from './records';

const nothing = (): void => undefined;

/** A disk on which a record, once it is ordered, can be prepared and not be put in its place: a virus scanner holds it. */
function heldDisk() {
  const state = { held: false };
  const disk: Disk = {
    ...hastyDisk,
    rename: (from, to) =>
      state.held && to.endsWith('.json')
        ? Promise.reject(Object.assign(new Error('EPERM: injected'), { code: 'EPERM' }))
        : hastyDisk.rename(from, to),
  };
  return { state, disk };
}

it('a change of an account that was refused by the disk is not made by the next start', async () => {
  const folder = temporaryFolder(onTestFinished);
  const sealer = fakeSealer();
  const { state, disk } = heldDisk();
  const book = accountBook(accountRecords(folder, sealer, { disk }), nothing, nothing);
  await book.load();
  await book.add(sampleAccount({ generation: 2, tokens: sampleTokens('2'), previous: sampleTokens('1') }));
  state.held = true;
  const restored = await book.change(ACCOUNT_ID, (old) => ({ ...old, generation: 3, tokens: sampleTokens('1') }));
  expect(restored).toMatchObject({ kind: 'failed', reason: 'denied' });
  const { accounts } = await accountRecords(folder, sealer, { disk: hastyDisk }).load();
  expect(accounts).toMatchObject([{ account: { generation: 2 } }]);
});

it('tokens that arrived and were refused by the disk are there at the next start, whatever else was refused', async () => {
  const folder = temporaryFolder(onTestFinished);
  const sealer = fakeSealer();
  const { state, disk } = heldDisk();
  const book = accountBook(accountRecords(folder, sealer, { disk }), nothing, nothing);
  await book.load();
  await book.add(sampleAccount());
  state.held = true;
  await book.record(ACCOUNT_ID, (old) => ({ ...old, generation: 2, tokens: sampleTokens('2') }), nothing);
  await book.change(ACCOUNT_ID, (old) => ({ ...old, label: 'another' }));
  const { accounts } = await accountRecords(folder, sealer, { disk: hastyDisk }).load();
  expect(accounts).toMatchObject([{ account: { generation: 2, label: sampleAccount().label } }]);
});

it('a change of a client that was refused by the disk is not made by the next start', async () => {
  const folder = temporaryFolder(onTestFinished);
  const sealer = fakeSealer();
  const { state, disk } = heldDisk();
  const clients = clientBook(clientRecords(folder, sealer, { disk }), () => undefined, String, nothing);
  await clients.load();
  await clients.adopt(sampleClient());
  state.held = true;
  expect(await clients.adopt(sampleClient({ clientId: 'another' }))).toMatchObject({ kind: 'not_saved' });
  const loaded = await clientRecords(folder, sealer, { disk: hastyDisk }).load();
  expect(loaded.clients).toMatchObject([{ clientId: 'app-key' }]);
});
