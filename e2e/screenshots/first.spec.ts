/** What is seen before there is an account, and the dialogs that need none. */
import { dialog, expect, test } from '../support/gallery';

test.describe('without a keyring', () => {
  test.use({ options: { keyring: false } });

  test('the choice between memory and quitting', async ({ latchkey, gallery }) => {
    await expect(latchkey.window.getByRole('button', { name: 'Quit' })).toBeVisible();
    await gallery.show(latchkey, '01-no-keyring', { narrow: true });
  });
});

test('the empty window, before and after Try the sandbox, and the sandbox’s dialog', async ({ latchkey, gallery }) => {
  await gallery.show(latchkey, '02-empty', { narrow: true });
  await latchkey.window.getByRole('button', { name: 'Try the sandbox' }).click();
  await expect(latchkey.window.getByText('Practice server running.')).toBeVisible();
  await gallery.show(latchkey, '03-empty-practice', { narrow: true });
  await latchkey.window.getByRole('button', { name: 'Sandbox details' }).click();
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '04-sandbox', { narrow: true });
  await dialog(latchkey).getByRole('switch').scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '05-sandbox-lower-part');
});

test('the settings', async ({ latchkey, gallery }) => {
  await latchkey.window.getByRole('button', { name: 'Settings' }).click();
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '06-settings', { narrow: true });
});

test('other providers, with files of the user, sound and broken', async ({ launch, gallery }) => {
  const acme = {
    version: 1,
    id: 'acme',
    name: { en: 'Acme', 'zh-CN': '顶点' },
    endpoints: { authorize: 'https://acme.example/authorize', token: 'https://acme.example/token' },
    client_authentication: 'none',
    grants: { authorization_code: {} },
  };
  const http = { ...acme, id: 'http', endpoints: { token: 'http://acme.example/token' } };
  const latchkey = await launch({
    providers: { 'acme.json': acme, 'http.json': http, 'half.json': '{ "version": 1,' },
  });
  await expect(latchkey.window.getByText('A provider file could not be read: http.json')).toBeVisible();
  await latchkey.throwInMain('an error for the picture');
  await expect(latchkey.window.getByText('An error in Latchkey itself')).toBeVisible();
  await gallery.show(latchkey, '07-notices', { narrow: true });
  await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
  await expect(dialog(latchkey)).toBeVisible();
  await gallery.show(latchkey, '08-other-providers', { narrow: true });
});
