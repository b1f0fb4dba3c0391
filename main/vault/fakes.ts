/** Hand-written fakes for the vault's tests: a keyring that can go away or change, a disk that fails or dies, sample records. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_MARKS, type Account, type Client } from '../accounts/account';
import type { Backup } from '../accounts/backup';
import type { AccountHistory } from '../accounts/history';
import { PLAIN_OPTIONS } from '../accounts/client-options';
import { Secret, type TokenSet } from '../oauth';
import { nodeDisk, type Disk, type DiskFile } from './disk';
import { safeStorageSealer, type KeyStore, type Sealer } from './sealing';

/** A folder of its own, gone at the end of the test: hand it `onTestFinished`. */
export function temporaryFolder(onEnd: (end: () => void) => void, within = tmpdir()): string {
  const folder = mkdtempSync(join(within, 'latchkey-vault-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where files live in memory, on systems that have such a place: for tests that write by the ten thousand. */
export const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** What a test can do to the keyring. */
export interface FakeKeyring extends KeyStore {
  platform: string;
  prefix: string;
  backend: string | null;
  available: boolean;
  reseal: boolean;
  key: Buffer;
  /** Another key from now on, as after a reset keyring. */
  change(): void;
}

/** Chromium's Linux cipher: AES-128-CBC without authentication, after a prefix. */
export function fakeKeyring(): FakeKeyring {
  const iv = Buffer.alloc(16, ' ');
  return {
    platform: 'linux',
    prefix: 'v11',
    backend: 'gnome_libsecret',
    available: true,
    reseal: false,
    key: randomBytes(16),
    change() {
      this.key = randomBytes(16);
    },
    async isAvailable() {
      return this.available;
    },
    async encrypt(text) {
      if (!this.available) throw new Error('Encryption is not available.');
      const cipher = createCipheriv('aes-128-cbc', this.key, iv);
      return Buffer.concat([Buffer.from(this.prefix), cipher.update(text), cipher.final()]);
    },
    async decrypt(sealed) {
      if (!this.available) throw new Error('Decryption is not available.');
      const decipher = createDecipheriv('aes-128-cbc', this.key, iv);
      const text = Buffer.concat([decipher.update(sealed.subarray(3)), decipher.final()]).toString();
      return { text, reseal: this.reseal };
    },
  };
}

export function fakeSealer(keyring: KeyStore = fakeKeyring()): Sealer {
  return safeStorageSealer(keyring, { kind: 'keyring', scheme: 'linux-v11' });
}

/** What goes wrong at the operation with number `at`, counted from 0. */
export interface DiskFault {
  readonly at: number;
  /** `crash`: nothing happens from here on, and what was not synced is cut. Anything else is the code of the error. */
  readonly what: 'crash' | 'ENOSPC' | 'EDQUOT' | 'EFBIG' | 'EACCES' | 'EROFS' | 'EIO';
}

export interface FaultyDisk extends Disk {
  /** Operations that change something, in order, up to and with the fault. */
  readonly done: string[];
  /** False where the fault lies behind the last operation. */
  hit(): boolean;
}

/**
 * The real disk, which does not wait for its platters: for tests that count operations by the thousand, and have no power to lose.
 * What a power cut does to content that was not synced, {@link faultyDisk} does by itself.
 */
export const hastyDisk: Disk = {
  ...nodeDisk,
  async open(path, flags, mode) {
    const file = await nodeDisk.open(path, flags, mode);
    return {
      write: (bytes, offset, length, position) => file.write(bytes, offset, length, position),
      sync: () => Promise.resolve(),
      datasync: () => Promise.resolve(),
      close: () => file.close(),
    };
  },
  syncFolder: () => Promise.resolve(),
};

/**
 * A disk with one fault. A write that fails has written half of what it should.
 * @param below the disk that does the work
 */
export function faultyDisk(fault: DiskFault, below: Disk = nodeDisk): FaultyDisk {
  const done: string[] = [];
  /** What a power cut leaves of a file: its content at the last sync, or null for one byte of a new file. */
  const unsynced = new Map<string, Buffer | null>();
  let dead = false;

  const fail = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });

  async function attempt<T>(name: string, work: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
    if (dead) throw new Error('the process is dead');
    done.push(name);
    if (done.length - 1 !== fault.at) return work();
    await half?.();
    if (fault.what !== 'crash') throw fail(fault.what);
    dead = true;
    // A power cut: content that was never synced is not there, whatever its name says.
    for (const [path, content] of unsynced) {
      await (content === null ? truncate(path, 1) : writeFile(path, content)).catch(() => undefined);
    }
    throw new Error('the process is dead');
  }

  async function alive<T>(work: () => Promise<T>): Promise<T> {
    if (dead) throw new Error('the process is dead');
    return work();
  }

  /** @param synced the content at the last sync, null for a new file */
  function watched(path: string, file: DiskFile, synced: Buffer | null): DiskFile {
    const sync = (work: () => Promise<void>) => async (): Promise<void> => {
      await attempt('sync', work);
      unsynced.delete(path);
    };
    return {
      write: (bytes, offset, length, position) => {
        if (!unsynced.has(path)) unsynced.set(path, synced);
        const half = Math.floor(length / 2);
        return attempt(
          'write',
          // Always short, as a nearly full disk answers.
          () => file.write(bytes, offset, Math.max(1, half), position),
          () => file.write(bytes, offset, half, position),
        );
      },
      sync: sync(() => file.sync()),
      datasync: sync(() => file.datasync()),
      close: () => file.close(),
    };
  }

  return {
    done,
    hit: () => done.length > fault.at,
    open: (path, flags, mode) =>
      attempt(`open ${flags}`, async () =>
        watched(path, await below.open(path, flags, mode), flags === 'wx' ? null : await below.readFile(path)),
      ),
    readFile: (path) => alive(() => below.readFile(path)),
    readSmall: (path) => alive(() => below.readSmall(path)),
    sizeOf: (path) => alive(() => below.sizeOf(path)),
    rename: (from, to) =>
      attempt('rename', async () => {
        await below.rename(from, to);
        const content = unsynced.get(from);
        if (content !== undefined) unsynced.set(to, content);
        unsynced.delete(from);
      }),
    link: (from, to) => attempt('link', () => below.link(from, to)),
    unlink: (path) => attempt('unlink', () => below.unlink(path)),
    list: (folder) => alive(() => below.list(folder)),
    ensureFolder: (folder) => alive(() => below.ensureFolder(folder)),
    syncFolder: (folder) => attempt('sync folder', () => below.syncFolder(folder)),
  };
}

/** A file system without hard links, such as FAT. */
export function linklessDisk(disk: Disk = nodeDisk): Disk {
  return { ...disk, link: () => Promise.reject(Object.assign(new Error('EPERM: injected'), { code: 'EPERM' })) };
}

/** Begins every secret of the samples, so that a test can look for one in the files. */
export const CANARY = 'canary-7b1f';

export function sampleTokens(name: string): TokenSet {
  return {
    accessToken: new Secret(`${CANARY}-access-${name}`),
    refreshToken: new Secret(`${CANARY}-refresh-${name}`),
    dpopKey: null,
    tokenType: 'Bearer',
    scope: ['read', 'write'],
    issuedAt: 1_760_000_000_000,
    accessExpiry: { kind: 'at', at: 1_760_003_600_000, source: 'expires_in' },
    refreshExpiry: { kind: 'unknown' },
    identity: null,
    extras: {},
    idToken: new Secret(`${CANARY}-id-${name}`),
    nonce: 'a nonce',
    deviations: [
      { tag: 'token_type_missing', section: 'RFC 6749 section 5.1', seen: 'nothing', done: 'assumed_bearer' },
    ],
  };
}

export const ACCOUNT_ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

export function sampleAccount(changes: Partial<Account> = {}): Account {
  return {
    id: ACCOUNT_ID,
    clientId: '1c6f1a58-97cf-4d2f-9a56-0b1bd0cf8a11',
    providerId: 'sinaapp',
    grant: 'authorization_code',
    recipe: null,
    label: '新浪 “main”',
    identity: 'someone@example.com',
    profile: null,
    meantFor: null,
    revoked: null,
    requestedScope: null,
    grantId: 'b5f8bb55-2f0c-4b86-8f9b-6b7a1b0e7d3e',
    generation: 1,
    tokens: sampleTokens('1'),
    previous: null,
    previousRevoked: null,
    problem: null,
    connectedAt: 1_760_000_000_000,
    refreshedAt: null,
    renewals: 0,
    restoredAt: null,
    automatic: false,
    marks: NO_MARKS,
    clockOffset: null,
    idTokenCheck: null,
    practice: false,
    ...changes,
  };
}

export function sampleClient(changes: Partial<Client> = {}): Client {
  return {
    id: '1c6f1a58-97cf-4d2f-9a56-0b1bd0cf8a11',
    name: null,
    providerId: 'sinaapp',
    clientId: 'app-key',
    clientSecret: new Secret(`${CANARY}-client-secret`),
    key: null,
    callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    scope: '',
    endpoints: { token: 'http://127.0.0.1:8080/token' },
    authentication: null,
    variables: {},
    fields: {},
    options: PLAIN_OPTIONS,
    registration: null,
    practice: null,
    ...changes,
  };
}

export function sampleBackup(): Backup {
  return {
    createdAt: 1_770_000_000_000,
    moved: true,
    accounts: [sampleAccount({ generation: 7, previous: sampleTokens('0') })],
    clients: [sampleClient()],
    providers: [{ id: 'my-company', text: '{"version": 1}\n' }],
    unreadable: [],
  };
}

/** What happened to the sample account. */
export function sampleHistory(part: Partial<AccountHistory> = {}): AccountHistory {
  const request = {
    method: 'POST',
    url: 'https://as.example/token',
    query: [],
    headers: [],
    body: [['grant_type', 'refresh_token']],
    encoding: 'form',
  } as const;
  const step = { at: 1, request, answer: { kind: 'lost', reason: 'timed_out', detail: '', at: 2 } } as const;
  return {
    id: ACCOUNT_ID,
    entries: [{ at: 1, last: 1, times: 1, event: { kind: 'refreshed', by: 'you', generation: 2 } }],
    attempts: [{ id: 'attempt-1', kind: 'refresh', by: 'you', at: 1, outcome: 'failed', steps: [step], dropped: 0 }],
    reply: step,
    ...part,
  };
}
