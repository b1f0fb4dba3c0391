/** What importing would do, as a table: an entry of the file, what is here, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import type { Account, AccountFacts, Client, StoredAccount } from './account';
import type { Backup, ProviderFile } from './backup';
import { planImport, type ImportItem, type ImportPlace } from './backup-merge';
import { account, client, T0, tokens } from './fakes';

/** The tokens of a grant's nth generation; each a minute after the one before, unless said otherwise. */
function generation(number: number, part: Partial<Account> = {}, issuedAt = T0 + number * 60_000): Account {
  return account({
    generation: number,
    tokens: tokens({
      accessToken: new Secret(`access-${number}-${issuedAt}`),
      refreshToken: new Secret(`refresh-${number}-${issuedAt}`),
      issuedAt,
    }),
    ...part,
  });
}

const open = (value: Account): StoredAccount => ({ state: 'open', account: value });

function locked({ id, clientId, providerId, grant, label, identity, practice, ...rest }: Account): StoredAccount {
  const facts: AccountFacts = {
    id,
    clientId,
    providerId,
    grant,
    label,
    identity,
    practice,
    generation: rest.generation,
  };
  return {
    state: 'locked',
    facts,
    reason: 'key_changed',
    sealedBy: { scheme: 'linux-v11', keyring: null },
    keyNow: null,
  };
}

function backupOf(part: Partial<Backup>): Backup {
  return { createdAt: T0, moved: false, accounts: [], clients: [], providers: [], unreadable: [], ...part };
}

function plan(backup: Partial<Backup>, here: Partial<ImportPlace> = {}): readonly ImportItem[] {
  return planImport(backupOf(backup), {
    accounts: [],
    clients: [],
    findProviderFile: () => undefined,
    inCatalogue: () => false,
    compareProviders: (file, other) =>
      file.text === 'broken' ? null : file.text === other?.text ? 'same' : 'different',
    ...here,
  });
}

const told = ({ verdict, action, wanted, here }: ImportItem): string =>
  [verdict, action ?? '-', wanted ? 'wanted' : '-', here ?? '-'].join(' ');

describe('an account', () => {
  const person = { identity: 'me@example.com' };
  it.each<[string, Account, readonly StoredAccount[], string]>([
    ['is not here', generation(1), [], 'new add wanted -'],
    ['is here as it is in the file', generation(3), [open(generation(3))], 'same - - account-1'],
    ['has another name here', generation(3), [open(generation(3, { label: 'Mine' }))], 'same - - account-1'],
    [
      'has the same tokens, counted otherwise',
      generation(3),
      [open({ ...generation(3), generation: 5 })],
      'same - - account-1',
    ],
    ['was refreshed here since', generation(3), [open(generation(4))], 'newer_here - - account-1'],
    [
      'was refreshed where the file comes from',
      generation(4),
      [open(generation(3))],
      'newer_in_file replace wanted account-1',
    ],
    [
      'counts the same and was obtained later in the file',
      generation(3, {}, T0 + 9e6),
      [open(generation(3))],
      'newer_in_file replace wanted account-1',
    ],
    [
      'counts the same and was obtained later here',
      generation(3),
      [open(generation(3, {}, T0 + 9e6))],
      'newer_here - - account-1',
    ],
    [
      'counts more in the file and was obtained later here',
      generation(4),
      [open(generation(3, {}, T0 + 9e6))],
      'conflict beside - account-1',
    ],
    [
      'counts less in the file and was obtained later there',
      generation(3, {}, T0 + 9e6),
      [open(generation(4))],
      'conflict beside - account-1',
    ],
    [
      'was obtained in the same moment, with other tokens',
      generation(3),
      [open({ ...generation(3), tokens: tokens({ accessToken: new Secret('x'), issuedAt: T0 + 180_000 }) })],
      'conflict beside - account-1',
    ],
    [
      'is here under another id, with the same grant',
      generation(4),
      [open(generation(3, { id: 'account-9' }))],
      'newer_in_file replace wanted account-9',
    ],
    [
      'was added beside before',
      generation(3),
      [open(generation(4)), open(generation(3, { id: 'account-9' }))],
      'same - - account-9',
    ],
    [
      'was connected again here since',
      generation(3),
      [open(generation(1, { grantId: 'grant-2', connectedAt: T0 + 1 }))],
      'other_grant beside - account-1',
    ],
    [
      'was connected again where the file comes from',
      generation(1, { grantId: 'grant-2', connectedAt: T0 + 1 }),
      [open(generation(3))],
      'other_grant beside wanted account-1',
    ],
    [
      'is the same person, connected here too',
      generation(1, person),
      [open(generation(1, { ...person, id: 'account-9', grantId: 'grant-9', connectedAt: T0 + 1 }))],
      'other_grant add - account-9',
    ],
    [
      'is another person',
      generation(1, person),
      [open(generation(1, { identity: 'you@example.com', id: 'account-9', grantId: 'grant-9' }))],
      'new add wanted -',
    ],
    [
      'is nobody known, like one here',
      generation(1),
      [open(generation(1, { id: 'account-9', grantId: 'grant-9' }))],
      'new add wanted -',
    ],
    ['is locked here', generation(4), [locked(generation(3))], 'locked_here beside - account-1'],
    [
      'is locked here and was added beside before',
      generation(4),
      [locked(generation(3)), open(generation(4, { id: 'account-9' }))],
      'same - - account-9',
    ],
  ])('that %s', (_name, inFile, here, expected) => {
    const clients = [client()];
    const [item] = plan({ accounts: [inFile], clients: [] }, { accounts: here, clients });
    const [through] = plan({ accounts: [inFile], clients }, { accounts: here, clients }).slice(-1);
    expect(told((inFile.identity === null ? item : through)!)).toBe(expected);
  });
});

describe('a client', () => {
  const other = { clientSecret: new Secret('another secret') };
  it.each<[string, Client, readonly Client[], string, boolean]>([
    ['is not here', client(), [], 'new add wanted -', false],
    ['is here as it is in the file', client(), [client()], 'same - - client-1', false],
    ['is here under another id', client(), [client({ id: 'client-9' })], 'same - - client-9', false],
    [
      'is here twice, once the same',
      client(),
      [client({ id: 'client-8', scope: 'x' }), client({ id: 'client-9' })],
      'same - - client-9',
      false,
    ],
    ['has another secret here', client(), [client(other)], 'conflict replace - client-1', true],
    ['has no secret in the file', client({ clientSecret: null }), [client()], 'conflict replace - client-1', true],
    [
      'has another private key here',
      client({ fields: { key: new Secret('1') } }),
      [client({ fields: { key: new Secret('2') } })],
      'conflict replace - client-1',
      true,
    ],
    [
      'has other endpoints here, under another id',
      client({ endpoints: { token: 'https://a.example/' } }),
      [client({ id: 'client-9' })],
      'conflict replace - client-9',
      false,
    ],
    [
      'is of another provider',
      client({ providerId: 'github' }),
      [client({ id: 'client-9' })],
      'new add wanted -',
      false,
    ],
    ['is like one for practice', client(), [client({ practice: 'practice-sinaapp' })], 'new add wanted -', false],
  ])('that %s', (_name, inFile, clients, expected, secretDiffers) => {
    const [item] = plan({ clients: [inFile] }, { clients });
    expect(told(item!)).toBe(expected);
    expect(item).toMatchObject({ secretDiffers });
  });
});

describe('a provider file', () => {
  const file: ProviderFile = { id: 'acme', text: 'one' };
  it.each<[string, Partial<ImportPlace>, ProviderFile, string]>([
    ['is not here', {}, file, 'new add wanted -'],
    ['says the same here', { findProviderFile: () => file }, file, 'same - - -'],
    ['says something else here', { findProviderFile: () => ({ ...file, text: 'two' }) }, file, 'conflict replace - -'],
    ['comes with Latchkey', { inCatalogue: () => true }, file, 'in_catalogue - - -'],
    ['is no provider', {}, { ...file, text: 'broken' }, 'unreadable - - -'],
  ])('that %s', (_name, here, inFile, expected) => {
    expect(plan({ providers: [inFile] }, here).map(told)).toEqual([expected]);
  });
});

describe('a whole backup', () => {
  const acme = { id: 'acme', text: 'one' };
  const ofAcme = client({ providerId: 'acme' });
  const backup = { accounts: [generation(1, { providerId: 'acme' })], clients: [ofAcme], providers: [acme] };
  const needsOf = (items: readonly ImportItem[]) => items.map(({ key, needs }) => [key, ...needs].join(' '));

  it('brings along what an entry needs and is not here', () => {
    expect(needsOf(plan(backup))).toEqual(['provider-0', 'client-0 provider-0', 'account-0 provider-0 client-0']);
    const here = { clients: [{ ...ofAcme, scope: 'x' }], findProviderFile: () => ({ ...acme, text: 'two' }) };
    expect(needsOf(plan(backup, here))).toEqual(['provider-0', 'client-0', 'account-0']);
  });

  it('names what could not be read', () => {
    const items = plan({ unreadable: [{ what: 'account', name: 'x' }] });
    expect(items.map((item) => [item.what, told(item)])).toEqual([['unreadable', 'unreadable - - -']]);
  });
});
