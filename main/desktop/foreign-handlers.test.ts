import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientBook } from '../accounts';
import { FakeClientRecords } from '../accounts/fakes';
import type { ForeignView } from '../../preload/contract';
import { foreignClients } from './foreign-handlers';
import { providerShelf } from './provider-shelf';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'latchkey-foreign-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function setUp() {
  const shelf = providerShelf(join(folder, 'providers'));
  await shelf.reload();
  let serial = 0;
  const newId = () => `id-${(serial += 1)}`;
  const records = new FakeClientRecords();
  const clients = clientBook(records, shelf.find, newId, () => undefined);
  const state = { path: null as string | null, choosing: async (): Promise<void> => undefined };
  const { handlers, forget } = foreignClients({
    clients: () => clients,
    shelf,
    reloadProviders: async () => void (await shelf.reload()),
    dialogs: {
      saveAs: async () => null,
      async open() {
        await state.choosing();
        return state.path;
      },
    },
    newId,
  });
  const read = async (text: string): Promise<ForeignView> => {
    const answer = await handlers.readForeign({ text });
    if ('refused' in answer) throw new Error(answer.refused.code);
    return answer;
  };
  /** Confirms the first client as it was read, but for what is given. */
  const keep = (view: ForeignView, change: object = {}) => {
    const [first] = view.clients;
    if (first === undefined) throw new Error('nothing was read');
    const { key, name, authorize, token, clientId, callbackUrl, scope, provider } = first;
    return handlers.keepForeign({
      importId: view.importId,
      key,
      providerId: provider?.id ?? null,
      name,
      authorize,
      token,
      clientId,
      callbackUrl,
      scope,
      ...change,
    });
  };
  return { handlers, forget, shelf, clients, state, read, keep };
}

const github = `curl https://github.com/login/oauth/access_token -d grant_type=authorization_code -d client_id=my-client -d client_secret=my-client-secret-0123 -d redirect_uri=https://app.example/cb`;
const acme = `curl https://id.acme.example/oauth/token -u 'my-client:my-client-secret-0123' -d grant_type=client_credentials -d scope=all`;

describe('a client of another tool', () => {
  it('is not read when Latchkey was locked, or the dialog left, while its file was chosen', async () => {
    const { handlers, forget, state, read, keep } = await setUp();
    const view = await read(acme);
    state.path = join(folder, 'token.sh');
    writeFileSync(state.path, acme);
    for (const leave of [forget, () => void handlers.dropForeign(undefined)]) {
      state.choosing = async () => leave();
      expect(await handlers.openForeign(undefined)).toMatchObject({ refused: { code: 'app_locked' } });
      // The next import would have this name.
      expect(await keep({ ...view, importId: 'id-2' })).toMatchObject({ refused: { code: 'not_found' } });
    }
    const reading = handlers.readForeign({ text: acme });
    forget();
    expect(await reading).toMatchObject({ refused: { code: 'app_locked' } });
  });

  it('whose provider is known is kept with it; its secret goes to the vault and to no window', async () => {
    const { read, keep, clients } = await setUp();
    const view = await read(github);
    expect(view).toMatchObject({
      kind: 'curl',
      clients: [{ provider: { id: 'github' }, clientId: 'my-client', secretMask: '••••0123' }],
    });
    expect(JSON.stringify(view)).not.toContain('my-client-secret');
    expect(await keep(view)).toEqual({ clientId: expect.any(String), providerId: 'github' });
    const [kept] = clients.all();
    expect(kept?.clientSecret?.reveal()).toBe('my-client-secret-0123');
    expect(kept).toMatchObject({
      clientId: 'my-client',
      callbackUrl: 'https://app.example/cb',
      endpoints: {},
      authentication: null,
    });
  });

  it('whose provider is not known brings a file of its own, once however often it is tried', async () => {
    const { read, keep, clients, shelf } = await setUp();
    const view = await read(acme);
    expect(await keep(view, { clientId: '' })).toMatchObject({ refused: { code: 'invalid_input', field: 'clientId' } });
    expect(await keep(view, { name: '' })).toMatchObject({ refused: { code: 'invalid_input', field: 'name' } });
    expect(await keep(view, { token: 'http://id.acme.example/token' })).toMatchObject({
      refused: { code: 'endpoint_not_https', field: 'endpoints.token' },
    });
    expect(shelf.own()).toEqual([]);
    expect(await keep(view, { name: 'Acme', token: '' })).toMatchObject({ refused: { code: 'endpoint_missing' } });
    expect(await keep(view, { name: 'Acme' })).toMatchObject({ providerId: 'acme' });
    expect(shelf.own().map(({ provider }) => provider.id)).toEqual(['acme']);
    expect(shelf.find('acme')).toMatchObject({
      endpoints: { token: 'https://id.acme.example/oauth/token' },
      client_authentication: 'client_secret_basic',
    });
    expect(clients.all()).toMatchObject([
      { providerId: 'acme', scope: 'all', endpoints: {}, options: { grant: 'client_credentials' } },
    ]);
  });

  it('leaves its name to a provider that was removed a moment ago and can still come back', async () => {
    const { read, keep, shelf } = await setUp();
    expect(await keep(await read(acme), { name: 'Acme' })).toMatchObject({ providerId: 'acme' });
    await shelf.setAside('acme');
    await shelf.reload();
    expect(await keep(await read(acme), { name: 'Acme' })).toMatchObject({ providerId: 'acme-2' });
    expect(await shelf.bringBack('acme')).toMatchObject({ kind: 'saved' });
  });

  it('keeps endpoints that differ from its provider’s, and further parameters of the sign-in page', async () => {
    const { read, keep, clients } = await setUp();
    const view = await read(
      'https://github.com/login/oauth/authorize?client_id=c&redirect_uri=https%3A%2F%2Fa.example%2F&allow_signup=false',
    );
    await keep(view, { token: 'https://proxy.example/token' });
    expect(clients.all()).toMatchObject([
      {
        endpoints: { token: 'https://proxy.example/token' },
        options: { params: { authorize: { allow_signup: 'false' } } },
      },
    ]);
    expect(clients.all()[0]?.endpoints.authorize).toBeUndefined();
  });

  it('with parameters or resources that Latchkey sends itself, or cannot send, is kept without them', async () => {
    const { read, keep, clients } = await setUp();
    const url =
      'https://open.weixin.qq.com/connect/qrconnect?appid=a&redirect_uri=https%3A%2F%2Fa.example%2F&client_id=c&login_hint=x&%E4%BD%A0=1&resource=https%3A%2F%2Fa.example%23b';
    expect(await keep(await read(url))).toMatchObject({ clientId: expect.any(String) });
    const names = ['response_type', 'scope', 'code_challenge', 'prompt', 'resource'];
    const oauth2 = {
      clientId: 'c',
      authUrl: 'https://github.com/login/oauth/authorize',
      accessTokenUrl: 'https://github.com/login/oauth/access_token',
      redirect_uri: 'https://a.example/',
      authRequestParams: names.map((key) => ({ key, value: 'https://api.example', enabled: true })),
    };
    const view = await read(JSON.stringify({ info: {}, item: [], auth: { type: 'oauth2', oauth2 } }));
    expect(view.clients[0]?.leftOut.map(({ at, reason }) => `${at}: ${reason}`)).toEqual(
      ['response_type', 'scope', 'code_challenge'].map((name) => `auth.oauth2.authRequestParams.${name}: not_taken`),
    );
    expect(await keep(view)).toMatchObject({ providerId: 'github' });
    const params = { authorize: { prompt: 'https://api.example' } };
    expect(clients.all()[1]?.options).toMatchObject({ params, resources: ['https://api.example'] });
  });

  it('is forgotten when it is dropped, Latchkey is locked, or another text is read', async () => {
    const { read, keep, handlers, forget } = await setUp();
    const gone = { refused: { code: 'not_found' } };
    const first = await read(github);
    await handlers.dropForeign(undefined);
    expect(await keep(first)).toMatchObject(gone);
    const second = await read(github);
    forget();
    expect(await keep(second)).toMatchObject(gone);
    const third = await read(github);
    await read(acme);
    expect(await keep(third)).toMatchObject(gone);
  });
});

describe('a chosen file', () => {
  it('is read whatever it is called', async () => {
    const { handlers, state } = await setUp();
    expect(await handlers.openForeign(undefined)).toBeNull();
    state.path = join(folder, 'command.txt');
    writeFileSync(state.path, github);
    expect(await handlers.openForeign(undefined)).toMatchObject({ kind: 'curl', file: 'command.txt' });
  });

  it('is read as UTF-16, too, as a Windows shell writes it', async () => {
    const { handlers, state } = await setUp();
    state.path = join(folder, 'wide.txt');
    writeFileSync(state.path, Buffer.from(`\uFEFF${github}`, 'utf16le'));
    expect(await handlers.openForeign(undefined)).toMatchObject({ kind: 'curl', clients: [{ clientId: 'my-client' }] });
  });

  it('that is too large, no file, not there, or none of the forms is refused', async () => {
    const { handlers, state } = await setUp();
    const refusal = async (path: string) => {
      state.path = path;
      return (await handlers.openForeign(undefined)) as { refused: { code: string } };
    };
    const large = join(folder, 'large.json');
    writeFileSync(large, Buffer.alloc(8 * 1024 * 1024 + 1, 32));
    expect(await refusal(large)).toMatchObject({ refused: { code: 'foreign_too_large' } });
    // Nor is it read first: Node reads no file of this size.
    truncateSync(large, 3 * 1024 ** 3);
    expect(await refusal(large)).toMatchObject({ refused: { code: 'foreign_too_large' } });
    expect(await refusal(folder)).toMatchObject({ refused: { code: 'foreign_unknown' } });
    expect(await refusal(join(folder, 'no'))).toMatchObject({ refused: { code: 'foreign_unreadable' } });
    const other = join(folder, 'other.json');
    writeFileSync(other, '{"info":{},"item":[]}');
    expect(await refusal(other)).toMatchObject({ refused: { code: 'foreign_no_client' } });
  });
});
