/**
 * Before the first test: has the keyring make Latchkey's key. Chromium makes one where there is none, and several apps that ask an empty
 * keyring at once make one each: what was sealed by any but the last opens for nobody any more.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { keyringSwitches, sandboxSwitches } from './surroundings';

export default async function makeFirstKey(): Promise<void> {
  if (process.env['LATCHKEY_KEYRING'] === undefined) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-first-key-'));
  // In Node, the package is the path of its program.
  const electron = module.require('electron') as string;
  const script = path.join(__dirname, 'first-key.cjs');
  const switches = [`--user-data-dir=${folder}`, ...sandboxSwitches(), ...keyringSwitches(true)];
  await promisify(execFile)(electron, [...switches, script]);
  await rm(folder, { recursive: true, force: true });
}
