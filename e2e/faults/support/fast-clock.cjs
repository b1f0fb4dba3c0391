/**
 * Loaded by Electron (`-r`) before the app: time in the main process passes a hundred times faster, and its wall clock can be set.
 * Only what the app reads and waits by is changed: Date.now, performance.now and setTimeout.
 *
 * A test reaches it as `globalThis.fastClock`.
 */
'use strict';

const steady = globalThis.performance;

const SPEED = 100;
const begun = { wall: Date.now(), steady: steady.now() };
const real = { now: steady.now.bind(steady), setTimeout: globalThis.setTimeout };
const clock = {
  /** Milliseconds by which the wall clock was set. */
  set: 0,
};

const passed = () => (real.now() - begun.steady) * SPEED;

Object.assign(globalThis, { fastClock: clock });
Date.now = () => Math.floor(begun.wall + passed() + clock.set);
Object.defineProperty(steady, 'now', { value: () => begun.steady + passed() });
// Only minutes are made short: what Electron and Node themselves wait for is left alone.
globalThis.setTimeout = Object.assign(
  (/** @type {(...args: unknown[]) => void} */ task, /** @type {number} */ ms = 0, /** @type {unknown[]} */ ...args) =>
    real.setTimeout(task, ms >= 1000 && ms <= 60_000 ? ms / SPEED : ms, ...args),
  real.setTimeout,
);
