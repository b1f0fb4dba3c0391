/**
 * The way to the servers: one network profile for the sign-in window, the token and the refresh. Real proxies, and real TLS with an authority
 * that only the client trusts.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCertificate, type CertificateWish, type TestCertificate } from '../main/testing/certificates';
import { choose, showDetails } from './support/acme';
import { expect, test as base, type Latchkey } from './support/latchkey';
import { startHttpProxy, startSocksProxy } from './support/proxies';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, refresh, unfold } from './support/screen';
import { startSecureServer, type SecureServer } from './support/secure-server';

const root = makeCertificate({ name: 'Company root', issuer: null, authority: true });
const STANDARD = 'Standard OAuth 2.0 server';
const CALLBACK = 'http://callback.invalid/cb';

interface Fixtures {
  /** A server whose certificate the company's authority signed. */
  readonly server: SecureServer;
  readonly serve: (wish?: Partial<CertificateWish>) => Promise<SecureServer>;
}

const test = base.extend<Fixtures>({
  serve: async ({}, use) => {
    const servers: SecureServer[] = [];
    await use(async (wish = {}) => {
      const certificate = makeCertificate({
        name: 'server',
        issuer: root,
        hosts: ['127.0.0.1'],
        purpose: 'server',
        ...wish,
      });
      const server = await startSecureServer(certificate);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
  server: async ({ serve }, use) => use(await serve()),
});

const dialog = (latchkey: Latchkey) => latchkey.window.getByRole('dialog');

async function fillForm(latchkey: Latchkey, server: SecureServer, authorize = server.authorizeEndpoint): Promise<void> {
  await openOtherProvider(latchkey, STANDARD);
  await fillClientForm(latchkey, {
    'Client ID': 'a-client',
    'Callback URL': CALLBACK,
    'Authorize endpoint': authorize,
    'Token endpoint': server.tokenEndpoint,
    'Userinfo endpoint': server.userinfoEndpoint,
    'Introspection endpoint': server.introspectionEndpoint,
    'Revocation endpoint': server.revocationEndpoint,
    'Client authentication': 'no secret (public client)',
  });
}

/** Chooses a file with these certificates, as in the system's own dialog. */
async function trust(latchkey: Latchkey, certificate: TestCertificate): Promise<void> {
  const file = path.join(latchkey.scratchFolder, 'company.pem');
  await writeFile(file, certificate.pem);
  await latchkey.app.evaluate(({ dialog: system }, chosen) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await unfold(dialog(latchkey), 'Network');
  await dialog(latchkey).getByRole('button', { name: 'Choose file…' }).click();
  await expect(dialog(latchkey)).toContainText(`CN=${certificate.name}`);
}

async function goThrough(latchkey: Latchkey, url: string): Promise<void> {
  await unfold(dialog(latchkey), 'Network');
  await dialog(latchkey).getByLabel('Proxy', { exact: true }).selectOption({ label: 'this one' });
  await dialog(latchkey).getByLabel('Proxy address').fill(url);
}

async function connect(latchkey: Latchkey): Promise<void> {
  await dialog(latchkey).getByRole('button', { name: 'Connect', exact: true }).click();
}

async function expectConnected(latchkey: Latchkey) {
  const row = accountRow(latchkey, STANDARD);
  await expectStatus(row, 'Fresh');
  return row;
}

async function expectFailed(latchkey: Latchkey, words: string): Promise<void> {
  await expect(dialog(latchkey)).toContainText('Not connected');
  await dialog(latchkey).getByRole('button', { name: 'What the server said' }).click();
  await expect(dialog(latchkey)).toContainText(words);
}

/** As a crash does, or a system short of memory. Chromium begins another one by itself. */
async function endNetworkProcess(latchkey: Latchkey): Promise<void> {
  await latchkey.app.evaluate(async ({ app }) => {
    const gone = new Promise((resolve) => app.once('child-process-gone', resolve));
    const found = app.getAppMetrics().find(({ serviceName }) => serviceName === 'network.mojom.NetworkService');
    if (found === undefined) throw new Error('there is no network process');
    process.kill(found.pid, 'SIGKILL');
    await gone;
  });
}

for (const [name, start] of [
  ['an HTTP proxy', startHttpProxy],
  ['a SOCKS5 proxy', startSocksProxy],
] as const) {
  test(`window, token, refresh and every call with a token go through ${name}, and trust the client’s own authority; also after Chromium’s network process has ended`, async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    const proxy = await start();
    await fillForm(latchkey, server);
    await trust(latchkey, root);
    await goThrough(latchkey, proxy.url);
    await connect(latchkey);
    const row = await expectConnected(latchkey);
    const pane = await showDetails(latchkey, row);
    await expect(pane.getByRole('region', { name: 'Identity' })).toContainText('Ada Lovelace');
    expect(new Set(proxy.passed)).toEqual(new Set([server.host]));
    expect(proxy.passed).toHaveLength(3);
    await refresh(latchkey, row);
    expect(proxy.passed).toHaveLength(4);
    const told = pane.getByRole('region', { name: 'What the server says' });
    await told.getByRole('button', { name: 'Ask about the access token' }).click();
    await expect(told).toContainText('good');
    expect(proxy.passed).toHaveLength(5);
    expect(server.calls).toEqual(['/userinfo', '/introspect']);
    expect(server.grants).toEqual(['authorization_code', 'refresh_token']);

    await endNetworkProcess(latchkey);
    await refresh(latchkey, row);
    await expectStatus(row, 'Fresh');
    expect((await latchkey.view()).accounts[0]).toMatchObject({ problem: null, generation: 3 });
    expect(proxy.passed).toHaveLength(6);
    expect(server.grants).toHaveLength(3);

    const before = (await latchkey.view()).accounts[0];
    await proxy.close();
    await refresh(latchkey, row);
    const after = (await latchkey.view()).accounts[0];
    expect(after?.problem?.code).toBe('proxy_failed');
    expect(after?.problem?.detail).toContain(proxy.url);
    expect(after).toMatchObject({ access: before?.access, refresh: before?.refresh, generation: 3 });
    expect(server.grants).toHaveLength(3);

    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('proxy');
    expect(server.calls).not.toContain('/revoke');
  });
}

test('a proxy that asks who it is is told by the user, once for this run', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const proxy = await startHttpProxy('me:right');
  await fillForm(latchkey, server);
  await trust(latchkey, root);
  await goThrough(latchkey, proxy.url);
  await connect(latchkey);
  const question = latchkey.window.getByRole('dialog', { name: 'The proxy asks who you are' });
  await expect(question).toContainText('the test proxy');
  expect(proxy.passed).toEqual([]);
  await question.getByLabel('Name').fill('me');
  await question.getByLabel('Password').fill('wrong');
  await question.getByRole('button', { name: 'Send' }).click();
  await expect(question).toContainText('was not accepted');
  await question.getByLabel('Name').fill('me');
  await question.getByLabel('Password').fill('right');
  await question.getByRole('button', { name: 'Send' }).click();
  const row = await expectConnected(latchkey);
  await refresh(latchkey, row);
  expect(server.grants).toEqual(['authorization_code', 'refresh_token']);
  await proxy.close();
});

test('a server that asks who it is is told by the user, and forgets it with the attempt', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await fillForm(latchkey, server, server.loginEndpoint);
  await trust(latchkey, root);
  for (const round of [1, 2]) {
    if (round === 1) await connect(latchkey);
    else {
      await accountRow(latchkey, STANDARD).getByRole('button', { name: 'More actions' }).click();
      await latchkey.window.getByRole('menuitem', { name: 'Connect again' }).click();
    }
    const question = latchkey.window.getByRole('dialog', { name: 'The server asks who you are' });
    await expect(question).toContainText('the test server');
    await question.getByLabel('Name').fill('me');
    await question.getByLabel('Password').fill('right');
    await question.getByRole('button', { name: 'Send' }).click();
    await expectConnected(latchkey);
    await expect(dialog(latchkey)).toHaveCount(0);
  }
  expect(server.visitors).toEqual([null, null]);
});

test('without the authority nothing is trusted', async ({ sharedLatchkey: latchkey, server }) => {
  await fillForm(latchkey, server);
  await connect(latchkey);
  await expectFailed(latchkey, 'ERR_CERT_AUTHORITY_INVALID');
  expect(server.visitors).toEqual([]);
});

test('no start takes any certificate for good', async ({ launch, server }) => {
  const latchkey = await launch({ switches: ['--ignore-certificate-errors'] });
  await fillForm(latchkey, server);
  await connect(latchkey);
  await expectFailed(latchkey, 'ERR_CERT_AUTHORITY_INVALID');
  expect(server.visitors).toEqual([]);
});

const DAY = 86_400_000;
for (const [name, wish] of [
  ['expired', { validFrom: new Date(Date.now() - 3 * DAY), validTo: new Date(Date.now() - DAY) }],
  ['for another host', { hosts: ['other.example'] }],
] as const) {
  test(`a certificate that is ${name} is refused in spite of the authority`, async ({
    sharedLatchkey: latchkey,
    serve,
  }) => {
    const server = await serve(wish);
    await fillForm(latchkey, server);
    await trust(latchkey, root);
    await connect(latchkey);
    await expectFailed(latchkey, 'ERR_');
    expect([server.visitors, server.grants]).toEqual([[], []]);
  });
}

test('a server on this computer may have any certificate where its user says so', async ({
  sharedLatchkey: latchkey,
  serve,
}) => {
  const server = await serve({ issuer: null, hosts: ['other.example'] });
  await fillForm(latchkey, server);
  await unfold(dialog(latchkey), 'Network');
  await dialog(latchkey).getByRole('switch', { name: 'Take any certificate' }).click();
  await connect(latchkey);
  await refresh(latchkey, await expectConnected(latchkey));
  expect(server.grants).toEqual(['authorization_code', 'refresh_token']);
});

test('“Test connection” says what it reached, and by which way', async ({ sharedLatchkey: latchkey, server }) => {
  const proxy = await startHttpProxy();
  await fillForm(latchkey, server);
  const tryIt = dialog(latchkey).getByRole('button', { name: 'Test connection' });
  await unfold(dialog(latchkey), 'Network');
  await tryIt.click();
  await expect(dialog(latchkey)).toContainText('The server’s certificate cannot be trusted.');
  await trust(latchkey, root);
  await goThrough(latchkey, proxy.url);
  await tryIt.click();
  await expect(dialog(latchkey)).toContainText(`reached over TLS, HTTP 302 · by ${proxy.url}`);
  await expect(dialog(latchkey)).toContainText('reached over TLS, HTTP 404');
  expect(server.grants).toEqual([]);
  await goThrough(latchkey, 'http://me:secret@127.0.0.1:1');
  await dialog(latchkey).getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('This is not the address of a proxy.');
  await proxy.close();
});
