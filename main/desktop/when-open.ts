/** What may be asked while there is no desk, and what is answered when it goes away in the middle of something. */
import { Fault } from '../fault';
import { refuse, type Handlers } from './ipc';
import type { ProtectionControls } from './protection-handlers';

/** Requests that make sense while no place for secrets is decided, or it is locked. */
const ALWAYS: ReadonlySet<string> = new Set([
  'getView',
  'chooseMemoryOnly',
  'quit',
  'restart',
  'updateSettings',
  'protectByPassphrase',
  'unlock',
  'lock',
  'retryKeyring',
  'takeCommands',
  'copyVersions',
]);

/**
 * SECURITY: while it is locked nothing else is done, whatever a window asks for. While accounts are still being read it waits: nothing is
 * done by half.
 */
export function onlyWhenOpen(all: Handlers, safe: Pick<ProtectionControls, 'closed' | 'whenOpen'>): Handlers {
  const entries = Object.entries(all).map(([name, handler]) => {
    const answer = handler as (input: never) => unknown;
    const whenThere = async (input: never): Promise<unknown> => {
      await safe.whenOpen();
      const why = safe.closed();
      if (why !== null) return refuse(why);
      try {
        return await answer(input);
      } catch (error) {
        // Locked while it waited for something, and then looked for the desk.
        const since = safe.closed();
        if (since !== null && error instanceof Fault && error.code === since) return refuse(since);
        throw error;
      }
    };
    return [name, ALWAYS.has(name) ? answer : whenThere];
  });
  return Object.fromEntries(entries) as Handlers;
}
