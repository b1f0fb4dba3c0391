/** Id tokens through the screen: of a certified server, and of one that bends them; and how a server takes its clients. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { startMetadataServer, type MetadataServer, type WebRequest } from './support/metadata-server';
import { signInToOidcServer, startOidcServer, type OidcServer } from './support/oidc-server';
import { accountRow, expectStatus, fillClientForm, refresh, unfold } from './support/screen';

const test = base.extend<{ readonly server: OidcServer; readonly web: MetadataServer }>({
  server: async ({}, use) => {
    const server = await startOidcServer({ registration: true });
    await use(server);
    await server.close();
  },
  web: async ({}, use) => {
    const web = await startMetadataServer();
    await use(web);
    await web.close();
  },
});

const dialog = (latchkey: Latchkey) => latchkey.window.getByRole('dialog');

async function lookFor(latchkey: Latchkey, issuer: string): Promise<void> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await dialog(latchkey)
    .getByRole('button', { name: /By issuer URL/ })
    .click();
  await dialog(latchkey).getByLabel('Issuer', { exact: true }).fill(issuer);
  await dialog(latchkey).getByRole('button', { name: 'Look', exact: true }).click();
}

async function onlyAccount(latchkey: Latchkey) {
  const { accounts } = await latchkey.view();
  expect(accounts).toHaveLength(1);
  return accounts[0]!;
}

async function expectCheck(latchkey: Latchkey, kind: string): Promise<void> {
  await expect.poll(async () => (await latchkey.view()).accounts[0]?.idToken?.check.kind).toBe(kind);
}

test('the id token of a certified server is checked, and tells whose the account is', async ({ launch, server }) => {
  const latchkey = await launch();
  await lookFor(latchkey, server.issuer);
  await dialog(latchkey).getByLabel('Scope', { exact: true }).fill('openid offline_access');
  const page = await latchkey.signInPage(() =>
    dialog(latchkey).getByRole('button', { name: 'Register and connect' }).click(),
  );
  await signInToOidcServer(page);
  const row = accountRow(latchkey, 'somebody');
  await expectStatus(row, 'Fresh');
  await expectCheck(latchkey, 'valid');
  const before = await onlyAccount(latchkey);
  expect(before).toMatchObject({
    identity: 'somebody',
    deviations: [],
    idToken: { check: { kind: 'valid', origin: 'keys' } },
  });

  await refresh(latchkey, row);
  await expectCheck(latchkey, 'valid');
  const after = await onlyAccount(latchkey);
  expect(after).toMatchObject({ generation: 2, identity: 'somebody', problem: null });
  // Within one second the server signs the same id token again; the access token is always another.
  expect(after.access?.fingerprint).not.toBe(before.access?.fingerprint);
  await latchkey.close();

  const again = await launch();
  expect((await onlyAccount(again)).idToken).toEqual(after.idToken);
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

interface Bent {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: typeof privateKey;
  /** Without iss in the callback, or with another one. */
  readonly iss?: string | null;
}

/** An issuer that sends the browser straight back, with an id token that a test bends. */
function serveIssuer(web: MetadataServer, bent: Bent): void {
  const { origin } = web;
  const sent = { nonce: '' };
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const idToken = (): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: origin,
      sub: 'user-1',
      aud: 'me',
      iat: now,
      exp: now + 300,
      nonce: sent.nonce,
      ...bent.claims,
    };
    const input = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded(claims)}`;
    return `${input}.${createSign('RSA-SHA256')
      .update(input)
      .sign(bent.key ?? privateKey, 'base64url')}`;
  };
  web.serve('/.well-known/openid-configuration', {
    body: {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/jwks`,
      scopes_supported: ['openid'],
      token_endpoint_auth_methods_supported: ['none'],
      authorization_response_iss_parameter_supported: true,
    },
  });
  web.serve('/jwks', { body: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] } });
  web.serve('/authorize', ({ query }: WebRequest) => {
    sent.nonce = query.get('nonce') ?? '';
    const answer = new URLSearchParams({ code: 'c', state: query.get('state') ?? '' });
    const iss = bent.iss === undefined ? origin : bent.iss;
    if (iss !== null) answer.set('iss', iss);
    return { status: 302, headers: { location: `${query.get('redirect_uri')}?${answer.toString()}` } };
  });
  web.serve('/token', () => ({
    body: { access_token: 'an access token', token_type: 'Bearer', expires_in: 3600, id_token: idToken() },
  }));
}

async function connectTo(latchkey: Latchkey, web: MetadataServer): Promise<void> {
  await lookFor(latchkey, web.origin);
  const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
}

const faults: readonly (readonly [name: string, bent: Bent, says: string])[] = [
  ['signed by somebody else', { key: stranger.privateKey }, 'Its signature is wrong.'],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'It names another issuer.'],
  ['for another client', { claims: { aud: 'another' } }, 'It is for another client.'],
  ['of another sign-in', { claims: { nonce: 'another' } }, 'its nonce is wrong'],
  ['that has ended', { claims: { exp: 1_700_000_000 } }, 'It had ended when it came.'],
  ['of another access token', { claims: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }, 'It belongs to another access token.'],
];

for (const [name, bent, says] of faults) {
  test(`an id token ${name} is not believed; the tokens are kept, and the account says why`, async ({
    sharedLatchkey: latchkey,
    web,
  }) => {
    serveIssuer(web, bent);
    await connectTo(latchkey, web);
    await expectCheck(latchkey, 'failed');
    const account = await onlyAccount(latchkey);
    expect(account).toMatchObject({ identity: null, problem: null });
    const row = accountRow(latchkey, account.label);
    await expectStatus(row, 'Fresh');
    await expect(row).toContainText('The id token cannot be trusted');
    await expect(row).toContainText(says);
    await expect(row).toContainText('The tokens are kept.');
  });
}

test('keys that cannot be fetched leave it unchecked, and it is checked when they can', async ({
  sharedLatchkey: latchkey,
  web,
}) => {
  serveIssuer(web, {});
  web.serve('/jwks', { status: 503 });
  await connectTo(latchkey, web);
  await expectCheck(latchkey, 'unchecked');
  const { label } = await onlyAccount(latchkey);
  serveIssuer(web, {});
  const row = accountRow(latchkey, label);
  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Show details' }).click();
  await latchkey.window.getByRole('button', { name: 'Check again' }).click();
  await expectCheck(latchkey, 'valid');
  expect(await onlyAccount(latchkey)).toMatchObject({ identity: 'user-1' });
});

for (const [name, iss, says] of [
  ['without its issuer', null, 'The answer does not say which issuer it comes from'],
  ['of another issuer', 'https://evil.example', 'The answer came from another issuer'],
] as const) {
  test(`an answer ${name} ends the sign-in where the server promises to name it, and no code is sent`, async ({
    sharedLatchkey: latchkey,
    web,
  }) => {
    serveIssuer(web, { iss });
    await connectTo(latchkey, web);
    await expect(dialog(latchkey).getByRole('alert')).toContainText(says);
    expect(web.requests.filter(({ path }) => path === '/token')).toEqual([]);
    expect((await latchkey.view()).accounts).toEqual([]);
  });
}

test('the method that a server takes is found out, explained and used', async ({ sharedLatchkey: latchkey, web }) => {
  serveIssuer(web, {});
  web.serve('/token', ({ body }) => {
    const right = new URLSearchParams(body).get('client_secret') === 'right';
    return { status: right ? 400 : 401, body: { error: right ? 'invalid_grant' : 'invalid_client' } };
  });
  await lookFor(latchkey, web.origin);
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Callback URL': 'http://callback.invalid/cb',
    'Client authentication': 'secret in a Basic header',
  });
  await form.getByLabel('Client secret', { exact: true }).fill('right');
  await form.getByRole('button', { name: 'Find out which method the server takes' }).click();
  await expect(form.getByRole('status').filter({ hasText: 'The server takes' })).toContainText(
    'The server takes: secret in the form body.',
  );
  await expect(form).toContainText('refused: secret in a Basic header invalid_client');
  await form.getByRole('button', { name: 'Use this' }).click();
  await expect(form.getByLabel('Client authentication')).toHaveValue('client_secret_post');
  expect((await latchkey.view()).clients).toEqual([]);
});

test('further parameters and resources go out with each request, and ours cannot be taken', async ({
  sharedLatchkey: latchkey,
  web,
}) => {
  serveIssuer(web, {});
  await lookFor(latchkey, web.origin);
  const form = await fillClientForm(latchkey, { 'Client ID': 'me', 'Callback URL': 'http://callback.invalid/cb' });
  await unfold(form, 'Parameters and resources');
  await form.getByRole('button', { name: 'Add parameter' }).click();
  const first = form.getByRole('group', { name: 'Parameter 1' });
  await first.getByLabel('Name').fill('state');
  await first.getByLabel('Value').fill('mine');
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(first.getByLabel('Name')).toHaveAccessibleDescription(/Latchkey sends this parameter itself/);
  await first.getByLabel('Name').fill('login_hint');
  for (const [index, uri] of ['https://api.example/a', 'urn:b'].entries()) {
    await form.getByRole('button', { name: 'Add resource' }).click();
    await form.getByLabel(`Resource ${index + 1}`, { exact: true }).fill(uri);
  }
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expectCheck(latchkey, 'valid');
  const authorize = web.requests.find(({ path }) => path === '/authorize');
  expect(authorize?.query.get('login_hint')).toBe('mine');
  expect(authorize?.query.getAll('resource')).toEqual(['https://api.example/a', 'urn:b']);
  const token = new URLSearchParams(web.requests.find(({ path }) => path === '/token')?.body);
  expect(token.getAll('resource')).toEqual(['https://api.example/a', 'urn:b']);
  expect(token.has('login_hint')).toBe(false);
});
