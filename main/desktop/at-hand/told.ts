/**
 * What was told, kept over restarts: names of facts and when, nothing of what they are about. A file that cannot be read counts as empty; on
 * a disk that is full it is remembered until Latchkey ends.
 */
import type { Told } from './alert-plan';

/** What is used of electron-store. */
export interface ToldStore {
  get(key: 'told'): unknown;
  set(key: 'told', value: Readonly<Record<string, number>>): void;
}

export function toldFacts(store: ToldStore): { read(): Told; write(told: Told): void } {
  const kept: unknown = store.get('told');
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  let told: Told = new Map(
    entries.flatMap(([key, at]): [string, number][] => (typeof at === 'number' ? [[key, at]] : [])),
  );
  return {
    read: () => told,
    write(next) {
      told = next;
      try {
        store.set('told', Object.fromEntries(next));
      } catch {
        // Nobody waits for it, and a notification told twice after the next start is all that it costs.
      }
    },
  };
}
