/** Makes the records of a vault what they are after the keyring was changed: whole files, sealed under a key that is not there. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of the sealed part that are left as they are: the prefix that names the scheme. */
const PREFIX_LENGTH = 3;

/**
 * The app must not be running.
 * @param label of the account
 */
export async function sealUnderAnotherKey(userDataFolder: string, label: string): Promise<void> {
  const folder = path.join(userDataFolder, 'vault', 'accounts');
  const files = (await readdir(folder)).map((name) => path.join(folder, name));
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (!text.includes(`"label":${JSON.stringify(label)}`)) continue;
    const { sha256: _old, ...record } = JSON.parse(text) as { sha256: string; sealed: string };
    const sealed = Buffer.from(record.sealed, 'base64');
    const bytes = Buffer.concat([sealed.subarray(0, PREFIX_LENGTH), sealed.subarray(PREFIX_LENGTH).toReversed()]);
    await writeFile(file, withChecksum({ ...record, sealed: bytes.toString('base64') }));
  }
}

/** As the vault frames its records. */
function withChecksum(record: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(record);
  return `${text.slice(0, -1)},"sha256":"${createHash('sha256').update(text).digest('hex')}"}\n`;
}
