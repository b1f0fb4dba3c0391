/** Many accounts for tests and measurements of what a long list does, and a disk to write them to in a hurry. */
import { PLAIN_OPTIONS } from '../../main/accounts/client-options';
import { NO_MARKS, type Account, type Client } from '../../main/accounts';
import { Secret } from '../../main/oauth';
import type { KeyStore, Vault } from '../../main/vault';
import { nodeDisk, type Disk, type DiskFile } from '../../main/vault/disk';

const HOUR = 3_600_000;

/** Told to the tests by support/crowd.ts. */
export const CROWD_PASSPHRASE = 'canary crowd passphrase';
/** Quicker than what the app asks of a passphrase. */
export const CROWD_COST = { cost: 16_384, blockSize: 8, parallelization: 1 };

export const noKeyring: KeyStore = {
  platform: 'linux',
  isAvailable: () => Promise.resolve(false),
  encrypt: () => Promise.reject(new Error('there is no keyring')),
  decrypt: () => Promise.reject(new Error('there is no keyring')),
};

/** Nothing is synced, for nobody pulls the plug here. */
export const hasty: Disk = {
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
export async function writeAccounts(vault: Vault, count: number, tokenEndpoint: string): Promise<void> {
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
    name: null,
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
    previousRevoked: null,
    problem: null,
    connectedAt: now - HOUR,
    refreshedAt: null,
    renewals: 0,
    restoredAt: null,
    automatic: false,
    marks: { ...NO_MARKS, favourite: number % 100 === 0 },
    clockOffset: null,
    idTokenCheck: null,
    practice: false,
  };
}
