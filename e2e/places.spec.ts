/** Where the user signs in: the system browser with a loopback callback, and from one place to another. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { redirectOf, systemBrowser } from './support/browser';
import { ownClipboard, type Clipboard } from './support/clipboard';
import {
  connect,
  dialog,
  expect,
  expectConnected,
  fillForm,
  LOOPBACK,
  paste,
  signInElsewhere,
  test as base,
} from './support/places';
import { accountRow, connectFromForm, expectStatus, fillClientForm, openOtherProvider } from './support/screen';

const test = base.extend<{ readonly clipboard: Clipboard }>({ clipboard: ownClipboard });

test('the system browser comes back to a free port, shows a page without script, and the token is there', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const browser = await systemBrowser(latchkey);
  const name = await fillForm(latchkey, server, { place: 'System browser' });
  await connect(latchkey);
  const authorize = new URL(await browser.opened());
  expect(authorize.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cb$/);
  await expect(dialog(latchkey)).toContainText('Sign in in your browser.');
  expect(latchkey.windowAddresses()).toHaveLength(1);

  const page = await fetch(authorize);

  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await page.text()).not.toContain('<script');
  await expectConnected(latchkey);
  expect(server.exchangedBy(name)).toEqual(server.codesFor(name));
  // Nobody listens any more.
  await expect(fetch(page.url)).rejects.toThrow();
});

test('a form_post comes back to the loopback too', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server, { place: 'System browser', callbackUrl: 'http://localhost/cb' });
  await connect(latchkey);
  const callback = new URL(await redirectOf(await browser.opened()));
  expect(callback.hostname).toBe('localhost');
  const body = callback.searchParams;
  await fetch(callback.origin + callback.pathname, { method: 'POST', body });
  await expectConnected(latchkey);
});

test('an answer in the fragment shows how to go on, and is taken when it is pasted', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server, { place: 'System browser', way: 'fragment' });
  await connect(latchkey);
  const answer = await redirectOf(await browser.opened());
  const shown = await fetch(answer);
  expect(await shown.text()).toContain('Copy the whole address of this page');
  await expect(dialog(latchkey).getByRole('alert')).toContainText('only the browser can see it');
  await paste(latchkey, answer);
  await expectConnected(latchkey);
});

test('answers that are not its own end nothing', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  const name = await fillForm(latchkey, server, { place: 'System browser' });
  await connect(latchkey);
  const callback = new URL(await redirectOf(await browser.opened()));
  const foreign = new URL(callback);
  foreign.searchParams.set('state', 'of-somebody-else');
  expect((await fetch(foreign)).status).toBe(400);
  await expect(dialog(latchkey).getByRole('alert')).toContainText('was not taken');
  expect((await fetch(new URL('/other', callback))).status).toBe(404);
  expect((await fetch(callback, { headers: { 'sec-fetch-dest': 'iframe' } })).status).toBe(404);
  expect(server.exchangedBy(name)).toEqual([]);
  await fetch(callback);
  await expectConnected(latchkey);
});

test('the registered port is taken where it is free, and said to be another program’s where it is not', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server, { place: 'System browser', callbackUrl: `http://127.0.0.1:${port}/cb` });
  await connect(latchkey);
  await expect(dialog(latchkey).getByRole('alert')).toContainText('Another program uses the port');
  await new Promise<void>((resolve) => other.close(() => resolve()));
  await dialog(latchkey).getByRole('button', { name: 'Try again' }).click();
  const authorize = new URL(await browser.opened());
  expect(authorize.searchParams.get('redirect_uri')).toBe(`http://127.0.0.1:${port}/cb`);
  await fetch(authorize);
  await expectConnected(latchkey);
});

test('two attempts at once do not meet', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  const register = async (name: string): Promise<string> => {
    const saved = await latchkey.ask('saveClient', {
      id: null,
      providerId: 'standard',
      clientId: name,
      clientSecret: '',
      callbackUrl: LOOPBACK,
      scope: '',
      endpoints: { authorize: server.authorizeEndpoint('302'), token: server.tokenEndpoint, refresh: null },
      authentication: 'none',
      options: { signInPlace: 'browser' },
    });
    return saved.clientId;
  };
  const [one, two] = [await register('one'), await register('two')];
  const firstEnd = latchkey.ask('signIn', { clientId: one, accountId: null });
  const first = await redirectOf(await browser.opened());
  const secondEnd = latchkey.ask('signIn', { clientId: two, accountId: null });
  const second = await redirectOf(await browser.opened());
  expect(new URL(first).port).not.toBe(new URL(second).port);
  const crossed = new URL(first);
  crossed.port = new URL(second).port;
  expect((await fetch(crossed)).status).toBe(400);
  await fetch(second);
  await fetch(first);
  expect((await firstEnd).accountId).not.toBe((await secondEnd).accountId);
  expect([server.exchangedBy('one').length, server.exchangedBy('two').length]).toEqual([1, 1]);
});

test('cancelling stops the listening', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server, { place: 'System browser' });
  await connect(latchkey);
  const callback = await redirectOf(await browser.opened());
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
  await expect(latchkey.window.getByText('Cancelled')).toBeVisible();
  await expect(fetch(callback)).rejects.toThrow();
});

test('with five seconds to sign in, an attempt in the browser ends by itself', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await latchkey.ask('updateSettings', { signInSeconds: 5 });
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server, { place: 'System browser' });
  await connect(latchkey);
  const callback = await redirectOf(await browser.opened());
  await expect(dialog(latchkey)).toContainText('Not connected');
  await expect(fetch(callback)).rejects.toThrow();
});

test('a browser that cannot be opened leaves the address to be copied', async ({
  sharedLatchkey: latchkey,
  server,
  clipboard,
}) => {
  const browser = await systemBrowser(latchkey);
  await browser.breaks();
  await fillForm(latchkey, server, { place: 'System browser' });
  await connect(latchkey);
  await expect(dialog(latchkey).getByRole('alert')).toContainText('could not be opened');
  await dialog(latchkey).getByRole('button', { name: 'Copy its address' }).click();
  await expect(dialog(latchkey)).toContainText('Copied.');
  await fetch(await clipboard.read(latchkey));
  await expectConnected(latchkey);
});

test('an attempt moves from the window to the browser, and what was begun before does not count', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const browser = await systemBrowser(latchkey);
  const name = await fillForm(latchkey, server, { way: 'iframe' });
  await connectFromForm(latchkey);
  expect(latchkey.windowAddresses()).toHaveLength(2);
  await signInElsewhere(latchkey, 'the system browser');
  const first = new URL(await browser.opened());
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
  await signInElsewhere(latchkey, 'any browser, and paste the address');
  await dialog(latchkey).getByRole('button', { name: 'Open sign-in page' }).click();
  const second = new URL(await browser.opened());
  expect(second.searchParams.get('state')).not.toBe(first.searchParams.get('state'));
  const answered = (url: URL): Promise<string> => redirectOf(`${server.authorizeEndpoint('302')}${url.search}`);
  await paste(latchkey, (await answered(first)).replace(/:\d+\/cb/, '/cb'));
  await expect(dialog(latchkey)).toContainText('belongs to another attempt');
  await paste(latchkey, await answered(second));
  await expectConnected(latchkey);
  expect(server.exchangedBy(name)).toHaveLength(1);
});

test('the place is chosen for one sign-in beside Connect', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server);
  await signInElsewhere(latchkey, 'the system browser');
  await fetch(await browser.opened());
  await expectConnected(latchkey);
  const { clients } = await latchkey.view();
  expect(clients.map(({ options }) => options.signInPlace)).toEqual([null]);
});

test('with a provider whose file allows loopback the browser is where one signs in, at a port of the moment; another user is asked for', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await latchkey.addProvider('loop.json', {
    version: 1,
    id: 'loop',
    name: 'Loop',
    endpoints: {},
    sign_in: { loopback: 'any_port' },
    authorize: { another_user: { prompt: 'select_account' } },
    client_authentication: 'none',
    grants: { authorization_code: {}, refresh_token: {} },
  });
  const browser = await systemBrowser(latchkey);
  await openOtherProvider(latchkey, 'Loop');
  await fillClientForm(latchkey, {
    'Client ID': 'loop-client',
    'Callback URL': 'http://127.0.0.1:8484/cb',
    'Authorize endpoint': server.authorizeEndpoint('302'),
    'Token endpoint': server.tokenEndpoint,
  });
  await connect(latchkey);
  const first = new URL(await browser.opened());
  expect(first.searchParams.get('redirect_uri')).not.toBe('http://127.0.0.1:8484/cb');
  expect(first.searchParams.get('prompt')).toBeNull();
  await fetch(first);
  const row = accountRow(latchkey, 'Loop');
  await expectStatus(row, 'Fresh');
  await row.getByRole('button', { name: 'More actions' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'Sign in as another user' }).click();
  const second = new URL(await browser.opened());
  expect(second.searchParams.get('prompt')).toBe('select_account');
  await fetch(second);
  await expect(dialog(latchkey)).toHaveCount(0);
});
