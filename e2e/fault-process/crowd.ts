/**
 * Writes a user-data folder with many accounts in it, by the vault itself, under a passphrase: for tests and measurements of what a long
 * list does. Started by Node with the folder, the number of accounts and the address of their token endpoint. Nothing is synced to
 * disk, for nobody pulls the plug here.
 */
import path from 'node:path';
import type { Account, Client } from '../../main/accounts';
import { PLAIN_OPTIONS } from '../../main/accounts/client-options';
import { Secret } from '../../main/oauth';
import { durableVault, safe, type KeyStore } from '../../main/vault';
import { nodeDisk, type Disk, type DiskFile } from '../../main/vault/disk';

/** Told to the tests by support/crowd.ts. */
const PASSPHRASE = 'canary crowd passphrase';

const HOUR = 3_600_000;

const noKeyring: KeyStore = {
  platform: 'linux',
  isAvailable: () => Promise.resolve(false),
  encrypt: () => Promise.reject(new Error('there is no keyring')),
  decrypt: () => Promise.reject(new Error('there is no keyring')),
};

const hasty: Disk = {
  ...nodeDisk,
  async open(file, flags, mode): Promise<DiskFile> {
    const handle = await nodeDisk.open(file, flags, mode);
    const nothing = (): Promise<void> => Promise.resolve();
    return {
      write: (bytes, offset, length, position) => handle.write(bytes, offset, length, position),
      close: () => handle.close(),
      sync: nothing,
      datasync: nothing,
    };
  },
  syncFolder: () => Promise.resolve(),
};

/**
 * Writes `count` accounts of ten clients of the standard provider. Account number n is called `account n`, ends n minutes after an hour
 * from now, and has a refresh token.
 */
async function writeCrowd(userDataFolder: string, count: number, tokenEndpoint: string): Promise<void> {
  const folder = path.join(userDataFolder, 'vault');
  const opening = safe(folder, noKeyring, { cost: { cost: 16_384, blockSize: 8, parallelization: 1 } });
  await opening.find();
  const opened = await opening.usePassphrase(new Secret(PASSPHRASE));
  if (opened.kind !== 'opened') throw new Error(`no vault for the crowd: ${opened.kind}`);
  const vault = durableVault(folder, opened.sealer, hasty);
  const now = Date.now();
  for (let number = 0; number < 10; number += 1) await vault.clients.save(client(number, tokenEndpoint));
  for (let begin = 0; begin < count; begin += 50) {
    const some = Array.from({ length: Math.min(50, count - begin) }, (_, index) => account(begin + index, now));
    await Promise.all(some.map((each) => vault.accounts.save(each)));
  }
}

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function client(number: number, tokenEndpoint: string): Client {
  return {
    id: uuid(900_000 + number),
    providerId: 'standard',
    clientId: `client-${number}`,
    clientSecret: new Secret(`canary-client-secret-${number}`),
    key: null,
    callbackUrl: 'http://callback.invalid/cb',
    scope: 'read',
    endpoints: { authorize: tokenEndpoint, token: tokenEndpoint },
    authentication: null,
    variables: {},
    fields: {},
    options: PLAIN_OPTIONS,
    registration: null,
    practice: null,
  };
}

function account(number: number, now: number): Account {
  return {
    id: uuid(number),
    clientId: uuid(900_000 + (number % 10)),
    providerId: 'standard',
    grant: 'authorization_code',
    recipe: null,
    label: `account ${number}`,
    identity: `user${number}@example.com`,
    profile: null,
    meantFor: null,
    revoked: null,
    requestedScope: ['read'],
    grantId: uuid(500_000 + number),
    generation: 1,
    tokens: {
      accessToken: new Secret(`canary-access-${number}`),
      refreshToken: new Secret(`canary-refresh-${number}`),
      dpopKey: null,
      tokenType: 'Bearer',
      scope: ['read'],
      issuedAt: now - HOUR,
      accessExpiry: { kind: 'at', at: now + HOUR + number * 60_000, source: 'expires_in' },
      refreshExpiry: { kind: 'unknown' },
      identity: null,
      extras: {},
      deviations: [],
      idToken: null,
      nonce: null,
    },
    previous: null,
    problem: null,
    connectedAt: now - HOUR,
    refreshedAt: null,
    renewals: 0,
    restoredAt: null,
    automatic: false,
    marks: { favourite: number % 100 === 0, note: '', colour: null, copyAs: null },
    clockOffset: null,
    idTokenCheck: null,
    practice: false,
  };
}

const [folder, count, tokenEndpoint] = process.argv.slice(2);
if (folder === undefined || tokenEndpoint === undefined) throw new Error('crowd <folder> <count> <token endpoint>');
void writeCrowd(folder, Number(count), tokenEndpoint);
