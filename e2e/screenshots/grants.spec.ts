/** The dialogs of grants without a sign-in page. */
import { expect, test as base } from '../support/gallery';
import { GRANT_CLIENT, startGrantServer, type GrantServer } from '../support/grant-server';
import { fillClientForm, openOtherProvider } from '../support/screen';

const test = base.extend<{ readonly server: GrantServer }>({
  server: async ({}, use) => {
    const server = await startGrantServer();
    await use(server);
    await server.close();
  },
});

test('every grant: the client form, its dialog, a code for another device, an account of each', async ({
  latchkey,
  server,
  gallery,
}) => {
  test.setTimeout(300_000);
  const dialog = latchkey.window.getByRole('dialog');
  const by = dialog.getByLabel('Connect by');
  await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
  await by.selectOption({ label: 'Code on another device' });
  await fillClientForm(latchkey, {
    'Client ID': GRANT_CLIENT.id,
    'Client secret': GRANT_CLIENT.secret,
    Scope: 'read',
    'Token endpoint': server.tokenEndpoint,
  });
  await dialog.getByLabel('Device authorization endpoint', { exact: true }).fill(server.deviceEndpoint);
  await gallery.show(latchkey, '18-client-form-by-grant', { narrow: true });
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Get a code' })).toBeVisible();
  await gallery.show(latchkey, '18-grant-device');
  await dialog.getByRole('button', { name: 'Get a code' }).click();
  await expect(dialog.getByText('WDJB-MJHT', { exact: true })).toBeVisible();
  await gallery.show(latchkey, '18-device-code', { narrow: true });
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const open = async (way: string): Promise<void> => {
    await latchkey.window.getByRole('button', { name: 'Connect other provider' }).click();
    await dialog.getByRole('button', { name: 'Standard OAuth 2.0 server' }).click();
    await by.selectOption({ label: way });
  };
  await latchkey.window.keyboard.press('Escape');
  await open('Client credentials');
  await gallery.show(latchkey, '18-grant-client');
  await dialog.getByRole('button', { name: 'Get token', exact: true }).click();
  await expect(latchkey.window.getByRole('row', { name: 'Standard OAuth 2.0 server', exact: true })).toBeVisible();
  await open('Token exchange');
  await gallery.show(latchkey, '18-grant-exchange', { narrow: true });
  await dialog.getByRole('button', { name: 'Get token', exact: true }).click();
  await expect(latchkey.window.getByRole('row', { name: 'Standard OAuth 2.0 server 2' })).toBeVisible();
  await open('JWT assertion');
  await gallery.show(latchkey, '18-grant-assertion', { narrow: true });
  await latchkey.window.keyboard.press('Escape');
  await open('Another grant');
  await gallery.show(latchkey, '18-grant-typed', { narrow: true });
  await latchkey.window.keyboard.press('Escape');
  await latchkey.window.getByRole('row', { name: 'Standard OAuth 2.0 server 2' }).press('Enter');
  await gallery.show(latchkey, '18-accounts-by-grant', { narrow: true });
});
