/** Writing and reading backup files: one whole file or the one before, whatever the disk does. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Secret } from '../oauth';
import { backupFiles, readBackup } from './backup-file';
import { faultyDisk, sampleBackup, temporaryFolder } from './fakes';

const PASSPHRASE = new Secret('open sesame');
/** Cheap: what is tested is not how long a guess takes. */
const cost = { cost: 2 ** 4, blockSize: 8, parallelization: 1 };
const backup = sampleBackup();

describe('writing a backup', () => {
  const folderOf = (): string => temporaryFolder(onTestFinished);

  it('makes one file for its owner only, and leaves nothing beside it', async () => {
    const folder = folderOf();
    const path = join(folder, 'x.latchkey');
    const files = backupFiles({ cost });
    expect(await files.write(path, backup, PASSPHRASE)).toEqual({ kind: 'saved' });
    expect(await files.write(path, backup, PASSPHRASE)).toEqual({ kind: 'saved' });
    expect(readdirSync(folder)).toEqual(['x.latchkey']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const found = await files.read(path);
    expect(found.kind === 'found' && (await files.open(found.backup, PASSPHRASE)).kind).toBe('opened');
  });

  it('takes no short passphrase', async () => {
    const path = join(folderOf(), 'x.latchkey');
    expect(await backupFiles({ cost }).write(path, backup, new Secret('1234567'))).toEqual({ kind: 'short' });
    expect(existsSync(path)).toBe(false);
  });

  it.each(['ENOSPC', 'EACCES', 'EIO', 'crash'] as const)(
    'leaves the earlier file as it was, whichever step meets %s',
    async (what) => {
      for (let at = 0, hit = true; hit; at += 1) {
        const folder = folderOf();
        const path = join(folder, 'x.latchkey');
        writeFileSync(path, 'an earlier file');
        const disk = faultyDisk({ at, what });
        const written = await backupFiles({ cost, disk }).write(path, backup, PASSPHRASE);
        hit = disk.hit();
        if (!hit) break;
        // Only the last step, the folder's sync, comes after the new file has its name.
        const renamed = disk.done.includes('sync folder');
        const content = readFileSync(path, 'utf8');
        expect(content === 'an earlier file').toBe(!renamed);
        expect(renamed ? readBackup(Buffer.from(content)).kind : 'found').toBe('found');
        expect(written.kind).toBe('failed');
        // Where the process died there is nobody to clear away.
        const left = what === 'crash' ? [] : readdirSync(folder).filter((name) => name !== 'x.latchkey');
        expect(left).toEqual([]);
      }
    },
  );

  it('says of a full disk that it is full', async () => {
    const disk = faultyDisk({ at: 2, what: 'ENOSPC' });
    const path = join(folderOf(), 'x.latchkey');
    expect(await backupFiles({ cost, disk }).write(path, backup, PASSPHRASE)).toMatchObject({ reason: 'full' });
  });

  it('reads no file that is not there, not plain, or too large', async () => {
    const folder = folderOf();
    const files = backupFiles({ cost });
    expect(await files.read(join(folder, 'none'))).toMatchObject({ reason: 'unreadable' });
    mkdirSync(join(folder, 'folder.latchkey'));
    expect(await files.read(join(folder, 'folder.latchkey'))).toMatchObject({ reason: 'foreign' });
    const large = join(folder, 'large.latchkey');
    writeFileSync(large, '');
    truncateSync(large, 128 * 1024 * 1024 + 1);
    chmodSync(large, 0o600);
    expect(await files.read(large)).toMatchObject({ reason: 'too_large' });
  });
});
