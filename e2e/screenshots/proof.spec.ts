/** Keys and proofs: the client form's part about them, what an account says of them, what is said when something is copied. */
import { dialog, expect, test } from '../support/gallery';
import { OIDC_CALLBACK } from '../support/oidc-server';
import { startProofServer } from '../support/proof-server';
import { openForm, push, STANDARD, use } from '../support/proofs';
import { accountRow, expectStatus } from '../support/screen';

test('the form with a key and everything on, an account with its key, its menu, and a refused push', async ({
  latchkey,
  gallery,
}) => {
  const server = await startProofServer();
  const form = await openForm(latchkey, server, {
    'Client ID': 'my-client',
    'Client authentication': 'private key, by a signed assertion (JWT)',
    'Callback URL': OIDC_CALLBACK,
  });
  await push(form, server.pushedEndpoint);
  await use(form, 'Sender-constrained tokens (DPoP)');
  await form.getByText('Private key', { exact: true }).scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '60-client-key-none', { narrow: true });
  await form.getByRole('button', { name: 'Make a key pair' }).click();
  await expect(form.getByLabel('Public key', { exact: true })).toBeVisible();
  await form.getByText('Private key', { exact: true }).scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '61-client-key-made', { narrow: true });
  await form.getByLabel('Pushed authorization request endpoint', { exact: true }).scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '62-client-proofs', { narrow: true });

  server.pushAnswer = 'error';
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog(latchkey).getByText('The server refused the pushed authorization request.')).toBeVisible();
  await gallery.show(latchkey, '63-push-refused', { narrow: true });

  server.pushAnswer = 'reference';
  await dialog(latchkey).getByRole('button', { name: 'Try again' }).click();
  const row = accountRow(latchkey, STANDARD);
  await expectStatus(row, 'Fresh');
  await row.getByRole('button', { name: 'More actions' }).click();
  await gallery.show(latchkey, '64-bound-menu', { narrow: true });
  await latchkey.window.getByRole('menuitem', { name: 'Show details' }).click();
  await latchkey.window.getByText('Connection', { exact: true }).scrollIntoViewIfNeeded();
  await gallery.show(latchkey, '65-bound-details', { narrow: true });
  await server.close();
});
