/** When Latchkey locks by itself: nobody at the computer for a while, the screen locked, the computer going to sleep. */
import type { PowerMonitor } from 'electron';

/** What is used of Electron's powerMonitor. */
export interface PowerSignals {
  on(event: 'suspend' | 'lock-screen', listener: () => void): unknown;
  /** Seconds without a key or a mouse; 0 where the system does not say (some Wayland desktops). */
  getSystemIdleTime: PowerMonitor['getSystemIdleTime'];
}

/** Milliseconds between two looks at how long nobody was there. */
const LOOK_MS = 5_000;

/**
 * @param minutes asked at every look; 0 = not by itself. Sleep and the locked screen count in any case.
 * @param lock may be called while there is nothing to lock
 */
export function lockWhenLeft(power: PowerSignals, minutes: () => number, lock: (why: 'idle' | 'away') => void): void {
  power.on('suspend', () => lock('away'));
  power.on('lock-screen', () => lock('away'));
  setInterval(() => {
    const limit = minutes() * 60;
    if (limit > 0 && power.getSystemIdleTime() >= limit) lock('idle');
  }, LOOK_MS).unref();
}
