/**
 * Keeps accounts from being refreshed while something is done that a refresh in between would make wrong, for example writing their
 * tokens into a file.
 */
import type { AccountId } from './account';
import type { Refresher } from './refresh';

/** Waits for the refreshes that are on their way, then runs `work`; refreshes asked meanwhile wait for it. */
export async function holdStill<T>(
  refresher: Pick<Refresher, 'alone' | 'whenIdle'>,
  ids: readonly AccountId[],
  work: () => Promise<T>,
): Promise<T> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  try {
    // In one order, whoever asks: two that wait for each other's accounts would wait for ever.
    for (const id of [...new Set(ids)].toSorted()) {
      while (refresher.alone(id, () => held) === null) await refresher.whenIdle(id);
    }
    return await work();
  } finally {
    release();
  }
}
