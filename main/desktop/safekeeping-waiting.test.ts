/** A keyring that takes its time, because its user has to type a password first. */
import { describe, expect, it } from 'vitest';
import { deferred } from '../accounts/deferred';
import { setUp } from './safekeeping-setup';

/** Lets everything that waits for nothing but its turn, files among it, have it. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));

describe('while the system asks for the keyring’s password', () => {
  it('the window says so, nothing is answered or kept, and all is there when it was given', async () => {
    const answered = deferred<void>();
    const world = setUp();
    const encrypt = world.keyring.encrypt.bind(world.keyring);
    world.keyring.encrypt = (text) => answered.promise.then(() => encrypt(text));
    const { keeping, started } = world.begin();
    await turn();
    expect(keeping.view()).toEqual({ kind: 'waiting', blocked: false });
    expect(keeping.closed()).toBe('protection_undecided');
    expect(keeping.desk()).toBeUndefined();
    await keeping.settled();
    answered.resolve();
    await started;
    expect(keeping.view()).toMatchObject({ kind: 'keyring' });
    expect(keeping.closed()).toBeNull();
  });

  it('and a question would hold everything up: it is put only when the window shows that', async () => {
    const drawn = deferred<void>();
    let asked = 0;
    const world = setUp({ told: drawn.promise });
    const isAvailable = world.keyring.isAvailable.bind(world.keyring);
    world.keyring.isAvailable = () => {
      asked += 1;
      return isAvailable();
    };
    const { keeping, started } = world.begin();
    // As long as a start takes that nothing holds up, and once more.
    await setUp().start();
    await setUp().start();
    expect(keeping.view()).toMatchObject({ kind: 'waiting' });
    expect(asked).toBe(0);
    drawn.resolve();
    await started;
    expect(asked).toBe(1);
    expect(keeping.closed()).toBeNull();
  });

  it('after “Try again” as well', async () => {
    const world = setUp({ available: false });
    const keeping = await world.start();
    const answered = deferred<boolean>();
    world.keyring.isAvailable = () => answered.promise;
    const retried = keeping.retryKeyring();
    await turn();
    expect(keeping.view()).toMatchObject({ kind: 'waiting' });
    world.keyring.available = true;
    answered.resolve(true);
    expect(await retried).toEqual({ kind: 'done' });
    expect(keeping.view()).toMatchObject({ kind: 'keyring' });
  });
});
