/**
 * Real providers, replayed: the catalogue's own files, unchanged, against servers under the providers' real names that demand every request
 * as the providers' documents have it. Each connects, refreshes, says where it departs from the RFCs, and survives its errors.
 */
import { cases } from './support/replay/cases';
import { connect, dialog, expect, fillForm, liveThrough, test } from './support/replay/steps';
import { slack } from './support/replay/world';
import { shopify, shopifyCallback } from './support/replay/world-shops';
import { connectFromForm, refresh } from './support/screen';

for (const played of cases) {
  test(`${played.provider.name} connects, refreshes, tells its deviations, and loses nothing by its errors`, async ({
    started,
  }) => {
    await liveThrough(await started(played.provider), played);
  });
}

test('a reply of Slack with tokens of a bot and of a user becomes two accounts, and each refreshes alone', async ({
  started,
}) => {
  const { latchkey, server } = await started(slack.provider);
  const bot = await connect({ latchkey, server }, slack);
  const [first, second] = (await latchkey.view()).accounts;
  expect(first).toMatchObject({ identity: 'U0BOT', label: 'U0BOT' });
  expect(second).toMatchObject({ identity: 'U1USER', label: 'U1USER (user)' });
  expect(second?.scope.granted).toEqual(['chat:write']);
  await refresh(latchkey, bot);
  const [, untouched] = (await latchkey.view()).accounts;
  expect(untouched).toEqual(second);
  expect(server.violations).toEqual([]);
});

const shops = [
  { shop: 'evil.example/', says: 'This does not fit into the provider’s address.' },
  { shop: 'my-shop.myshopify.com.evil.example', says: 'This does not fit into the provider’s address.' },
  { shop: 'evil.example#', says: 'This does not fit into the provider’s address.' },
  { shop: 'me@evil.example', says: 'This does not fit into the provider’s address.' },
  { shop: '', says: 'This value is needed: it is part of the provider’s address.' },
] as const;

for (const { shop, says } of shops) {
  test(`a shop called "${shop}" is refused before anything is sent`, async ({ started }) => {
    const { latchkey, server } = await started(shopify.provider);
    const form = await fillForm(latchkey, {
      ...shopify.provider,
      form: { ...shopify.provider.form, Shop: shop },
    });
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(form.getByLabel('Shop', { exact: true })).toHaveAccessibleDescription(new RegExp(says));
    expect(latchkey.windowAddresses()).toHaveLength(1);
    expect((await latchkey.view()).clients).toEqual([]);
    expect(server.tokenRequests).toEqual([]);
  });
}

test('a callback of Shopify that somebody else signed is not used', async ({ started }) => {
  const { latchkey, server } = await started({
    ...shopify.provider,
    authorize: { ...shopify.provider.authorize, yes: (session) => shopifyCallback(session, 'another secret') },
  });
  await fillForm(latchkey, shopify.provider);
  const page = await connectFromForm(latchkey);
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(dialog(latchkey)).toContainText('The answer lacks the provider’s signature, or it is wrong.');
  expect(server.tokenRequests).toEqual([]);
  expect((await latchkey.view()).accounts).toEqual([]);
});
