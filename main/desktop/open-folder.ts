/** Shows a folder in the system's file manager. */
import { mkdir } from 'node:fs/promises';
import type { Shell } from 'electron';
import { Fault } from '../fault';

/**
 * @param folder absolute path; made where it is missing
 * @throws Fault `unexpected` where the system opens nothing
 */
export async function openFolder(shell: Pick<Shell, 'openPath'>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const problem = await shell.openPath(folder);
  if (problem !== '') throw new Fault('unexpected', problem);
}
