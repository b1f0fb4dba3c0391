/** What the system tells of sleep and wake, handed on. */
import { powerMonitor } from 'electron';

export interface PowerListener {
  readonly suspended: () => void;
  readonly resumed: () => void;
}

/** Call once, after Electron's `ready`. */
export function watchPower({ suspended, resumed }: PowerListener): void {
  powerMonitor.on('suspend', suspended);
  powerMonitor.on('resume', resumed);
}
