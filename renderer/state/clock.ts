/**
 * One clock for the window: a tick a second, on the second, none while the window is hidden. A component names what it shows of the time
 * and renders again only when that is another, so a row that says "6d 23h" sleeps for an hour.
 */
import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setTimeout> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
  schedule();
}

function schedule(): void {
  if (timer !== null) clearTimeout(timer);
  timer = listeners.size === 0 || document.hidden ? null : setTimeout(tick, 1000 - (Date.now() % 1000));
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    document.addEventListener('visibilitychange', tick);
  }
  listeners.add(listener);
  if (timer === null) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      document.removeEventListener('visibilitychange', tick);
      schedule();
    }
  };
}

/** What `show` makes of the time (milliseconds since the epoch); it must return a text, a number or another plain value. */
export function useNow<S extends string | number | boolean | null>(show: (now: number) => S): S {
  return useSyncExternalStore(subscribe, () => show(now));
}
