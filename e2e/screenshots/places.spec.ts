/** Where one signs in: the attempt's dialog in each place, what may be pasted, the form's part about it, and questions on the way. */
import { makeCertificate } from '../../main/testing/certificates';
import { redirectOf, systemBrowser } from '../support/browser';
import { test, expect, dialog, openSinaappSignIn } from '../support/gallery';
import { fillClientForm, openOtherProvider, unfold } from '../support/screen';
import { startAuthorizationServer } from '../support/authorization-server';
import { startHttpProxy } from '../support/proxies';
import { startSecureServer } from '../support/secure-server';

const STANDARD = 'Standard OAuth 2.0 server';

test('the places of a sign-in, in the browser and by pasting', async ({ latchkey, gallery }) => {
  const server = await startAuthorizationServer();
  const browser = await systemBrowser(latchkey);
  await openOtherProvider(latchkey, STANDARD);
  const form = await fillClientForm(latchkey, {
    'Client ID': 'my-client',
    'Callback URL': 'http://127.0.0.1/cb',
    'Authorize endpoint': server.authorizeEndpoint('302'),
    'Token endpoint': server.tokenEndpoint,
    'Client authentication': 'no secret (public client)',
  });
  await unfold(form, 'Sign-in');
  await form.getByLabel('Where to sign in').selectOption({ label: 'System browser' });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const callback = await redirectOf(await browser.opened());
  await expect(dialog(latchkey)).toContainText('Sign in in your browser');
  await gallery.show(latchkey, '60-sign-in-browser', { narrow: true });
  await fetch(callback.replace(/\?.*/, ''));
  await expect(dialog(latchkey).getByRole('alert')).toBeVisible();
  await gallery.show(latchkey, '61-sign-in-browser-no-parameters', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Sign in in…' }).click();
  await latchkey.window.getByRole('menuitem', { name: 'any browser, and paste the address' }).click();
  await expect(dialog(latchkey)).toContainText('Open the sign-in page');
  await dialog(latchkey).getByLabel('Final address').fill('only-a-code');
  await dialog(latchkey).getByRole('button', { name: 'Use this' }).click();
  await expect(dialog(latchkey)).toContainText('cannot check');
  await gallery.show(latchkey, '62-sign-in-paste', { narrow: true });
  await server.close();
});

test('the form’s part about the place and the way, and a connection that was tried', async ({ latchkey, gallery }) => {
  const root = makeCertificate({ name: 'Company root', issuer: null, authority: true });
  const server = await startSecureServer(makeCertificate({ name: 'a', issuer: root, hosts: ['127.0.0.1'] }));
  const proxy = await startHttpProxy();
  await openOtherProvider(latchkey, STANDARD);
  const form = await fillClientForm(latchkey, {
    'Client ID': 'my-client',
    'Callback URL': 'https://www.example.com/done',
    'Authorize endpoint': server.authorizeEndpoint,
    'Token endpoint': 'https://127.0.0.1:9/token',
  });
  await unfold(form, 'Sign-in');
  await form.getByLabel('Session of the app window').selectOption({ label: 'keep for this account' });
  await unfold(form, 'Network');
  await form.getByLabel('Proxy', { exact: true }).selectOption({ label: 'this one' });
  await form.getByLabel('Proxy address').fill(proxy.url);
  await form.getByRole('button', { name: 'Test connection' }).click();
  await expect(form).toContainText('Nothing of your client was sent');
  await form.getByRole('button', { name: 'Test connection' }).scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '63-client-form-place', { narrow: true });
  await server.close();
  await proxy.close();
});

test('a proxy that asks, and the menu of places', async ({ latchkey, sandbox, gallery }) => {
  const proxy = await startHttpProxy('me:right');
  await openOtherProvider(latchkey, STANDARD);
  const form = await fillClientForm(latchkey, {
    'Client ID': 'my-client',
    'Callback URL': 'http://127.0.0.1/cb',
    'Authorize endpoint': sandbox.endpoints.sinaapp.authorize,
    'Token endpoint': sandbox.endpoints.sinaapp.token,
  });
  await unfold(form, 'Network');
  await form.getByLabel('Proxy', { exact: true }).selectOption({ label: 'this one' });
  await form.getByLabel('Proxy address').fill(proxy.url);
  await form.getByRole('button', { name: 'Test connection' }).click();
  await expect(latchkey.window.getByText('The proxy asks who you are')).toBeVisible();
  await gallery.show(latchkey, '64-proxy-asks', { narrow: true });
  await latchkey.window.keyboard.press('Escape');
  await expect(latchkey.window.getByText('The proxy asks who you are')).toHaveCount(0);
  await form.getByRole('button', { name: 'Sign in in…' }).click();
  await gallery.show(latchkey, '65-places-menu', { narrow: true });
  await proxy.close();
});

test('the window’s attempt with its other places', async ({ latchkey, sandbox, gallery }) => {
  await openSinaappSignIn(latchkey, sandbox);
  await gallery.show(latchkey, '66-sign-in-window', { narrow: true });
});
