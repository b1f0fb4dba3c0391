/** The steps of exporting and importing, with the system's dialogs and the file's own fate in the test's hands. */
import { describe, expect, it } from 'vitest';
import { accountBook, clientBook, importItems, refresher, type Account, type Client } from '../accounts';
import {
  account,
  client,
  FakeAccountRecords,
  FakeClientRecords,
  FakeJournal,
  FakeServer,
  SAVED,
  T0,
  tokens,
} from '../accounts/fakes';
import type { Backup } from '../accounts';
import { Secret, serverHints } from '../oauth';
import { catalogue } from '../providers';
import type { BackupFiles } from '../vault';
import { backups } from './backup';
import type { Desk } from './desk';

const passphrase = 'open sesame';
const sealed = { kdf: {} as never, sealed: Buffer.alloc(0), associated: '' };

interface Here {
  readonly accounts?: readonly Account[];
  readonly clients?: readonly Client[];
  /** What the picked file holds. */
  readonly inFile?: Partial<Backup>;
}

async function setUp({ accounts = [], clients = [], inFile = {} }: Here = {}) {
  const records = new FakeAccountRecords(...accounts.map((each) => ({ state: 'open', account: each }) as const));
  const clientRecords = new FakeClientRecords();
  for (const each of clients) clientRecords.saved.set(each.id, each);
  const findProvider = (id: string) => catalogue().find((provider) => provider.id === id);
  const journal = new FakeJournal();
  const nothing = (): void => undefined;
  const book = accountBook(records, nothing, nothing);
  const own = clientBook(clientRecords, findProvider, () => 'made', nothing);
  await book.load();
  await own.load();
  const refreshing = refresher({
    book,
    journal,
    send: new FakeServer().send,
    hints: serverHints(),
    now: () => T0,
    findClient: (id) => own.find(id),
    findProvider,
    activityChanged: nothing,
  });
  const now = (): number => T0;
  const desk = {
    book,
    clients: own,
    refresher: refreshing,
    during: <T>(work: Promise<T>) => work,
    importItems: (items, wanted, automatic, providers) =>
      importItems(
        { book, clients: own, journal, refresher: refreshing, now, newId: () => 'made', findProvider, ...providers },
        items,
        wanted,
        automatic,
      ),
  } as Pick<Desk, 'book' | 'clients' | 'refresher' | 'during' | 'importItems'> as Desk;

  const world = {
    desk: desk as Desk | undefined,
    /** What the system's dialogs answer. */
    chosen: '/home/me/backups/mine.latchkey' as string | null,
    written: [] as { readonly path: string; readonly backup: Backup }[],
    write: SAVED as Awaited<ReturnType<BackupFiles['write']>>,
    asked: [] as string[],
    /** Done while a passphrase is being tried. */
    meanwhile: nothing,
  };
  const files: BackupFiles = {
    async write(path, backup) {
      if (world.write.kind === 'saved') world.written.push({ path, backup });
      return world.write;
    },
    read: async () => ({ kind: 'found', backup: sealed }),
    async open() {
      world.meanwhile();
      const empty = { createdAt: T0, moved: false, accounts: [], clients: [], providers: [], unreadable: [] };
      return { kind: 'opened', backup: { ...empty, ...inFile } };
    },
    isShort: (given) => given.reveal().length < 8,
  };
  const { handlers, forget } = backups({
    desk: () => world.desk,
    shelf: {
      find: findProvider,
      own: () => [],
      inCatalogue: (id) => findProvider(id) !== undefined,
      keep: async () => SAVED,
    },
    reloadProviders: async () => undefined,
    files,
    dialogs: {
      async saveAs(name) {
        world.asked.push(name);
        return world.chosen;
      },
      open: async () => world.chosen,
    },
    now,
  });
  const exportAll = (more: { readonly stop?: boolean; readonly passphrase?: string } = {}) =>
    handlers.exportBackup({
      accountIds: accounts.map(({ id }) => id),
      clientIds: [],
      providerIds: [],
      passphrase,
      stop: false,
      ...more,
    });
  return { world, handlers, forget, exportAll, book };
}

const refusal = (code: string) => ({ refused: expect.objectContaining({ code }) });

describe('exporting', () => {
  const accounts = [account({ automatic: true }), account({ id: 'account-2', providerId: 'google', automatic: true })];

  it('asks where to, by a name with the day, and tells of the path no more than the file’s name', async () => {
    const { exportAll, world } = await setUp({ accounts, clients: [client()] });
    expect(await exportAll()).toEqual({
      kind: 'saved',
      file: 'mine.latchkey',
      accounts: 2,
      clients: 1,
      providers: 0,
      notStopped: 0,
    });
    expect(world.asked).toEqual([expect.stringMatching(/^latchkey-\d{4}-\d\d-\d\d\.latchkey$/)]);
    expect(world.written.map(({ path }) => path)).toEqual(['/home/me/backups/mine.latchkey']);
  });

  it('writes nothing when its user leaves the system’s dialog', async () => {
    const { exportAll, world } = await setUp({ accounts });
    world.chosen = null;
    expect(await exportAll()).toEqual({ kind: 'cancelled' });
    expect(world.written).toEqual([]);
  });

  it('asks nobody where to with a passphrase that is too short', async () => {
    const { exportAll, world } = await setUp({ accounts });
    expect(await exportAll({ passphrase: 'short' })).toEqual(refusal('passphrase_short'));
    expect(world.asked).toEqual([]);
  });

  it('stops the automatic refresh of one-use accounts only once the file is there, and only where asked to', async () => {
    const { exportAll, world, book } = await setUp({ accounts });
    const automatic = () => book.all().map((each) => each.state === 'open' && each.account.automatic);
    await exportAll();
    expect(automatic()).toEqual([true, true]);
    world.write = { kind: 'failed', reason: 'full', detail: 'ENOSPC' };
    expect(await exportAll({ stop: true })).toEqual(refusal('backup_full'));
    expect(automatic()).toEqual([true, true]);
    world.write = SAVED;
    await exportAll({ stop: true });
    expect(automatic()).toEqual([false, true]);
    const last = world.written.at(-1)?.backup;
    expect([last?.moved, last?.accounts[0]?.automatic]).toEqual([true, true]);
  });

  it('does nothing where Latchkey was locked while the system’s dialog was open', async () => {
    const { exportAll, world } = await setUp({ accounts });
    world.desk = undefined;
    expect(await exportAll()).toEqual(refusal('app_locked'));
    expect(world.written).toEqual([]);
  });
});

describe('importing', () => {
  const inFile = { accounts: [account()], clients: [client()] };

  it('goes through its steps in their order only', async () => {
    const { handlers } = await setUp({ inFile });
    expect(await handlers.openBackup({ passphrase })).toEqual(refusal('not_found'));
    expect(await handlers.importBackup({ keys: [], automatic: false })).toEqual(refusal('not_found'));
    await handlers.pickBackup(undefined);
    expect(await handlers.importBackup({ keys: [], automatic: false })).toEqual(refusal('not_found'));
    expect(await handlers.openBackup({ passphrase })).toMatchObject({
      items: [{ key: 'client-0' }, { key: 'account-0' }],
    });
    expect(await handlers.importBackup({ keys: ['account-0', 'no such key'], automatic: false })).toMatchObject({
      accounts: 1,
      clients: 1,
      failed: [],
      preview: { items: [{ verdict: 'same' }, { verdict: 'same' }] },
    });
  });

  it('keeps the picked file where its user leaves the dialog for another one', async () => {
    const { handlers, world } = await setUp({ inFile });
    await handlers.pickBackup(undefined);
    world.chosen = null;
    expect(await handlers.pickBackup(undefined)).toEqual({ kind: 'cancelled' });
    expect(await handlers.openBackup({ passphrase })).toMatchObject({ items: expect.any(Array) });
  });

  it('forgets what was opened when it is dropped, and when Latchkey is locked', async () => {
    const { handlers, forget, world } = await setUp({ inFile });
    for (const letGo of [() => handlers.dropBackup(undefined), forget]) {
      await handlers.pickBackup(undefined);
      await handlers.openBackup({ passphrase });
      letGo();
      expect(await handlers.importBackup({ keys: ['account-0'], automatic: false })).toEqual(refusal('not_found'));
    }
    await handlers.pickBackup(undefined);
    world.meanwhile = forget;
    expect(await handlers.openBackup({ passphrase })).toEqual(refusal('not_found'));
    expect(await handlers.importBackup({ keys: ['account-0'], automatic: false })).toEqual(refusal('not_found'));
  });

  it('leaves alone what has changed since its user looked, and tells it anew', async () => {
    const newer = account({ generation: 2, tokens: tokens({ accessToken: new Secret('access-2'), issuedAt: T0 + 1 }) });
    const { handlers, book } = await setUp({
      accounts: [account()],
      clients: [client()],
      inFile: { accounts: [newer] },
    });
    await handlers.pickBackup(undefined);
    expect(await handlers.openBackup({ passphrase })).toMatchObject({ items: [{ verdict: 'newer_in_file' }] });
    await book.change('account-1', (now) => ({
      ...now,
      generation: 3,
      tokens: tokens({ accessToken: new Secret('access-3'), issuedAt: T0 + 2 }),
    }));
    expect(await handlers.importBackup({ keys: ['account-0'], automatic: false })).toMatchObject({
      accounts: 0,
      failed: [{ key: 'account-0', error: { code: 'import_overtaken' } }],
      preview: { items: [{ verdict: 'newer_here' }] },
    });
    expect(book.findOpen('account-1')?.tokens.accessToken.reveal()).toBe('access-3');
  });

  it('shows no secret of what was opened', async () => {
    const { handlers } = await setUp({ inFile });
    await handlers.pickBackup(undefined);
    const shown = JSON.stringify([await handlers.openBackup({ passphrase }), handlers.backupChoices(undefined)]);
    for (const secret of ['access-1', 'refresh-1', 'my-client-secret']) expect(shown).not.toContain(secret);
    expect(shown).toContain('my-client');
  });
});
