/**
 * Sends what changed to every window. Parts of the view are marked as stale and made anew at the end of the present turn, so that ten
 * changes in a row are one message; while changes keep coming there are a few messages a second, not hundreds.
 */
import type { AppView, EventName, Events, ViewPatch } from '../../preload/contract';

/** The parts of the view that are sent whole; accounts are sent one by one. */
export type ViewPart = keyof Omit<AppView, 'runtime' | 'accounts'>;

/** Milliseconds between two messages while changes keep coming: nobody sees more, and a long list is drawn anew with each. */
const REST_MS = 40;

export type ViewMakers = { readonly [P in ViewPart]: () => AppView[P] };

export interface Publisher {
  stale(...parts: readonly ViewPart[]): void;
  staleAccounts(ids: readonly string[]): void;
  /** Sends what is stale now, without waiting for the end of the turn. Gives the number of the last `changed` event, 0 before the first. */
  readonly flush: () => number;
  send<E extends Exclude<EventName, 'changed'>>(event: E, payload: Events[E]): void;
}

/**
 * @param makers make a part of the view as it is now
 * @param makeAccount makes an account's view, undefined when it is gone
 * @param broadcast sends an event to every window of ours; `changed` has its number (preload/in-order.ts)
 */
export function publisher(
  makers: ViewMakers,
  makeAccount: (id: string) => AppView['accounts'][number] | undefined,
  broadcast: (channel: string, payload: unknown, serial?: number) => void,
): Publisher {
  const parts = new Set<ViewPart>();
  const accounts = new Set<string>();
  let scheduled = false;
  let resting = false;
  let serial = 0;

  const flush = (): number => {
    scheduled = false;
    if (parts.size === 0 && accounts.size === 0) return serial;
    const patch: ViewPatch = {
      ...Object.fromEntries([...parts].map((part) => [part, makers[part]()])),
      ...(accounts.size > 0 ? { accounts: accountsPatch() } : {}),
    };
    parts.clear();
    accounts.clear();
    serial += 1;
    broadcast('latchkey:event:changed', JSON.stringify(patch), serial);
    return serial;
  };

  const accountsPatch = (): NonNullable<ViewPatch['accounts']> => {
    const changed = [];
    const removed = [];
    for (const id of accounts) {
      const view = makeAccount(id);
      if (view === undefined) removed.push(id);
      else changed.push(view);
    }
    return { changed, removed };
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    if (!resting) setImmediate(flushAndRest);
  };

  const flushAndRest = (): void => {
    flush();
    resting = true;
    setTimeout(() => {
      resting = false;
      if (scheduled) flushAndRest();
    }, REST_MS);
  };

  return {
    stale(...stale) {
      for (const part of stale) parts.add(part);
      schedule();
    },
    staleAccounts(ids) {
      for (const id of ids) accounts.add(id);
      schedule();
    },
    flush,
    send: (event, payload) => broadcast(`latchkey:event:${event}`, payload),
  };
}
