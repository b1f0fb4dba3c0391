/** After the grant: who the user is, somebody else at the second sign-in, what the server says of a token, revocation. */
import type { Locator } from '@playwright/test';
import { startAnsweringServer, type AnsweringServer } from './support/answering-server';
import { details, dialog, expect, test as base, type Latchkey } from './support/practice';
import { accountRow, connectFromForm, expectStatus, fillClientForm, openOtherProvider } from './support/screen';
import {
  OIDC_CALLBACK,
  OIDC_CLIENTS,
  signInToOidcServer,
  startOidcServer,
  type OidcServer,
} from './support/oidc-server';

const test = base.extend<{ readonly server: AnsweringServer; readonly oidc: OidcServer }>({
  server: async ({}, use) => {
    const server = await startAnsweringServer();
    await use(server);
    await server.close();
  },
  oidc: async ({}, use) => {
    const server = await startOidcServer({ afterTheGrant: true });
    await use(server);
    await server.close();
  },
});

/** A provider file for the server. */
function acme(server: AnsweringServer, patch: object = {}): Readonly<Record<string, unknown>> {
  const at = (path: string) => `${server.origin}${path}`;
  return {
    version: 1,
    id: 'acme',
    name: 'Acme',
    endpoints: { authorize: at('/authorize'), token: at('/token') },
    grants: { authorization_code: {}, refresh_token: {} },
    userinfo: { url: at('/userinfo') },
    introspect: { url: at('/introspect') },
    revoke: { url: at('/revoke') },
    ...patch,
  };
}

async function connect(latchkey: Latchkey): Promise<Locator> {
  await openOtherProvider(latchkey, 'Acme');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Client secret': 'a-secret',
    'Callback URL': 'http://callback.invalid/cb',
  });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Acme');
  await expectStatus(row, 'Fresh');
  return row;
}

function menuItem(latchkey: Latchkey, name: string): Locator {
  return latchkey.window.getByRole('menuitem', { name, exact: true });
}

async function choose(latchkey: Latchkey, row: Locator, item: string): Promise<void> {
  await row.getByRole('button', { name: 'More actions' }).click();
  await menuItem(latchkey, item).click();
}

async function showDetails(latchkey: Latchkey, row: Locator): Promise<Locator> {
  await choose(latchkey, row, 'Show details');
  return details(latchkey);
}

const ada = {
  sub: 'u-ada',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  picture: 'https://pictures.example/ada.png',
};

test.describe('who the user is', () => {
  test('is asked after connecting, and shown with the account; its picture is not loaded', async ({
    launch,
    server,
  }) => {
    server.answers.set('GET /userinfo', { body: ada });
    const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('Ada Lovelace');
    await expect(identity).toContainText('u-ada');
    await expect(identity).toContainText('https://pictures.example/ada.png');
    await expect(latchkey.window.locator('img')).toHaveCount(0);
    expect(server.of('GET /userinfo')[0]?.authorization).toBe('Bearer access-1');
  });

  for (const [what, reply, words] of [
    ['a page', { body: '<!doctype html><title>Log in</title>' }, 'A web page came instead of an answer.'],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }, 'tokens do not follow redirects'],
    ['a list', { body: [ada] }, 'cannot be read'],
    ['more than a megabyte', { body: { sub: 'x'.repeat(1_200_000) } }, 'too large to be one'],
    ['prototype keys', { body: '{"__proto__":{"sub":"evil"}}' }, 'names nobody'],
    ['a refusal', { status: 403, body: { error: 'insufficient_scope' } }, 'insufficient_scope'],
  ] as const) {
    test(`stays unknown after ${what}: a clear message, and the account is unharmed`, async ({ launch, server }) => {
      server.answers.set('GET /userinfo', reply);
      const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
      const row = await connect(latchkey);
      const identity = (await showDetails(latchkey, row)).getByRole('region', { name: 'Identity' });
      await expect(identity.getByRole('alert')).toContainText(words);
      await expectStatus(row, 'Fresh');

      server.answers.set('GET /userinfo', { body: ada });
      await identity.getByRole('button', { name: 'Who is this?' }).click();
      await expect(identity).toContainText('Ada Lovelace');
      await expect(identity.getByRole('alert')).toBeHidden();
    });
  }

  test('cannot write over its line, and is as it is in a word that reads from the right', async ({
    launch,
    server,
  }) => {
    server.answers.set('GET /userinfo', { body: { sub: 'u\u202Etxt.exe', name: `שלום\u0007 <b>x</b>` } });
    const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('שלום <b>x</b>');
    await expect(identity).toContainText('u txt.exe');
  });

  test('does not change within a grant: another person in the answer is told, not taken', async ({
    launch,
    server,
  }) => {
    server.answers.set('GET /userinfo', { body: ada });
    const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('Ada Lovelace');
    server.answers.set('GET /userinfo', { body: { sub: 'u-eve', name: 'Eve' } });
    await identity.getByRole('button', { name: 'Ask again' }).click();
    await expect(identity.getByRole('alert')).toContainText('somebody else than before');
    await expect(identity).toContainText('Ada Lovelace');
  });

  test('is found in two steps, behind JSONP, as QQ tells it', async ({ launch, server }) => {
    const at = (path: string) => `${server.origin}${path}`;
    server.answers.set('GET /oauth2.0/me', { body: 'callback( {"client_id":"me","openid":"OPENID-7"} );\n' });
    server.answers.set('GET /user/get_user_info', ({ query }) =>
      query.get('openid') === 'OPENID-7' && query.get('oauth_consumer_key') === 'me'
        ? { body: { ret: 0, msg: '', nickname: '小企鹅' } }
        : { body: { ret: -1, msg: 'openid is invalid' } },
    );
    const file = acme(server, {
      token_in_api_call: { in: 'query', params: { oauth_consumer_key: '{client_id}', openid: '{openid}' } },
      introspect: {
        url: at('/oauth2.0/me'),
        method: 'GET',
        encoding: 'query',
        authenticate: 'none',
        params: { access_token: '{access_token}' },
        identity: 'openid',
        extras: { openid: 'openid' },
      },
      userinfo: { url: at('/user/get_user_info'), label: 'nickname', success: { field: 'ret', equals: [0] } },
    });
    const latchkey = await launch({ providers: { 'acme.json': file } });
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('小企鹅');
    await expect(identity).toContainText('OPENID-7');
  });

  test('comes from a certified server, which also looks tokens up and revokes them', async ({ latchkey, oidc }) => {
    await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
    await fillClientForm(latchkey, {
      'Client ID': OIDC_CLIENTS.basic.client_id,
      'Client secret': OIDC_CLIENTS.basic.client_secret,
      'Callback URL': OIDC_CALLBACK,
      Scope: 'openid read write',
      'Authorize endpoint': oidc.authorizeEndpoint,
      'Token endpoint': oidc.tokenEndpoint,
      'Userinfo endpoint': oidc.userinfoEndpoint,
      'Introspection endpoint': oidc.introspectionEndpoint,
      'Revocation endpoint': oidc.revocationEndpoint,
    });
    await signInToOidcServer(await connectFromForm(latchkey));
    const row = accountRow(latchkey, 'Standard OAuth 2.0 server');
    const pane = await showDetails(latchkey, row);
    await expect(pane.getByRole('region', { name: 'Identity' })).toContainText('somebody');

    const told = pane.getByRole('region', { name: 'What the server says' });
    await told.getByRole('button', { name: 'Ask about the refresh token' }).click();
    await expect(told).toContainText('good');
    await expect(told).toContainText('basic-client');

    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('Refresh tokenrevoked');
    await dialog(latchkey).getByRole('button', { name: 'Done' }).click();
    await expectStatus(row, 'Sign-in needed');
    await told.getByRole('button', { name: 'Ask about the access token' }).click();
    await expect(told).toContainText('not good');
  });
});

test.describe('connecting again as somebody else', () => {
  async function connectAgainAsEve(launch: () => Promise<Latchkey>, server: AnsweringServer) {
    server.answers.set('GET /userinfo', { body: ada });
    const latchkey = await launch();
    const row = await connect(latchkey);
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.after.identity.profile?.id).toBe('u-ada');
    const [first] = (await latchkey.view()).accounts;
    server.answers.set('GET /userinfo', { body: { sub: 'u-eve', name: 'Eve' } });
    await choose(latchkey, row, 'Connect again…');
    const second = accountRow(latchkey, 'Acme 2');
    await expect(second).toContainText('the server names somebody else');
    await expect(second).toContainText('Eve');
    return { latchkey, row, second, first: first! };
  }

  test('keeps the account as it was, and the new tokens beside it', async ({ launch, server }) => {
    const options = { providers: { 'acme.json': acme(server) } };
    const { latchkey, second, first } = await connectAgainAsEve(() => launch(options), server);
    const before = (await latchkey.view()).accounts.find(({ id }) => id === first.id);
    expect(before).toMatchObject({ access: first.access, generation: 1 });
    await second.getByRole('button', { name: 'Keep as a new account' }).click();
    await expect(second).not.toContainText('somebody else');
    expect((await latchkey.view()).accounts).toHaveLength(2);
  });

  test('leaves the decision for after a restart, whatever ended the app', async ({ launch, server }) => {
    const options = { providers: { 'acme.json': acme(server) } };
    const { latchkey } = await connectAgainAsEve(() => launch(options), server);
    await latchkey.kill();
    const again = await launch(options);
    const second = accountRow(again, 'Acme 2');
    await expect(second).toContainText('the server names somebody else');
    expect((await again.view()).accounts).toHaveLength(2);
  });

  test('is the same person after all: the tokens take the place of the old ones', async ({ launch, server }) => {
    const options = { providers: { 'acme.json': acme(server) } };
    const { latchkey, second, first } = await connectAgainAsEve(() => launch(options), server);
    const [access] = (await latchkey.view()).accounts.filter(({ id }) => id !== first.id).map((each) => each.access);
    await second.getByRole('button', { name: 'Same person: replace' }).click();
    await expect(second).toBeHidden();
    const { accounts } = await latchkey.view();
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({ id: first.id, access, previous: { fingerprint: first.access?.fingerprint } });
  });

  test('was a slip: the new one is revoked and removed', async ({ launch, server }) => {
    server.answers.set('POST /revoke', {});
    const options = { providers: { 'acme.json': acme(server) } };
    const { latchkey, second, first } = await connectAgainAsEve(() => launch(options), server);
    await second.getByRole('button', { name: 'Remove the new one…' }).click();
    await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(second).toBeHidden();
    expect(server.of('POST /revoke').map(({ body }) => new URLSearchParams(body).get('token'))).toEqual([
      'refresh-2',
      'access-2',
    ]);
    expect((await latchkey.view()).accounts.map(({ id }) => id)).toEqual([first.id]);
  });

  test('as the same person is an ordinary connect', async ({ launch, server }) => {
    server.answers.set('GET /userinfo', { body: ada });
    const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
    const row = await connect(latchkey);
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.after.identity.profile?.id).toBe('u-ada');
    await choose(latchkey, row, 'Connect again…');
    await expect.poll(async () => (await latchkey.view()).accounts.map(({ generation }) => generation)).toEqual([2]);
  });
});

test.describe('asking about a token', () => {
  test('points out where the server counts otherwise, and takes its end over', async ({ launch, server }) => {
    const end = Math.floor(Date.now() / 1000) + 7200;
    server.answers.set('GET /userinfo', { body: ada });
    server.answers.set('POST /introspect', {
      body: { active: true, exp: end, scope: 'read admin', client_id: 'me', username: 'ada', access_token: 'access-1' },
    });
    const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
    const pane = await showDetails(latchkey, await connect(latchkey));
    const told = pane.getByRole('region', { name: 'What the server says' });
    await told.getByRole('button', { name: 'Ask about the access token' }).click();
    await expect(told).toContainText('Latchkey counts with another end');
    await expect(told).toContainText('Not among the server’s scopes: write');
    await expect(told).toContainText('Further scopes at the server: admin');
    await expect(told).not.toContainText('access-1');
    await told.getByRole('button', { name: 'Take the server’s expiry' }).click();
    await expect(pane).toContainText('as the server said when asked');
    expect((await latchkey.view()).accounts[0]?.access?.expiry).toEqual({
      kind: 'at',
      at: end * 1000,
      source: 'introspection',
    });
  });

  test('tells how far the server’s clock is from this one', async ({ launch, server }) => {
    const date = () => new Date(Date.now() + 42_000).toUTCString();
    server.answers.set('GET /userinfo', () => ({ body: ada, headers: { date: date() } }));
    const latchkey = await launch({ providers: { 'acme.json': acme(server) } });
    const pane = await showDetails(latchkey, await connect(latchkey));
    await expect(pane).toContainText('Server’s clock');
    await expect(pane).toContainText('ahead of this computer');
  });
});

test.describe('revoking', () => {
  test('follows GitHub: DELETE, Basic, JSON', async ({ launch, server }) => {
    server.answers.set('DELETE /applications/me/token', { status: 204 });
    const file = acme(server, {
      userinfo: undefined,
      revoke: {
        url: `${server.origin}/applications/{client_id}/token`,
        method: 'DELETE',
        encoding: 'json',
        authenticate: 'basic',
        params: { access_token: '{access_token}' },
      },
    });
    const latchkey = await launch({ providers: { 'acme.json': file } });
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('All tokens of this sign-inrevoked');
    await dialog(latchkey).getByRole('button', { name: 'Done' }).click();
    const [sent] = server.of('DELETE /applications/me/token');
    expect(sent?.authorization).toBe(`Basic ${Buffer.from('me:a-secret').toString('base64')}`);
    expect(sent?.body).toBe('{"access_token":"access-1"}');
    await expectStatus(row, 'Sign-in needed');
    await expect(row).toContainText('Revoked by you');
    await row.getByRole('button', { name: 'Connect again', exact: true }).click();
    await expectStatus(row, 'Fresh');
    await expect(row).not.toContainText('Revoked by you');
  });

  test('does not believe ok:false under 200, as Slack sends it', async ({ launch, server }) => {
    server.answers.set('POST /auth.revoke', { body: { ok: false, error: 'not_allowed_token_type' } });
    const file = acme(server, {
      userinfo: undefined,
      revoke: {
        url: `${server.origin}/auth.revoke`,
        authenticate: 'token',
        params: {},
        success: { field: 'revoked', equals: [true] },
      },
    });
    const latchkey = await launch({ providers: { 'acme.json': file } });
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('not revoked');
    await dialog(latchkey).getByRole('button', { name: 'What the server said' }).click();
    await expect(dialog(latchkey)).toContainText('not_allowed_token_type');
    await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
    await expectStatus(row, 'Fresh');
  });

  test('goes on with the access token where the server knows no refresh tokens', async ({ launch, server }) => {
    server.answers.set('POST /revoke', ({ body }) =>
      new URLSearchParams(body).get('token') === 'refresh-1'
        ? { status: 400, body: { error: 'unsupported_token_type' } }
        : {},
    );
    const latchkey = await launch({ providers: { 'acme.json': acme(server, { userinfo: undefined }) } });
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('Refresh tokennot revoked');
    await expect(dialog(latchkey)).toContainText('Access tokenrevoked');
    const hints = server.of('POST /revoke').map(({ body }) => new URLSearchParams(body).get('token_type_hint'));
    expect(hints).toEqual(['refresh_token', null, 'access_token']);
  });

  test('on removing is asked, and a refusal leaves the choice', async ({ launch, server }) => {
    server.answers.set('POST /revoke', { status: 503, body: { error: 'temporarily_unavailable' } });
    const latchkey = await launch({ providers: { 'acme.json': acme(server, { userinfo: undefined }) } });
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Remove…');
    await expect(dialog(latchkey).getByRole('switch', { name: 'Revoke them at Acme too' })).toBeChecked();
    await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('Nothing has been removed yet.');
    await expect(row).toBeAttached();
    await dialog(latchkey).getByRole('button', { name: 'Remove anyway' }).click();
    await expect(row).toBeHidden();
  });

  test('never holds removing up: a server that does not answer is not waited for', async ({ launch, server }) => {
    server.answers.set('POST /revoke', 'hang');
    const latchkey = await launch({ providers: { 'acme.json': acme(server, { userinfo: undefined }) } });
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Remove…');
    await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(() => server.of('POST /revoke').length).toBe(1);
    await dialog(latchkey).getByRole('button', { name: 'Remove without waiting' }).click();
    await expect(row).toBeHidden();
    // Otherwise quitting waits for the answer.
    await server.close();
  });

  test('is not offered where there is no way; what stays valid is said', async ({ launch, server }) => {
    const file = acme(server, { userinfo: undefined, revoke: undefined });
    const latchkey = await launch({ providers: { 'acme.json': file } });
    const row = await connect(latchkey);
    await row.getByRole('button', { name: 'More actions' }).click();
    await expect(menuItem(latchkey, 'Revoke…')).toBeHidden();
    await menuItem(latchkey, 'Remove…').click();
    await expect(dialog(latchkey)).toContainText('Acme offers no way to revoke them');
  });
});

test('a refresh that comes too early for the provider is sent only on its user’s word', async ({ launch, server }) => {
  const file = acme(server, { userinfo: undefined, refresh: { at_most_every: 86_400 } });
  const latchkey = await launch({ providers: { 'acme.json': file } });
  const row = await connect(latchkey);
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('takes no refresh before');
  expect(server.of('POST /token')).toHaveLength(1);
  await dialog(latchkey).getByRole('button', { name: 'Refresh anyway' }).click();
  await expect.poll(async () => (await latchkey.view()).accounts[0]?.generation).toBe(2);
});

test('where a refused refresh ends the refresh token, a second one needs its user’s word', async ({
  launch,
  server,
}) => {
  const file = acme(server, { userinfo: undefined, refresh: { after_failure: 'burned' } });
  const latchkey = await launch({ providers: { 'acme.json': file } });
  const row = await connect(latchkey);
  server.answers.set('POST /token', { status: 503, body: { error: 'temporarily_unavailable' } });
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(row).toContainText('Your token is safe');
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog(latchkey)).toContainText('even a refused refresh ends the refresh token');
  expect(server.of('POST /token')).toHaveLength(2);
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
});
