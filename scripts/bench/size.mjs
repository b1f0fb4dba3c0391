/** What Latchkey weighs beside the runtime that every Electron app brings: megabytes on the disk, unpacked. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inProject } from '../lib/project.mjs';

export const title = 'Size';
export const needsApp = true;

/** @returns {Promise<import('../bench.mjs').Part>} */
export async function run() {
  const runtime = await megabytesIn(dirname(process.env['LATCHKEY_ELECTRON'] ?? ''));
  const app = await megabytesIn(inProject('out'));
  const results = { runtime, app, timesBare: (runtime + app) / runtime };
  return {
    columns: ['', '', 'MB', '× bare'],
    rows: [
      ['the runtime, which is all of a bare app', '', runtime, 1],
      ['with Latchkey', '', runtime + app, results.timesBare],
      ['Latchkey alone', '', app, ''],
    ],
    remark: 'Nothing but what is built goes into a package; see electron-builder.yml.',
    results,
  };
}

/** @param {string} folder */
async function megabytesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  return bytes / 1e6;
}
