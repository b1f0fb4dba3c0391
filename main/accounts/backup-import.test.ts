/** Importing: what is written, what is left alone, and what a failure in the middle costs. */
import { describe, expect, it } from 'vitest';
import { Secret, serverHints } from '../oauth';
import { catalogue } from '../providers';
import type { Account, Client } from './account';
import type { Backup } from './backup';
import { importItems, type ImportedItem } from './backup-import';
import { planImport } from './backup-merge';
import { accountBook } from './book';
import { clientBook } from './clients';
import {
  account,
  answer,
  client,
  DISK_FULL,
  FakeAccountRecords,
  FakeClientRecords,
  FakeJournal,
  FakeServer,
  SAVED,
  T0,
  tokens,
} from './fakes';
import { deferred } from './deferred';
import { NEW_TOKENS } from './refresh-setup';
import { refresher } from './refresh';
import type { SaveResult } from './ports';
import type { TransportResult } from '../oauth';

const newer = (part: Partial<Account> = {}): Account =>
  account({
    generation: 5,
    tokens: tokens({ accessToken: new Secret('access-5'), refreshToken: new Secret('refresh-5'), issuedAt: T0 + 5 }),
    ...part,
  });

interface Here {
  readonly accounts?: readonly Account[];
  readonly clients?: readonly Client[];
  readonly answers?: readonly (TransportResult | Promise<TransportResult>)[];
}

async function setUp({ accounts = [], clients = [], answers = [] }: Here = {}) {
  const records = new FakeAccountRecords(...accounts.map((each) => ({ state: 'open', account: each }) as const));
  const clientRecords = new FakeClientRecords();
  for (const each of clients) clientRecords.saved.set(each.id, each);
  const journal = new FakeJournal();
  const findProvider = (id: string) => catalogue().find((provider) => provider.id === id);
  const book = accountBook(
    records,
    () => undefined,
    () => undefined,
  );
  const own = clientBook(
    clientRecords,
    findProvider,
    () => 'new-client',
    () => undefined,
  );
  await book.load();
  await own.load();
  const server = new FakeServer(...answers);
  const refreshing = refresher({
    book,
    journal,
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    findClient: (id) => own.find(id),
    findProvider,
    activityChanged: () => undefined,
  });
  let made = 0;
  const keptProviders: string[] = [];
  const providerSaves: SaveResult[] = [];
  const reloads: number[] = [];

  const plan = (backup: Backup) =>
    planImport(backup, {
      accounts: book.all(),
      clients: own.all(),
      findProviderFile: () => undefined,
      inCatalogue: () => false,
      compareProviders: () => 'different',
    });
  /** Imports everything, or the entries with these keys. */
  async function bring(
    part: Partial<Backup>,
    { keys, automatic = false }: { keys?: readonly string[]; automatic?: boolean } = {},
  ) {
    const backup: Backup = {
      createdAt: T0,
      moved: false,
      accounts: [],
      clients: [],
      providers: [],
      unreadable: [],
      ...part,
    };
    const items = plan(backup);
    const wanted = new Set(keys ?? items.map(({ key }) => key));
    const deps = {
      book,
      clients: own,
      journal,
      refresher: refreshing,
      now: () => T0,
      newId: () => `made-${(made += 1)}`,
      findProvider,
      keepProvider: async ({ id }: { readonly id: string }) => {
        const save = providerSaves.shift() ?? SAVED;
        if (save.kind === 'saved') keptProviders.push(id);
        return save;
      },
      reloadProviders: async () => void reloads.push(keptProviders.length),
    };
    return Object.fromEntries(await importItems(deps, items, wanted, automatic));
  }
  const ids = () => [...records.saved.keys()].toSorted();
  return { book, own, records, clientRecords, journal, refreshing, bring, ids, keptProviders, providerSaves, reloads };
}

const imported: ImportedItem = { kind: 'imported' };

describe('importing', () => {
  it('writes providers, clients and accounts, whole and under their own ids', async () => {
    const { bring, records, clientRecords, keptProviders, reloads } = await setUp();
    const outcome = await bring({ accounts: [newer()], clients: [client()], providers: [{ id: 'acme', text: '' }] });
    expect(outcome).toEqual({ 'provider-0': imported, 'client-0': imported, 'account-0': imported });
    expect(records.saved.get('account-1')).toEqual({ state: 'open', account: newer() });
    expect(clientRecords.saved.get('client-1')?.clientSecret?.reveal()).toBe('my-client-secret');
    expect([keptProviders, reloads]).toEqual([['acme'], [1]]);
  });

  it('takes along what an account needs, though it was not ticked', async () => {
    const { bring, own, ids } = await setUp();
    await bring(
      { accounts: [newer()], clients: [client(), client({ id: 'client-2', clientId: 'other' })] },
      { keys: ['account-0'] },
    );
    expect([ids(), own.all().map(({ id }) => id)]).toEqual([['account-1'], ['client-1']]);
  });

  it('a second time does nothing', async () => {
    const { bring, records } = await setUp();
    const backup = { accounts: [newer()], clients: [client()] };
    await bring(backup);
    const { length } = records.order;
    expect(await bring(backup)).toEqual({});
    expect(records.order).toHaveLength(length);
  });

  it('uses the client that is here for the account that comes with the same one', async () => {
    const { bring, book } = await setUp({ clients: [client({ id: 'mine' })] });
    await bring({ accounts: [newer()], clients: [client()] });
    expect(book.findOpen('account-1')?.clientId).toBe('mine');
  });

  it('gives a taken label a number', async () => {
    const { bring, book } = await setUp({ accounts: [account({ id: 'mine', grantId: 'mine' })] });
    await bring({ accounts: [newer(), newer({ id: 'account-2', grantId: 'grant-2' })] });
    expect(book.all().map((each) => each.state === 'open' && each.account.label)).toEqual([
      'SinaApp',
      'SinaApp 2',
      'SinaApp 3',
    ]);
  });

  it('puts newer tokens in the place of older ones, which become the tokens before; the name here stays', async () => {
    const here = account({ label: 'Mine', automatic: true });
    const { bring, book, journal } = await setUp({ accounts: [here], clients: [client()] });
    await bring(
      { accounts: [newer({ label: 'Theirs', previous: tokens() })], clients: [client()] },
      { automatic: true },
    );
    expect(book.findOpen('account-1')).toEqual({ ...newer(), label: 'Mine', automatic: true, previous: here.tokens });
    // A reply that nobody could read yet was kept aside first.
    expect(journal.steps).toEqual(['reserve', 'clear']);
  });

  it('never puts older tokens in the place of newer ones, though asked to', async () => {
    const { bring, book } = await setUp({ accounts: [newer()] });
    expect(await bring({ accounts: [account()] })).toEqual({});
    expect(book.findOpen('account-1')).toEqual(newer());
  });

  it('leaves an account alone that is refreshed between looking and writing', async () => {
    const reply = deferred<TransportResult>();
    const { bring, book, refreshing } = await setUp({
      accounts: [account({ generation: 4 })],
      clients: [client()],
      answers: [reply.promise],
    });
    const refreshed = refreshing.refresh('account-1', false);
    const outcome = bring({ accounts: [newer()] });
    reply.resolve(answer(NEW_TOKENS));
    expect((await refreshed).kind).toBe('refreshed');
    expect(await outcome).toEqual({ 'account-0': { kind: 'overtaken' } });
    expect(book.findOpen('account-1')?.tokens.accessToken.reveal()).toBe('access-2');
  });

  it('leaves an account alone that is connected again while its journal is looked after', async () => {
    const { bring, book, journal } = await setUp({ accounts: [account()] });
    journal.reserve = async () =>
      book.record(
        'account-1',
        (old) => ({ ...old, grantId: 'again', tokens: tokens({ accessToken: new Secret('again') }) }),
        () => undefined,
      );
    expect(await bring({ accounts: [newer()] })).toEqual({ 'account-0': { kind: 'overtaken' } });
    expect(book.findOpen('account-1')?.tokens.accessToken.reveal()).toBe('again');
  });

  it('adds another grant of the same account beside it', async () => {
    const { bring, ids } = await setUp({ accounts: [account({ grantId: 'mine' })] });
    await bring({ accounts: [newer()] });
    expect(ids()).toEqual(['account-1', 'made-1']);
  });

  it('lets one-use accounts be refreshed by themselves only where that was allowed, new ones and replaced ones', async () => {
    const google = newer({ id: 'account-2', grantId: 'g2', providerId: 'google', automatic: true });
    const accounts = [newer({ automatic: true }), google];
    const automaticOf = async (automatic: boolean) => {
      const { bring, book } = await setUp();
      await bring({ accounts }, { automatic });
      return book.all().map((each) => each.state === 'open' && each.account.automatic);
    };
    expect(await automaticOf(false)).toEqual([false, true]);
    expect(await automaticOf(true)).toEqual([true, true]);
    for (const automatic of [false, true]) {
      const { bring, book } = await setUp({ accounts: [account({ automatic: true })] });
      await bring({ accounts: [newer({ automatic: true })] }, { automatic });
      expect(book.findOpen('account-1')).toMatchObject({ generation: newer().generation, automatic });
    }
  });
});

describe('a failure while importing', () => {
  const backup = {
    accounts: [newer(), newer({ id: 'account-2', grantId: 'g2', clientId: 'client-2' })],
    clients: [client(), client({ id: 'client-2', clientId: 'other' })],
  };

  it('costs the account that could not be saved, which is not shown; importing again brings it', async () => {
    const { bring, records, book } = await setUp();
    records.failures = [DISK_FULL];
    expect(await bring(backup)).toMatchObject({
      'account-0': { kind: 'not_saved', save: DISK_FULL },
      'account-1': imported,
    });
    expect(book.findOpen('account-1')).toBeUndefined();
    expect(await bring(backup)).toEqual({ 'account-0': imported });
    expect(book.all()).toHaveLength(2);
  });

  it('costs a client and holds back what needs it', async () => {
    const { bring, clientRecords, ids } = await setUp();
    clientRecords.failures = [DISK_FULL];
    expect(await bring(backup)).toEqual({
      'client-0': { kind: 'not_saved', save: DISK_FULL },
      'client-1': imported,
      'account-0': { kind: 'held_back' },
      'account-1': imported,
    });
    expect(ids()).toEqual(['account-2']);
    expect(await bring(backup)).toEqual({ 'client-0': imported, 'account-0': imported });
  });

  it('costs a provider and all that is of it', async () => {
    const { bring, providerSaves } = await setUp();
    providerSaves.push(DISK_FULL);
    const ofAcme = { providers: [{ id: 'acme', text: '' }], clients: [client({ providerId: 'acme' })] };
    expect(await bring(ofAcme)).toMatchObject({
      'provider-0': { kind: 'not_saved' },
      'client-0': { kind: 'held_back' },
    });
  });

  it('leaves the tokens that are here where newer ones cannot be written, or their journal', async () => {
    const { bring, records, book, journal } = await setUp({ accounts: [account()], clients: [client()] });
    records.failures = [DISK_FULL];
    expect(await bring({ accounts: [newer()] })).toEqual({ 'account-0': { kind: 'not_saved', save: DISK_FULL } });
    journal.reserving = DISK_FULL;
    expect(await bring({ accounts: [newer()] })).toEqual({ 'account-0': { kind: 'not_saved', save: DISK_FULL } });
    expect(book.findOpen('account-1')).toEqual(account());
  });

  // SECURITY: a made-up client must not send secrets where a typed one could not.
  it.each([
    ['of a known provider', 'sinaapp'],
    ['of one that is not known', 'nobody'],
  ])('is a client %s with an endpoint in clear', async (_name, providerId) => {
    const { bring, own } = await setUp();
    const evil = client({ providerId, endpoints: { token: 'http://evil.example/token' } });
    expect(await bring({ clients: [evil] })).toEqual({
      'client-0': { kind: 'invalid', problem: { code: 'endpoint_not_https', field: 'endpoints.token' } },
    });
    expect(own.all()).toEqual([]);
  });
});
