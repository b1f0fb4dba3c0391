/** The desk's life between unlocking and locking, with a desk whose work is in the test's hands. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { account } from '../accounts/fakes';
import { deferred } from '../accounts/deferred';
import { Secret } from '../oauth';
import type { Safekeeping } from './safekeeping';
import { PASSPHRASE, setUp, type FakeDesk, type World } from './safekeeping-setup';

const OTHER = new Secret('close sesame');

/** A passphrase vault with one account, open. */
async function opened(): Promise<World & { keeping: Safekeeping<FakeDesk> }> {
  const world = setUp({ available: false });
  const keeping = await world.start();
  expect(await keeping.usePassphrase(PASSPHRASE)).toEqual({ kind: 'done' });
  await keeping.desk()?.vault.accounts.save(account());
  await keeping.retryKeyring();
  return { ...world, keeping };
}

const states = (desk: FakeDesk | undefined) => desk?.accounts.map(({ state }) => state);

describe('at the start', () => {
  it('a keyring opens the desk, and its name is told', async () => {
    const keeping = await setUp().start();
    expect(keeping.view()).toEqual({ kind: 'keyring', keyring: 'gnome_libsecret', passphraseLeft: false });
    expect(keeping.closed()).toBeNull();
  });

  it('without one there is no desk until its user has chosen', async () => {
    const keeping = await setUp({ prefix: 'v10' }).start();
    expect(keeping.view()).toEqual({ kind: 'undecided', reason: 'fixed_key', detail: null, kept: 0 });
    expect(keeping.closed()).toBe('protection_undecided');
    await keeping.chooseMemoryOnly();
    expect(keeping.view()).toEqual({ kind: 'memory' });
  });

  it('a keyring that does not answer leaves its accounts untouched, and they are there when it does', async () => {
    const world = setUp();
    await (await world.start()).desk()?.vault.accounts.save(account());
    world.keyring.available = false;
    const keeping = await world.start();
    expect(keeping.view()).toMatchObject({ kind: 'undecided', reason: 'no_keyring', kept: 1 });
    expect(await keeping.retryKeyring()).toMatchObject({ kind: 'refused', reason: 'no_keyring' });
    world.keyring.available = true;
    expect(await keeping.retryKeyring()).toEqual({ kind: 'done' });
    expect(states(keeping.desk())).toEqual(['open']);
  });

  it('accounts of a keyring that was locked in between are read again on demand', async () => {
    const world = setUp();
    const keeping = await world.start();
    await keeping.desk()?.vault.accounts.save(account());
    world.keyring.available = false;
    await keeping.retryKeyring();
    expect(states(keeping.desk())).toEqual(['locked']);
    world.keyring.available = true;
    await keeping.retryKeyring();
    expect(states(keeping.desk())).toEqual(['open']);
  });

  it('a passphrase vault is locked; a wrong passphrase says so, the right one opens it', async () => {
    const world = await opened();
    const keeping = await world.start();
    expect(keeping.view()).toEqual({ kind: 'locked', why: 'start', moving: false });
    expect(keeping.closed()).toBe('app_locked');
    expect(await keeping.unlock(OTHER)).toMatchObject({ kind: 'refused', reason: 'wrong' });
    expect(keeping.desk()).toBeUndefined();
    expect(await keeping.unlock(PASSPHRASE)).toEqual({ kind: 'done' });
    expect(states(keeping.desk())).toEqual(['open']);
  });
});

describe('locking', () => {
  it('takes the desk away at once, clears the clipboard and drops the keys', async () => {
    const { keeping, desks, told } = await opened();
    const desk = desks.at(-1);
    await keeping.lock('idle');
    expect(keeping.view()).toEqual({ kind: 'locked', why: 'idle', moving: false });
    expect(keeping.shown()).toBeUndefined();
    expect(told).toContain('locked');
    await desk?.settled();
    await expect.poll(async () => (await desk?.vault.accounts.save(account({ generation: 9 })))?.kind).toBe('failed');
    await keeping.unlock(PASSPHRASE);
    expect(keeping.desk()).not.toBe(desk);
    expect(keeping.desk()?.accounts).toMatchObject([{ account: { generation: 1 } }]);
  });

  it('lets what is on its way finish first, and keeps it', async () => {
    const { keeping, desks } = await opened();
    const desk = desks.at(-1) as FakeDesk;
    const refresh = deferred<void>();
    desk.finishing = refresh.promise;
    await keeping.lock('asked');
    expect(keeping.desk()).toBeUndefined();
    // The reply of a refresh comes after the screen is locked.
    expect(await desk.vault.accounts.save(account({ generation: 2 }))).toEqual({ kind: 'saved' });
    refresh.resolve();
    await expect.poll(() => desk.steps).toContain('closed');
    await keeping.unlock(PASSPHRASE);
    expect(keeping.desk()?.accounts).toMatchObject([{ account: { generation: 2 } }]);
  });

  it('gives the same desk back to who unlocks while something is still on its way, and to nobody else', async () => {
    const { keeping, desks } = await opened();
    const desk = desks.at(-1) as FakeDesk;
    desk.finishing = new Promise(() => undefined);
    await keeping.lock('asked');
    expect(await keeping.unlock(OTHER)).toMatchObject({ reason: 'wrong' });
    expect(keeping.desk()).toBeUndefined();
    await keeping.unlock(PASSPHRASE);
    expect(keeping.desk()).toBe(desk);
    expect(desk.steps.at(-1)).toBe('resume');
    expect(await desk.vault.accounts.save(account({ generation: 3 }))).toEqual({ kind: 'saved' });
  });

  it('drops the keys, too, where the disk failed while somebody tried the passphrase', async () => {
    const { keeping, desks, folder } = await opened();
    const desk = desks.at(-1) as FakeDesk;
    const refresh = deferred<void>();
    desk.finishing = refresh.promise;
    await keeping.lock('asked');
    const accounts = join(folder, 'accounts');
    renameSync(accounts, `${accounts}.away`);
    writeFileSync(accounts, 'no folder');
    await expect(keeping.unlock(PASSPHRASE)).rejects.toThrow('ENOTDIR');
    rmSync(accounts);
    renameSync(`${accounts}.away`, accounts);
    refresh.resolve();
    await expect.poll(() => desk.steps).toContain('closed');
    await expect.poll(async () => (await desk.vault.accounts.save(account({ generation: 9 })))?.kind).toBe('failed');
    expect(await keeping.unlock(PASSPHRASE)).toEqual({ kind: 'done' });
  });

  it('does nothing where there is no passphrase', async () => {
    const keeping = await setUp().start();
    await keeping.lock('away');
    expect(keeping.view().kind).toBe('keyring');
  });
});

describe('another protection', () => {
  it('from the keyring to a passphrase and back keeps every account readable', async () => {
    const world = setUp();
    const keeping = await world.start();
    await keeping.desk()?.vault.accounts.save(account());
    expect(await keeping.usePassphrase(PASSPHRASE)).toEqual({ kind: 'done' });
    expect([keeping.view(), states(keeping.desk())]).toEqual([{ kind: 'passphrase' }, ['open']]);
    expect(await keeping.changePassphrase(OTHER, PASSPHRASE)).toMatchObject({ reason: 'wrong' });
    expect(await keeping.changePassphrase(PASSPHRASE, OTHER)).toEqual({ kind: 'done' });
    expect(await keeping.useKeyring()).toEqual({ kind: 'done' });
    expect([keeping.view().kind, states(keeping.desk())]).toEqual(['keyring', ['open']]);
    expect(states((await world.start()).desk())).toEqual(['open']);
  });

  it('from memory to a passphrase writes what is in memory', async () => {
    const world = setUp({ available: false });
    const keeping = await world.start();
    await keeping.chooseMemoryOnly();
    const desk = keeping.desk() as FakeDesk;
    desk.accounts = [{ state: 'open', account: account() }];
    expect(await keeping.usePassphrase(PASSPHRASE)).toEqual({ kind: 'done' });
    const next = await world.start();
    await next.unlock(PASSPHRASE);
    expect(states(next.desk())).toEqual(['open']);
  });

  it('waits for tokens that could not be written yet', async () => {
    const keeping = await setUp().start();
    const desk = keeping.desk() as FakeDesk;
    desk.accounts = [{ state: 'open', account: account() }];
    desk.unsaved = true;
    expect(await keeping.usePassphrase(PASSPHRASE)).toEqual({ kind: 'unsaved' });
    expect(keeping.view().kind).toBe('keyring');
  });

  it('whose records cannot be read gives the desk back, and its work goes on', async () => {
    const world = setUp();
    const keeping = await world.start();
    const desk = keeping.desk() as FakeDesk;
    const others = Promise.reject(new Error('the folder cannot be read'));
    // Nobody waits for it before the desk is opened.
    others.catch(() => undefined);
    world.reading = { some: 'some', others };
    await expect(keeping.usePassphrase(PASSPHRASE)).rejects.toThrow('the folder cannot be read');
    expect(keeping.desk()).toBe(desk);
    expect(desk.steps).toEqual(['resume', 'close', 'closed', 'resume']);
  });

  it('that the keyring refuses changes nothing', async () => {
    const { keeping } = await opened();
    expect(await keeping.useKeyring()).toMatchObject({ kind: 'refused', reason: 'no_keyring' });
    expect(keeping.view()).toEqual({ kind: 'passphrase' });
    expect(states(keeping.desk())).toEqual(['open']);
  });
});
