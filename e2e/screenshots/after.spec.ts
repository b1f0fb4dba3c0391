/** After the grant: identity, what the server says of a token, somebody else at the second sign-in, revoking and removing. */
import { choose } from '../support/acme';
import { startAnsweringServer } from '../support/answering-server';
import { details, dialog, expect, test } from '../support/gallery';
import { accountRow, expectStatus, fillClientForm, openOtherProvider, unfold } from '../support/screen';

test('what comes after the grant', async ({ launch, gallery }) => {
  const server = await startAnsweringServer();
  const at = (path: string) => `${server.origin}${path}`;
  const ahead = () => ({ date: new Date(Date.now() + 42_000).toUTCString() });
  server.answers.set('GET /userinfo', () => ({
    headers: ahead(),
    body: {
      sub: '248289761001',
      name: 'Ada Lovelace',
      preferred_username: 'ada',
      email: 'ada.lovelace@analytical-engine.example',
      email_verified: true,
      locale: 'en-GB',
      picture: 'https://pictures.example/ada.png',
      zoneinfo: 'Europe/London',
    },
  }));
  server.answers.set('POST /introspect', () => ({
    headers: ahead(),
    body: {
      active: true,
      exp: Math.floor(Date.now() / 1000) + 7200,
      scope: 'read admin',
      client_id: 'me',
      sub: '248289761001',
      iss: server.origin,
    },
  }));
  server.answers.set('POST /revoke', ({ body }) =>
    body.includes('refresh')
      ? {
          status: 400,
          body: { error: 'unsupported_token_type', error_description: 'Refresh tokens cannot be revoked here.' },
        }
      : {},
  );
  const latchkey = await launch({
    providers: {
      'acme.json': {
        version: 1,
        id: 'acme',
        name: 'Acme',
        endpoints: { authorize: at('/authorize'), token: at('/token') },
        grants: { authorization_code: {}, refresh_token: {} },
        refresh: { after_failure: 'burned', at_most_every: 3600, extends: false, most_renewals: 5 },
        userinfo: { url: at('/userinfo') },
        introspect: { url: at('/introspect') },
        revoke: { url: at('/revoke') },
      },
    },
  });
  await openOtherProvider(latchkey, 'Acme');
  const form = await fillClientForm(latchkey, {
    'Client ID': 'me',
    'Client secret': 'a-secret',
    'Callback URL': 'http://callback.invalid/cb',
  });
  await unfold(form, 'Further endpoints');
  await form.getByLabel('Revocation endpoint').scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '60-after-form', { narrow: true });
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  const row = accountRow(latchkey, 'Acme');
  await expectStatus(row, 'Fresh');
  await choose(latchkey, row, 'Show details');
  const pane = details(latchkey);
  await expect(pane).toContainText('Ada Lovelace');
  await gallery.show(latchkey, '61-after-identity', { narrow: true });

  const told = pane.getByRole('region', { name: 'What the server says' });
  await told.getByRole('button', { name: 'Ask about the access token' }).click();
  await expect(told).toContainText('another end');
  await told.scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '62-after-introspection');

  server.answers.set('GET /userinfo', { body: '<!doctype html>' });
  await pane.getByRole('button', { name: 'Ask again' }).click();
  await expect(pane.getByRole('alert')).toBeVisible();
  await pane.getByRole('region', { name: 'Identity' }).scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '63-after-not-told');
  await latchkey.window.keyboard.press('Escape');

  server.answers.set('GET /userinfo', { body: { sub: '77', name: 'Eve' } });
  await choose(latchkey, row, 'Connect again…');
  const second = accountRow(latchkey, 'Acme 2');
  await expect(second).toContainText('Eve');
  await gallery.show(latchkey, '64-after-somebody-else', { narrow: true });

  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('takes no refresh before');
  await gallery.show(latchkey, '65-after-too-early', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();

  await choose(latchkey, row, 'Revoke…');
  await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('not revoked');
  await gallery.show(latchkey, '66-after-revoke', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
  await gallery.show(latchkey, '67-after-revoked', { narrow: true });

  await choose(latchkey, second, 'Remove…');
  await gallery.show(latchkey, '68-after-remove', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('Nothing has been removed yet.');
  await gallery.show(latchkey, '69-after-remove-refused', { narrow: true });
  await dialog(latchkey).getByRole('button', { name: 'Remove anyway' }).click();
  await expect(second).toBeHidden();
  await server.close();
});
