/** Opens the folder of the user's own provider files in the system's file manager; made where it is not there yet. */
import { mkdir } from 'node:fs/promises';
import { Fault } from '../fault';

/** @param openPath Electron's own; answers with what went wrong, or an empty text */
export function folderOpener(folder: string, openPath: (path: string) => Promise<string>): () => Promise<void> {
  return async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const problem = await openPath(folder);
    if (problem !== '') throw new Fault('unexpected', problem);
  };
}
