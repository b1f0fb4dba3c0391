/** The backup file: that it is as docs/backup.md says, what opens it, and that whatever was done to it is found out and told apart. */
import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Backup } from '../accounts/backup';
import { Secret } from '../oauth';
import { openBackup, readBackup, sealBackup, type OpenedBackup } from './backup-file';
import { CANARY, sampleBackup } from './fakes';

const PASSPHRASE = new Secret('caf\u00e9 battery 令牌');
/** Cheap: what is tested is not how long a guess takes. */
const cost = { cost: 2 ** 4, blockSize: 8, parallelization: 1 };

const backup = sampleBackup();

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
function keyByTheDocument(
  kdf: { readonly salt: string; readonly cost: number; readonly blockSize: number; readonly parallelization: number },
  passphrase: string,
): Buffer {
  return scryptSync(passphrase.normalize('NFKC'), Buffer.from(kdf.salt, 'base64'), 32, {
    N: kdf.cost,
    r: kdf.blockSize,
    p: kdf.parallelization,
    maxmem: 2 ** 31,
  });
}

function openByTheDocument(file: Buffer, passphrase: string): unknown {
  const { kdf, sealed: base64 } = JSON.parse(file.toString('utf8'));
  const key = keyByTheDocument(kdf, passphrase);
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
    const line =
      /^(\{"format":"latchkey-backup","version":1,"kdf":\{"name":"scrypt","cost":16,"blockSize":8,"parallelization":1,"salt":"[^"]+"\},"cipher":"aes-256-gcm","sealed":"[^"]+"),"sha256":"([0-9a-f]{64})"\}\n$/.exec(
        content.toString('utf8'),
      );
    expect(line?.[2]).toBe(createHash('sha256').update(`${line?.[1]}}`).digest('hex'));
  });

  it('holds nothing in clear, and is another one each time', async () => {
    const [one, other] = [await sealed(), await sealed()];
    expect(one.toString('utf8')).not.toContain(CANARY);
    expect(one.toString('utf8')).not.toContain('someone@example.com');
    expect(Buffer.from(JSON.parse(one.toString('utf8')).sealed, 'base64').toString('latin1')).not.toContain(CANARY);
    expect(one.equals(other)).toBe(false);
  });

  it('leaves neither its key nor its content in the memory it was made in', async () => {
    const overwritten: string[] = [];
    const before: (...how: unknown[]) => unknown = Buffer.prototype.fill;
    vi.spyOn(Buffer.prototype, 'fill').mockImplementation(function filled(this: Buffer, ...how: unknown[]) {
      overwritten.push(this.toString('latin1'));
      return before.apply(this, how);
    });
    const content = await sealed();
    vi.restoreAllMocks();
    const key = keyByTheDocument(JSON.parse(content.toString('utf8')).kdf, PASSPHRASE.reveal());
    expect(overwritten).toContain(key.toString('latin1'));
    expect(overwritten.some((text) => text.includes(CANARY))).toBe(true);
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
