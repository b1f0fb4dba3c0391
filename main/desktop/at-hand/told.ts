/** What was told, kept over restarts: names of facts and when, nothing of what they are about. A file that cannot be read counts as empty. */
import type { Told } from './alert-plan';

/** What is used of electron-store. */
export interface ToldStore {
  get(key: 'told'): unknown;
  set(key: 'told', value: Readonly<Record<string, number>>): void;
}

/** @param report told of what could not be written: after the next start it is told once more, and nothing goes untold for it */
export function toldFacts(
  store: ToldStore,
  report: (error: unknown) => void,
): { read(): Told; write(told: Told): void } {
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
      } catch (error) {
        report(error);
      }
    },
  };
}
