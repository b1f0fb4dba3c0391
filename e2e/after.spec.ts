/** After the grant: who the user is, and somebody else at the second sign-in. */
import { acme, ada, choose, connect, dialog, expect, showDetails, test as base } from './support/acme';
import type { AnsweringServer, Latchkey } from './support/acme';
import {
  OIDC_CALLBACK,
  OIDC_CLIENTS,
  signInToOidcServer,
  startOidcServer,
  type OidcServer,
} from './support/oidc-server';
import { accountRow, connectFromForm, expectStatus, fillClientForm, openOtherProvider } from './support/screen';

const test = base.extend<{ readonly oidc: OidcServer }>({
  oidc: async ({}, use) => {
    const server = await startOidcServer({ afterTheGrant: true });
    await use(server);
    await server.close();
  },
});

test.describe('who the user is', () => {
  test('is asked after connecting, and shown with the account; its picture is not loaded', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    server.answers.set('GET /userinfo', { body: ada });
    await latchkey.addProvider('acme.json', acme(server));
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
    test(`stays unknown after ${what}: a clear message, and the account is unharmed`, async ({
      sharedLatchkey: latchkey,
      server,
    }) => {
      server.answers.set('GET /userinfo', reply);
      await latchkey.addProvider('acme.json', acme(server));
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
    sharedLatchkey: latchkey,
    server,
  }) => {
    server.answers.set('GET /userinfo', { body: { sub: 'u\u202Etxt.exe', name: `שלום\u0007 <b>x</b>` } });
    await latchkey.addProvider('acme.json', acme(server));
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('שלום <b>x</b>');
    await expect(identity).toContainText('u txt.exe');
  });

  test('does not change within a grant: another person in the answer is told, not taken', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    server.answers.set('GET /userinfo', { body: ada });
    await latchkey.addProvider('acme.json', acme(server));
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('Ada Lovelace');
    server.answers.set('GET /userinfo', { body: { sub: 'u-eve', name: 'Eve' } });
    await identity.getByRole('button', { name: 'Ask again' }).click();
    await expect(identity.getByRole('alert')).toContainText('somebody else than before');
    await expect(identity).toContainText('Ada Lovelace');
  });

  test('is found in two steps, behind JSONP, as QQ tells it', async ({ sharedLatchkey: latchkey, server }) => {
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
    await latchkey.addProvider('acme.json', file);
    const identity = (await showDetails(latchkey, await connect(latchkey))).getByRole('region', { name: 'Identity' });
    await expect(identity).toContainText('小企鹅');
    await expect(identity).toContainText('OPENID-7');
  });

  test('comes from a certified server, which also looks tokens up and revokes them', async ({
    sharedLatchkey: latchkey,
    oidc,
  }) => {
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
  async function connectAgainAsEve(latchkey: Latchkey, server: AnsweringServer) {
    server.answers.set('GET /userinfo', { body: ada });
    await latchkey.addProvider('acme.json', acme(server));
    const row = await connect(latchkey);
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.after.identity.profile?.id).toBe('u-ada');
    const [first] = (await latchkey.view()).accounts;
    server.answers.set('GET /userinfo', { body: { sub: 'u-eve', name: 'Eve' } });
    await choose(latchkey, row, 'Connect again…');
    const second = accountRow(latchkey, 'Acme 2');
    await expect(second).toContainText('the server names somebody else');
    await expect(second).toContainText('Eve');
    return { second, first: first! };
  }

  test('keeps the account as it was, and the new tokens beside it', async ({ sharedLatchkey: latchkey, server }) => {
    const { second, first } = await connectAgainAsEve(latchkey, server);
    const before = (await latchkey.view()).accounts.find(({ id }) => id === first.id);
    expect(before).toMatchObject({ access: first.access, generation: 1 });
    await second.getByRole('button', { name: 'Keep as a new account' }).click();
    await expect(second).not.toContainText('somebody else');
    expect((await latchkey.view()).accounts).toHaveLength(2);
  });

  test('leaves the decision for after a restart, whatever ended the app', async ({ launch, server }) => {
    const latchkey = await launch();
    await connectAgainAsEve(latchkey, server);
    await latchkey.kill();
    const again = await launch();
    const second = accountRow(again, 'Acme 2');
    await expect(second).toContainText('the server names somebody else');
    expect((await again.view()).accounts).toHaveLength(2);
  });

  test('is the same person after all: the tokens take the place of the old ones', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    const { second, first } = await connectAgainAsEve(latchkey, server);
    const [access] = (await latchkey.view()).accounts.filter(({ id }) => id !== first.id).map((each) => each.access);
    await second.getByRole('button', { name: 'Same person: replace' }).click();
    await expect(second).toBeHidden();
    const { accounts } = await latchkey.view();
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({ id: first.id, access, previous: { fingerprint: first.access?.fingerprint } });
  });

  test('was a slip: the new one is revoked and removed', async ({ sharedLatchkey: latchkey, server }) => {
    server.answers.set('POST /revoke', {});
    const { second, first } = await connectAgainAsEve(latchkey, server);
    await second.getByRole('button', { name: 'Remove the new one…' }).click();
    await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(second).toBeHidden();
    expect(server.of('POST /revoke').map(({ body }) => new URLSearchParams(body).get('token'))).toEqual([
      'refresh-2',
      'access-2',
    ]);
    expect((await latchkey.view()).accounts.map(({ id }) => id)).toEqual([first.id]);
  });

  test('as the same person is an ordinary connect', async ({ sharedLatchkey: latchkey, server }) => {
    server.answers.set('GET /userinfo', { body: ada });
    await latchkey.addProvider('acme.json', acme(server));
    const row = await connect(latchkey);
    await expect.poll(async () => (await latchkey.view()).accounts[0]?.after.identity.profile?.id).toBe('u-ada');
    await choose(latchkey, row, 'Connect again…');
    await expect.poll(async () => (await latchkey.view()).accounts.map(({ generation }) => generation)).toEqual([2]);
  });
});
