/** After the grant: what the server says of a token, revocation, on removing too, and refreshes that a provider does not want. */
import { acme, ada, choose, connect, dialog, expect, menuItem, showDetails, test } from './support/acme';
import { expectStatus } from './support/screen';

test.describe('asking about a token', () => {
  test('points out where the server counts otherwise, and takes its end over', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    const end = Math.floor(Date.now() / 1000) + 7200;
    server.answers.set('GET /userinfo', { body: ada });
    server.answers.set('POST /introspect', {
      body: { active: true, exp: end, scope: 'read admin', client_id: 'me', username: 'ada', access_token: 'access-1' },
    });
    await latchkey.addProvider('acme.json', acme(server));
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

  test('tells how far the server’s clock is from this one', async ({ sharedLatchkey: latchkey, server }) => {
    const date = () => new Date(Date.now() + 42_000).toUTCString();
    server.answers.set('GET /userinfo', () => ({ body: ada, headers: { date: date() } }));
    await latchkey.addProvider('acme.json', acme(server));
    const pane = await showDetails(latchkey, await connect(latchkey));
    await expect(pane).toContainText('Server’s clock');
    await expect(pane).toContainText('ahead of this computer');
  });
});

test.describe('revoking', () => {
  test('follows GitHub: DELETE, Basic, JSON', async ({ sharedLatchkey: latchkey, server }) => {
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
    await latchkey.addProvider('acme.json', file);
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

  test('does not believe ok:false under 200, as Slack sends it', async ({ sharedLatchkey: latchkey, server }) => {
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
    await latchkey.addProvider('acme.json', file);
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('not revoked');
    await dialog(latchkey).getByRole('button', { name: 'What the server said' }).click();
    await expect(dialog(latchkey)).toContainText('not_allowed_token_type');
    await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
    await expectStatus(row, 'Fresh');
  });

  test('goes on with the access token where the server knows no refresh tokens', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    server.answers.set('POST /revoke', ({ body }) =>
      new URLSearchParams(body).get('token') === 'refresh-1'
        ? { status: 400, body: { error: 'unsupported_token_type' } }
        : {},
    );
    await latchkey.addProvider('acme.json', acme(server, { userinfo: undefined }));
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Revoke…');
    await dialog(latchkey).getByRole('button', { name: 'Revoke', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('Refresh tokennot revoked');
    await expect(dialog(latchkey)).toContainText('Access tokenrevoked');
    const hints = server.of('POST /revoke').map(({ body }) => new URLSearchParams(body).get('token_type_hint'));
    expect(hints).toEqual(['refresh_token', null, 'access_token']);
  });

  test('on removing is asked, and a refusal leaves the choice', async ({ sharedLatchkey: latchkey, server }) => {
    server.answers.set('POST /revoke', { status: 503, body: { error: 'temporarily_unavailable' } });
    await latchkey.addProvider('acme.json', acme(server, { userinfo: undefined }));
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Remove…');
    await expect(dialog(latchkey).getByRole('switch', { name: 'Revoke them at Acme too' })).toBeChecked();
    await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog(latchkey)).toContainText('Nothing has been removed yet.');
    await expect(row).toBeAttached();
    await dialog(latchkey).getByRole('button', { name: 'Remove anyway' }).click();
    await expect(row).toBeHidden();
  });

  test('never holds removing up: a server that does not answer is not waited for', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    server.answers.set('POST /revoke', 'hang');
    await latchkey.addProvider('acme.json', acme(server, { userinfo: undefined }));
    const row = await connect(latchkey);
    await choose(latchkey, row, 'Remove…');
    await dialog(latchkey).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.poll(() => server.of('POST /revoke').length).toBe(1);
    await dialog(latchkey).getByRole('button', { name: 'Remove without waiting' }).click();
    await expect(row).toBeHidden();
    // Otherwise quitting waits for the answer.
    await server.close();
  });

  test('is not offered where there is no way; what stays valid is said', async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    const file = acme(server, { userinfo: undefined, revoke: undefined });
    await latchkey.addProvider('acme.json', file);
    const row = await connect(latchkey);
    await row.getByRole('button', { name: 'More actions' }).click();
    await expect(menuItem(latchkey, 'Revoke…')).toBeHidden();
    await menuItem(latchkey, 'Remove…').click();
    await expect(dialog(latchkey)).toContainText('Acme offers no way to revoke them');
  });
});

test('a refresh that comes too early for the provider is sent only on its user’s word', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const file = acme(server, { userinfo: undefined, refresh: { at_most_every: 86_400 } });
  await latchkey.addProvider('acme.json', file);
  const row = await connect(latchkey);
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(dialog(latchkey)).toContainText('takes no refresh before');
  expect(server.of('POST /token')).toHaveLength(1);
  await dialog(latchkey).getByRole('button', { name: 'Refresh anyway' }).click();
  await expect.poll(async () => (await latchkey.view()).accounts[0]?.generation).toBe(2);
});

test('where a refused refresh ends the refresh token, a second one needs its user’s word', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const file = acme(server, { userinfo: undefined, refresh: { after_failure: 'burned' } });
  await latchkey.addProvider('acme.json', file);
  const row = await connect(latchkey);
  server.answers.set('POST /token', { status: 503, body: { error: 'temporarily_unavailable' } });
  await row.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(row).toContainText('Your token is safe');
  await row.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog(latchkey)).toContainText('even a refused refresh ends the refresh token');
  expect(server.of('POST /token')).toHaveLength(2);
  await dialog(latchkey).getByRole('button', { name: 'Cancel' }).click();
});
