/** Signing in anywhere: the final address, or a code, is pasted. */
import { redirectOf, systemBrowser } from './support/browser';
import { connect, dialog, expect, expectConnected, fillForm, paste, PUBLIC, test } from './support/places';

test('the final address is pasted, whatever else was pasted before', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  const name = await fillForm(latchkey, server, {
    place: 'Anywhere, then paste the address',
    callbackUrl: PUBLIC,
  });
  await connect(latchkey);
  await dialog(latchkey).getByRole('button', { name: 'Open sign-in page' }).click();
  const page = await browser.opened();
  const answer = await redirectOf(page);
  const foreign = new URL(answer);
  foreign.searchParams.set('state', 'of-another-attempt');
  for (const [text, words] of [
    ['', 'neither an address nor a code'],
    ['nothing of use', 'neither an address nor a code'],
    [page, 'address of the sign-in page'],
    ['https://elsewhere.example/cb?code=1&state=2', 'not the callback URL'],
    [PUBLIC, 'without an answer that can be read'],
    [foreign.href, 'belongs to another attempt'],
  ] as const) {
    await paste(latchkey, text);
    await expect(dialog(latchkey)).toContainText(words);
  }
  expect(server.exchangedBy(name)).toEqual([]);
  await paste(latchkey, answer);
  await expectConnected(latchkey);
  expect(server.exchangedBy(name)).toEqual(server.codesFor(name));
});

test('a code alone is taken when its user vouches for it, and not before', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  const browser = await systemBrowser(latchkey);
  const name = await fillForm(latchkey, server, {
    place: 'Anywhere, then paste the address',
    callbackUrl: PUBLIC,
  });
  await connect(latchkey);
  await dialog(latchkey).getByRole('button', { name: 'Open sign-in page' }).click();
  const code = new URL(await redirectOf(await browser.opened())).searchParams.get('code') ?? '';
  await paste(latchkey, code);
  await expect(dialog(latchkey).getByRole('alert')).toContainText('cannot check that this code belongs');
  expect(server.exchangedBy(name)).toEqual([]);
  await dialog(latchkey).getByRole('button', { name: 'I copied it there, use it' }).click();
  await expectConnected(latchkey);
});

test('a sign-in that was denied and pasted ends in its own words', async ({ sharedLatchkey: latchkey, server }) => {
  const browser = await systemBrowser(latchkey);
  await fillForm(latchkey, server, { place: 'Anywhere, then paste the address', callbackUrl: PUBLIC });
  await connect(latchkey);
  await dialog(latchkey).getByRole('button', { name: 'Open sign-in page' }).click();
  const state = new URL(await browser.opened()).searchParams.get('state');
  await paste(latchkey, `${PUBLIC}?error=access_denied&state=${state}`);
  await expect(dialog(latchkey)).toContainText('Not connected');
  await expect(dialog(latchkey)).toContainText('access_denied');
});
