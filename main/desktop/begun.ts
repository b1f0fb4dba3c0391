/** What was begun before the app was read (index.ts), and is handed to it (app.ts). */
import type { IpcMain } from 'electron';
import type { FreshWindow } from './main-window';
import type { Unexpected } from './unexpected';

export interface Begun {
  /** Its page is being made. */
  readonly firstWindow: FreshWindow;
  /** Where requests come in; what was asked already waits there. */
  readonly requests: Pick<IpcMain, 'handle'>;
  /** Gives the files that the system opened the app with before it was ready. */
  readonly takeEarlyFiles: () => readonly string[];
  /** What nobody caught. */
  readonly unexpected: Unexpected;
}
