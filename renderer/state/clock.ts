/**
 * One clock for the window: a tick a second, on the second, none while the window is hidden. A component names what it shows of the time,
 * and until when that stays as it is: a row that says "6d 23h" sleeps for an hour. It renders again only when what it shows is another.
 */
import { useCallback, useSyncExternalStore } from 'react';
import { sleepers } from './waking';

/** Milliseconds between two ticks that are more than a busy moment: the computer slept, or its clock was set. */
const LAPSE_MS = 3000;

let now = Date.now();
let zone = new Date(now).getTimezoneOffset();
let timer: ReturnType<typeof setTimeout> | null = null;
const waiting = sleepers();

function tick(): void {
  const before = now;
  const zoneBefore = zone;
  now = Date.now();
  zone = new Date(now).getTimezoneOffset();
  waiting.tick(now, now < before || now - before > LAPSE_MS || zone !== zoneBefore);
  schedule();
}

function schedule(): void {
  if (timer !== null) clearTimeout(timer);
  // Each second, whoever sleeps: a clock that was set is noticed.
  timer = !waiting.any() || document.hidden ? null : setTimeout(tick, 1000 - (Date.now() % 1000));
}

function listen(wake: () => void, until: (now: number) => number): () => void {
  if (!waiting.any()) {
    now = Date.now();
    document.addEventListener('visibilitychange', tick);
  }
  const leave = waiting.add(wake, until, now);
  if (timer === null) schedule();
  return () => {
    leave();
    if (waiting.any()) return;
    document.removeEventListener('visibilitychange', tick);
    schedule();
  };
}

const nextTick = (): number => -Infinity;

/**
 * What `show` makes of the time (milliseconds since the epoch); it must return a text, a number or another plain value.
 *
 * @param until when that may be another, at the earliest; without it, it is looked at each second
 */
export function useNow<S extends string | number | boolean | null>(
  show: (now: number) => S,
  until: (now: number) => number = nextTick,
): S {
  const subscribe = useCallback((wake: () => void) => listen(wake, until), [until]);
  return useSyncExternalStore(subscribe, () => show(now));
}
