/**
 * What the page asks before the app is there to answer: held until it is. The page is on its way while the app is still being read, and
 * may be the quicker one.
 */
import type { IpcMain } from 'electron';

export type Listener = Parameters<IpcMain['handle']>[1];

/** The one thing that a page asks by itself; everything else follows from its answer. */
const FIRST = 'latchkey:getView';

/**
 * @returns where the app registers what it answers, as with `ipcMain` itself; the first request then gets its answer there
 */
export function holdEarlyRequests(ipcMain: Pick<IpcMain, 'handle'>): Pick<IpcMain, 'handle'> {
  let takeOver!: (listener: Listener) => void;
  const answering = new Promise<Listener>((resolve) => (takeOver = resolve));
  ipcMain.handle(FIRST, async (event, ...args: unknown[]) => {
    const listener = await answering;
    return listener(event, ...args) as unknown;
  });
  return {
    handle(channel, listener) {
      if (channel === FIRST) takeOver(listener);
      else ipcMain.handle(channel, listener);
    },
  };
}
