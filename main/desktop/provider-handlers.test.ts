/** Providers by form: judged as files are, kept only whole, previewed without a secret. */
import { describe, expect, it } from 'vitest';
import { clientBook, madeKeys, type ProviderFile } from '../accounts';
import { client, DISK_FULL, FakeClientRecords, SAVED, T0 } from '../accounts/fakes';
import type { SaveResult } from '../accounts';
import { catalogue } from '../providers';
import { Secret } from '../oauth';
import { providerHandlers } from './provider-handlers';

const sound = {
  version: 1,
  id: 'acme',
  name: 'Acme',
  endpoints: { authorize: 'https://acme.test/authorize', token: 'https://acme.test/token' },
  grants: { authorization_code: {} },
};

async function setUp() {
  const world: {
    readonly kept: ProviderFile[];
    /** As they were before they were changed. */
    readonly before: ProviderFile[];
    readonly opened: string[];
    saving: SaveResult;
    readonly own: Map<string, Record<string, unknown>>;
  } = {
    kept: [],
    before: [],
    opened: [],
    saving: SAVED,
    own: new Map([['mine', { ...sound, id: 'mine', notes: ['kept'] }]]),
  };
  const find = (id: string) => catalogue().find((one) => one.id === id);
  const records = new FakeClientRecords();
  records.saved.set('client-1', client({ clientSecret: new Secret('canary-secret') }));
  const clients = clientBook(
    records,
    find,
    () => 'new',
    () => undefined,
  );
  await clients.load();
  const handlers = providerHandlers({
    shelf: {
      find,
      fileOf: (id) => world.own.get(id) ?? null,
      textOf: (id) => (world.own.has(id) ? text(world.own.get(id)) : null),
      isTaken: (id) => world.own.has(id) || find(id) !== undefined,
      inCatalogue: (id) => find(id) !== undefined,
      async keep(file) {
        if (world.saving.kind === 'saved') world.kept.push(file);
        return world.saving;
      },
    },
    clients: () => clients,
    madeKeys: () => madeKeys(() => 'handle'),
    providerWas: (before) => void world.before.push(before),
    now: () => T0,
    openProvidersFolder: async () => undefined,
    reloadProviders: async () => undefined,
    openInBrowser: async (url) => void world.opened.push(url),
  });
  return { world, handlers, clients };
}

const text = (file: unknown): string => JSON.stringify(file);

describe('a file in a form', () => {
  it('that is sound has no problem and a preview', async () => {
    const { handlers } = await setUp();
    const checked = await handlers.checkProvider({ file: text(sound), replaces: null, grant: null });
    expect(checked).toMatchObject({ problems: [], preview: { grant: 'authorization_code' } });
  });

  it('shows what comes after the name, and its preview, before there is a name', async () => {
    const { handlers } = await setUp();
    const unnamed = { ...sound, id: '', name: '' };
    const checked = await handlers.checkProvider({ file: text(unnamed), replaces: null, grant: null });
    expect(checked).toMatchObject({
      problems: [{ path: 'id' }, { path: 'name' }],
      preview: { grants: ['authorization_code'] },
    });
    const http = { ...unnamed, endpoints: { token: 'http://acme.test' } };
    const both = await handlers.checkProvider({ file: text(http), replaces: null, grant: null });
    expect('problems' in both && both.problems.map(({ path }) => path)).toEqual(['id', 'name', 'endpoints.token']);
    expect(both).toMatchObject({ preview: null });
  });

  it.each([
    ['an id of the catalogue', { ...sound, id: 'github' }, null, /^"github" is taken by the catalogue/],
    ['an id of another file', { ...sound, id: 'mine' }, null, /^"mine" is taken by a file of yours/],
    ['another id than before', sound, 'mine', /^must stay "mine"/],
  ])('with %s is refused at its id, also beside another problem', async (_, file, replaces, reason) => {
    const { handlers, world } = await setUp();
    for (const one of [file, { ...file, endpoints: { token: 'http://acme.test' } }]) {
      const checked = await handlers.checkProvider({ file: text(one), replaces, grant: null });
      expect('problems' in checked && checked.problems.find(({ path }) => path === 'id')?.reason).toMatch(reason);
    }
    expect(await handlers.saveProvider({ file: text(file), replaces })).toMatchObject({
      refused: { code: 'provider_invalid' },
    });
    expect(world.kept).toEqual([]);
  });

  it('that is no JSON is refused and harms nothing', async () => {
    const { handlers } = await setUp();
    for (const file of ['{', 'null', '[]', '"x"']) {
      const checked = await handlers.checkProvider({ file, replaces: null, grant: null });
      expect(checked).toMatchObject({ preview: null });
      expect('problems' in checked && checked.problems.length).toBe(1);
    }
  });

  it('that takes the place of another tells what stood there before; a new one tells nothing', async () => {
    const { handlers, world } = await setUp();
    const mine = { ...sound, id: 'mine' };
    await handlers.saveProvider({ file: text(sound), replaces: null });
    expect(world.before).toEqual([]);
    expect(await handlers.saveProvider({ file: text(mine), replaces: 'mine' })).toEqual({ providerId: 'mine' });
    expect(world.before).toEqual([{ id: 'mine', text: text({ ...mine, notes: ['kept'] }) }]);
  });

  it('is kept as it was typed; what cannot be written is said', async () => {
    const { handlers, world } = await setUp();
    expect(await handlers.saveProvider({ file: text(sound), replaces: null })).toEqual({ providerId: 'acme' });
    expect(world.kept).toEqual([{ id: 'acme', text: text(sound) }]);
    world.saving = DISK_FULL;
    expect(await handlers.saveProvider({ file: text(sound), replaces: null })).toMatchObject({
      refused: { code: 'vault_full' },
    });
  });
});

describe('reading a provider', () => {
  it('gives a file of the user’s own to be edited, and none of the catalogue', async () => {
    const { handlers } = await setUp();
    expect(await handlers.readProvider({ providerId: 'mine', copy: false })).toMatchObject({
      file: expect.stringContaining('"notes"'),
    });
    expect(await handlers.readProvider({ providerId: 'github', copy: false })).toMatchObject({
      refused: { code: 'not_found' },
    });
  });

  it('copies any of them under an id that is free', async () => {
    const { handlers, world } = await setUp();
    world.own.set('github-copy', {});
    const read = await handlers.readProvider({ providerId: 'github', copy: true });
    const copy = JSON.parse('file' in read ? read.file : '') as Record<string, unknown>;
    expect(copy['id']).toBe('github-copy-2');
    const checked = await handlers.checkProvider({ file: text(copy), replaces: null, grant: null });
    expect(checked).toMatchObject({ problems: [] });
  });

  it('opens only what its file names', async () => {
    const { handlers, world } = await setUp();
    const url = 'https://cloud.baidu.com/doc/NLP/s/Tk6z52d7c';
    expect(await handlers.openProviderSource({ providerId: 'baidu', url })).toBeNull();
    expect(await handlers.openProviderSource({ providerId: 'baidu', url: 'https://elsewhere.test' })).toMatchObject({
      refused: { code: 'not_found' },
    });
    expect(world.opened).toEqual([url]);
  });

  it('tells grants, refreshing and what is not sure', async () => {
    const { handlers } = await setUp();
    expect(handlers.describeProvider({ providerId: 'baidu' })).toMatchObject({
      refresh: { token: 'one_use', afterFailure: 'burned' },
      pkce: false,
      unverified: [expect.any(String)],
    });
  });
});

describe('a client in its form', () => {
  const input = {
    id: 'client-1',
    providerId: 'sinaapp',
    clientId: 'me',
    clientSecret: null,
    callbackUrl: 'http://death.sinaapp.com/sae_callback.php',
    scope: '',
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: null,
  };

  it('is previewed as it stands there, without its stored secret', async () => {
    const { handlers } = await setUp();
    const previewed = await handlers.previewClient({ client: input, typedKey: false, grant: null });
    expect(previewed).toMatchObject({ problem: null });
    expect(JSON.stringify(previewed)).toContain('client_id=me&client_secret={client_secret}');
    expect(JSON.stringify(previewed)).not.toContain('canary');
  });

  it('that could not be kept says why and at which field', async () => {
    const { handlers } = await setUp();
    const endpoints = { ...input.endpoints, token: 'http://tokens.test' };
    const previewed = await handlers.previewClient({ client: { ...input, endpoints }, typedKey: false, grant: null });
    expect(previewed).toMatchObject({
      problem: { code: 'endpoint_not_https', field: 'endpoints.token' },
      preview: null,
    });
  });

  it('that is copied has the secret of the other, a new id, and none of its registration', async () => {
    const { clients } = await setUp();
    const saved = await clients.save({ ...input, id: null, copyOf: 'client-1', name: ' Copy ' });
    expect(saved).toMatchObject({ kind: 'saved', client: { id: 'new', name: 'Copy', registration: null } });
    expect(clients.find('new')?.clientSecret?.reveal()).toBe('canary-secret');
    // SECURITY: a copy for another provider would take the secret to other servers.
    const foreign = await clients.save({ ...input, id: null, copyOf: 'client-1', providerId: 'weibo' });
    expect(foreign).toMatchObject({ kind: 'invalid', problem: { code: 'not_found' } });
  });

  it('keeps its name where none is given, and loses it to an empty one', async () => {
    const { clients } = await setUp();
    await clients.save({ ...input, name: 'Work' });
    await clients.save(input);
    expect(clients.find('client-1')?.name).toBe('Work');
    await clients.save({ ...input, name: '' });
    expect(clients.find('client-1')?.name).toBeNull();
  });

  it('loses its secret and its key when they are removed', async () => {
    const { clients } = await setUp();
    await clients.save({ ...input, clientSecret: '', key: { kind: 'none' } });
    expect(clients.find('client-1')).toMatchObject({ clientSecret: null, key: null });
  });
});
