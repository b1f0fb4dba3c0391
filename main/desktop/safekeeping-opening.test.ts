/** While very many records are read: some can be seen, nothing can be done. */
import { describe, expect, it } from 'vitest';
import { deferred } from '../accounts/deferred';
import { PASSPHRASE, setUp } from './safekeeping-setup';

const noNews = (): string[] => [];

describe('while records are being read', () => {
  it('some are seen, and there is no desk before all are', async () => {
    const world = setUp();
    const others = deferred<void>();
    world.reading = { some: 'the first fifty', others: others.promise };
    const { keeping, started } = world.begin();
    await expect.poll(() => keeping.opening()).toBe('the first fifty');
    expect(keeping.view()).toMatchObject({ kind: 'keyring' });
    expect(keeping.desk()).toBeUndefined();
    expect(keeping.shown()).toBeUndefined();
    expect(keeping.closed()).toBe('protection_undecided');

    const seen = noNews();
    const asked = keeping.whenOpen().then(() => seen.push(keeping.closed() ?? 'open'));
    expect(seen).toEqual([]);
    others.resolve();
    await Promise.all([asked, started]);
    expect(seen).toEqual(['open']);
    expect(keeping.opening()).toBeUndefined();
    expect(world.told).toContain('changed, told one by one');
  });

  it('whoever asks when nothing is being read is not held up', async () => {
    const keeping = await setUp().start();
    await keeping.whenOpen();
    expect(keeping.closed()).toBeNull();
  });

  it('a passphrase vault shows some as soon as it is unlocked, and is locked again where the others cannot be read', async () => {
    const world = setUp({ available: false });
    await (await world.start()).usePassphrase(PASSPHRASE);
    const keeping = await world.start();
    expect(keeping.view()).toMatchObject({ kind: 'locked' });

    const disk = deferred<void>();
    const others = disk.promise.then(() => Promise.reject(new Error('the disk is gone')));
    world.reading = { some: 'the first fifty', others };
    const unlocking = keeping.unlock(PASSPHRASE);
    await expect.poll(() => keeping.opening()).toBe('the first fifty');
    expect(keeping.view()).toMatchObject({ kind: 'passphrase' });
    disk.resolve();
    await expect(unlocking).rejects.toThrow('the disk is gone');
    expect(keeping.view()).toMatchObject({ kind: 'locked', why: 'start' });
    await keeping.whenOpen();
    expect(keeping.desk()).toBeUndefined();

    world.reading = null;
    expect(await keeping.unlock(PASSPHRASE)).toEqual({ kind: 'done' });
  });

  it('a desk that is moved to another key stays in sight', async () => {
    const world = setUp({ available: false });
    const keeping = await world.start();
    await keeping.usePassphrase(PASSPHRASE);
    const desk = keeping.shown();
    const others = deferred<void>();
    world.reading = { some: 'the first fifty', others: others.promise };
    const moving = keeping.changePassphrase(PASSPHRASE, PASSPHRASE);
    await expect.poll(() => keeping.desk()).toBeUndefined();
    expect(keeping.shown()).toBe(desk);
    expect(keeping.opening()).toBeUndefined();
    others.resolve();
    expect(await moving).toEqual({ kind: 'done' });
  });
});
