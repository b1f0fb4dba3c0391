/** Sets up things that can be removed, for the tests of removals.ts. */
import { SAVED, T0 } from './fakes';
import type { SaveResult } from './ports';
import { removals, UNDO_MS, type Removable, type RemovalKind, type RemovedItem } from './removals';

/** A shelf that writes down what is done to it. */
function shelf(kind: RemovalKind, log: string[], needs: Readonly<Record<string, readonly RemovedItem[]>> = {}) {
  const failures: SaveResult[] = [];
  const step = (what: string) => async (id: string) => {
    const failure = failures.shift();
    if (failure !== undefined) return failure;
    log.push(`${what} ${kind} ${id}`);
    return SAVED;
  };
  const removable: { -readonly [K in keyof Removable]: Removable[K] } = {
    setAside: step('aside'),
    bringBack: step('back'),
    erase: step('erase'),
    describe: (id) => ({ name: id.toUpperCase(), needs: needs[id] ?? [] }),
  };
  return { removable, failures };
}

/** What can be removed, and a clock in the test's hands. */
export function setUpRemovals() {
  const log: string[] = [];
  const timers: { readonly task: () => void; readonly ms: number; off: boolean }[] = [];
  const accounts = shelf('account', log, {
    a: [
      { kind: 'provider', id: 'p' },
      { kind: 'client', id: 'c' },
    ],
  });
  const clients = shelf('client', log, { c: [{ kind: 'provider', id: 'p' }] });
  const provider = shelf('provider', log);
  let serial = 0;
  let now = T0;
  const reports: unknown[] = [];
  const made = removals({
    of: { account: accounts.removable, client: clients.removable, provider: provider.removable },
    now: () => now,
    newId: () => `removal-${(serial += 1)}`,
    later(task, ms) {
      const timer = { task, ms, off: false };
      timers.push(timer);
      return () => void (timer.off = true);
    },
    changed: () => undefined,
    report: (error) => reports.push(error),
  });
  /** Ten seconds later, everything that was due was done. */
  const pass = async (): Promise<void> => {
    now += UNDO_MS;
    for (const timer of timers.splice(0)) if (!timer.off) timer.task();
    await made.finish();
  };
  return { made, log, timers, pass, accounts, clients, provider, reports };
}
