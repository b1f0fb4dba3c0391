/** The backup file: that it is as docs/backup.md says, what opens it, and that whatever was done to it is found out and told apart. */
import { createDecipheriv, createHash, scryptSync } from 'node:crypto';
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
import type { Backup } from '../accounts/backup';
import { Secret } from '../oauth';
import { backupFiles, openBackup, readBackup, sealBackup, type OpenedBackup } from './backup-file';
import { CANARY, faultyDisk, sampleAccount, sampleClient, sampleTokens, temporaryFolder } from './fakes';

const PASSPHRASE = new Secret('caf\u00e9 battery 令牌');
/** Cheap: what is tested is not how long a guess takes. */
const cost = { cost: 2 ** 4, blockSize: 8, parallelization: 1 };

const backup: Backup = {
  createdAt: 1_770_000_000_000,
  moved: true,
  accounts: [sampleAccount({ generation: 7, previous: sampleTokens('0') })],
  clients: [sampleClient()],
  providers: [{ id: 'my-company', text: '{"version": 1}\n' }],
  unreadable: [],
};

async function sealed(what: Backup = backup): Promise<Buffer> {
  const content = await sealBackup(what, PASSPHRASE, cost);
  if (content === null) throw new Error('not sealed');
  return content;
}

/** From the file's bytes on, whatever comes of it. */
async function open(content: Buffer, passphrase = PASSPHRASE): Promise<OpenedBackup> {
  const found = readBackup(content);
  return found.kind === 'found' ? openBackup(found.backup, passphrase) : found;
}

/** Written from docs/backup.md and nothing else. */
function openByTheDocument(file: Buffer, passphrase: string): unknown {
  const { kdf, sealed: base64 } = JSON.parse(file.toString('utf8'));
  const key = scryptSync(passphrase.normalize('NFKC'), Buffer.from(kdf.salt, 'base64'), 32, {
    N: kdf.cost,
    r: kdf.blockSize,
    p: kdf.parallelization,
    maxmem: 2 ** 31,
  });
  const bytes = Buffer.from(base64, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(file.subarray(0, file.indexOf(',"sealed":')));
  decipher.setAuthTag(bytes.subarray(-16));
  const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}

/** The file with another text in it and a checksum that fits: what somebody does on purpose. */
function forged(content: Buffer, change: (line: string) => string): Buffer {
  const line = change(`${content.toString('utf8').replace(/,"sha256":.*\n$/, '')}}`);
  const checksum = createHash('sha256').update(line).digest('hex');
  return Buffer.from(`${line.slice(0, -1)},"sha256":"${checksum}"}\n`);
}

describe('a backup file', () => {
  it('brings back every account, client and provider file as it was', async () => {
    const opened = await open(await sealed());
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    expect(opened.backup).toEqual(backup);
    const [account] = opened.backup.accounts;
    const [client] = opened.backup.clients;
    expect(account?.tokens.refreshToken?.reveal()).toBe(`${CANARY}-refresh-1`);
    expect(account?.previous?.refreshToken?.reveal()).toBe(`${CANARY}-refresh-0`);
    expect(client?.clientSecret?.reveal()).toBe(`${CANARY}-client-secret`);
  });

  it('opens by the document alone', async () => {
    const content = await sealed();
    expect(openByTheDocument(content, 'cafe\u0301 battery 令牌')).toMatchObject({
      createdAt: 1_770_000_000_000,
      moved: true,
      accounts: [
        {
          label: '新浪 “main”',
          generation: 7,
          tokens: {
            accessToken: `${CANARY}-access-1`,
            refreshToken: `${CANARY}-refresh-1`,
            accessExpiry: { kind: 'at', at: 1_760_003_600_000, source: 'expires_in' },
          },
          previous: { refreshToken: `${CANARY}-refresh-0` },
        },
      ],
      clients: [{ clientId: 'app-key', clientSecret: `${CANARY}-client-secret` }],
      providers: [{ id: 'my-company', text: '{"version": 1}\n' }],
    });
    const line = content.toString('utf8');
    expect(line).toMatch(
      /^\{"format":"latchkey-backup","version":1,"kdf":\{"name":"scrypt","cost":16,"blockSize":8,"parallelization":1,"salt":"[^"]+"\},"cipher":"aes-256-gcm","sealed":"[^"]+","sha256":"[0-9a-f]{64}"\}\n$/,
    );
    expect(line.slice(-68, -4)).toBe(
      createHash('sha256')
        .update(`${line.slice(0, -79)}}`)
        .digest('hex'),
    );
  });

  it('holds nothing in clear, and is another one each time', async () => {
    const [one, other] = [await sealed(), await sealed()];
    expect(one.toString('utf8')).not.toContain(CANARY);
    expect(one.toString('utf8')).not.toContain('someone@example.com');
    expect(Buffer.from(JSON.parse(one.toString('utf8')).sealed, 'base64').toString('latin1')).not.toContain(CANARY);
    expect(one.equals(other)).toBe(false);
  });

  it('opens whichever way its passphrase is composed, and says of another one that it is wrong', async () => {
    const content = await sealed();
    expect((await open(content, new Secret('cafe\u0301 battery 令牌'))).kind).toBe('opened');
    expect(await open(content, new Secret('cafe battery 令牌'))).toEqual({ kind: 'wrong' });
  });

  it('opens after mail or an editor changed the end of its line', async () => {
    const text = (await sealed()).toString('utf8').trimEnd();
    for (const ending of ['', '\r\n', '\n\n']) {
      expect((await open(Buffer.from(`${text}${ending}`))).kind).toBe('opened');
    }
  });

  it('passes over an entry that it cannot read, names it, and brings the others', async () => {
    const content = await sealed();
    const clear = openByTheDocument(content, PASSPHRASE.reveal()) as { accounts: object[]; clients: object[] };
    const [account] = clear.accounts;
    const made = {
      ...clear,
      accounts: [
        { ...account, label: 'from the future', colour: 'blue' },
        { ...account, id: '../../settings', label: 'with a path for an id' },
        { ...account, practice: true, label: 'for practice' },
        account,
      ],
      clients: [17],
      providers: [{ id: 'x', text: 'x'.repeat(256 * 1024 + 1) }],
    };
    const { backup: read } = await openText(JSON.stringify(made));
    expect(read?.accounts.map(({ label }) => label)).toEqual(['新浪 “main”']);
    expect(read?.unreadable).toEqual([
      { what: 'account', name: 'from the future' },
      { what: 'account', name: 'with a path for an id' },
      { what: 'account', name: 'for practice' },
      { what: 'client', name: null },
      { what: 'provider', name: 'x' },
    ]);
  });

  it('with something else sealed in it is not taken for a backup', async () => {
    for (const text of ['', 'null', '[]', '{}', '{"createdAt":1}']) {
      expect(await openText(text)).toMatchObject({ kind: 'refused', reason: 'altered' });
    }
  });
});

/** Seals a text of one's own as a backup is sealed. */
async function openText(text: string): Promise<{ readonly kind: string; readonly backup?: Backup }> {
  const { createCipheriv, randomBytes } = await import('node:crypto');
  const salt = randomBytes(16);
  const key = scryptSync(PASSPHRASE.reveal().normalize('NFKC'), salt, 32, { N: 16, r: 8, p: 1 });
  const kdf = { name: 'scrypt', ...cost, salt: salt.toString('base64') };
  const header = JSON.stringify({ format: 'latchkey-backup', version: 1, kdf, cipher: 'aes-256-gcm' }).slice(0, -1);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header));
  const bytes = Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return open(forged(Buffer.from(`${header},"sealed":"${bytes.toString('base64')}"`), (line) => line));
}

describe('what was done to a backup file', () => {
  it('is found out at every byte of its header, by its checksum', async () => {
    const content = await sealed();
    const end = content.indexOf(',"sealed":');
    for (let at = 0; at < end; at += 1) {
      const altered = Buffer.from(content);
      altered[at]! ^= 1;
      expect((await open(altered)).kind, `byte ${at}`).toBe('refused');
    }
  });

  it('is found out at every byte of its header when the checksum is made to fit', async () => {
    const content = await sealed();
    const end = content.indexOf(',"sealed":');
    const kinds = new Set<string>();
    for (let at = 0; at < end; at += 1) {
      const tampered = forged(content, (line) => {
        const bytes = Buffer.from(line);
        bytes[at]! ^= 1;
        return bytes.toString('utf8');
      });
      const { kind } = await open(tampered);
      kinds.add(kind);
      expect(kind, `byte ${at}`).not.toBe('opened');
    }
    // Some bytes break the header, others (the salt's) lead to another key.
    expect(kinds).toEqual(new Set(['refused', 'wrong']));
  });

  it('is found out in the ciphertext, whether the checksum fits or not', async () => {
    const content = await sealed();
    const { length } = Buffer.from(JSON.parse(content.toString('utf8')).sealed, 'base64');
    for (const at of [0, 11, 12, 13, Math.floor(length / 2), length - 17, length - 16, length - 1]) {
      const change = (line: string): string =>
        line.replace(/"sealed":"([^"]+)"/, (_all, base64: string) => {
          const bytes = Buffer.from(base64, 'base64');
          bytes[at]! ^= 0x80;
          return `"sealed":"${bytes.toString('base64')}"`;
        });
      expect(await open(forged(content, change)), `byte ${at}`).toEqual({ kind: 'wrong' });
      expect(await open(Buffer.from(change(content.toString('utf8'))))).toMatchObject({ reason: 'altered' });
    }
    expect(await open(forged(content, (line) => line.replace(/"sealed":"[^"]+"/, '"sealed":"AAAA"')))).toEqual({
      kind: 'wrong',
    });
  });

  it('is told apart: cut, altered, newer, no backup', async () => {
    const content = await sealed();
    for (const length of [0, 1, 20, 200, content.length - 2]) {
      expect(await open(content.subarray(0, length)), `${length} bytes`).toMatchObject({ reason: 'cut' });
    }
    expect(await open(Buffer.from(content.toString('utf8').replace('"cost":16', '"cost":32')))).toMatchObject({
      reason: 'altered',
    });
    expect(await open(forged(content, (line) => line.replace('"version":1', '"version":2')))).toEqual({
      kind: 'refused',
      reason: 'newer',
      detail: 'version 2',
    });
    for (const other of ['not a backup', '{"format":"latchkey-passphrase"}', '%PDF-1.7', '[]']) {
      expect(await open(Buffer.from(other))).toMatchObject({ kind: 'refused', reason: 'foreign' });
    }
  });

  // SECURITY: a file from elsewhere must take neither all memory nor minutes of work.
  it.each([
    ['more than 1 GiB of memory', '"cost":16', '"cost":1073741824'],
    ['no power of two', '"cost":16', '"cost":17'],
    ['a block of a gigabyte', '"blockSize":8', '"blockSize":8388608'],
    [
      'sixteen times a gigabyte of work',
      '"cost":16,"blockSize":8,"parallelization":1',
      '"cost":1048576,"blockSize":8,"parallelization":16',
    ],
    ['another derivation', '"name":"scrypt"', '"name":"pbkdf2"'],
    ['another cipher', 'aes-256-gcm', 'aes-128-ecb'],
    ['a member of its own', '"cipher"', '"extra":1,"cipher"'],
  ])('is refused before a key is derived where its header asks for %s', async (_name, from, to) => {
    const content = await sealed();
    expect(readBackup(forged(content, (line) => line.replace(from, to)))).toMatchObject({ reason: 'altered' });
  });
});

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
        const content = readFileSync(path, 'utf8');
        const whole = content === 'an earlier file' || (await open(Buffer.from(content))).kind === 'opened';
        expect(whole, `${what} at ${disk.done.join(', ')}`).toBe(true);
        expect(written.kind).toBe('failed');
        // Only the last step, the folder's sync, comes after the new file has its name.
        if (!disk.done.includes('sync folder')) expect(content).toBe('an earlier file');
        // Nor is a cut one left: only where the process died there is nobody to clear away.
        if (what !== 'crash') expect(readdirSync(folder)).toEqual(['x.latchkey']);
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
