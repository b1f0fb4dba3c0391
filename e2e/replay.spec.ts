/**
 * Real providers, replayed: the catalogue's own files, unchanged, against servers under the providers' real names that demand every request
 * as the providers' documents have it. Each connects, refreshes, says where it departs from the RFCs, and survives its errors.
 */
import type { Locator } from '@playwright/test';
import { alipay, qq, wechat } from './support/replay/china';
import { baidu, huawei, weibo, xiaomi } from './support/replay/china-more';
import { dingtalk, douyin, feishu } from './support/replay/china-work';
import type { ExpectedDeviation, ReplayCase } from './support/replay/provider';
import { replay, type ReplayServer } from './support/replay/server';
import { github, notion, slack } from './support/replay/world';
import { apple, google, linkedin, microsoft } from './support/replay/world-identity';
import { instagram, shopify, shopifyCallback, tiktok } from './support/replay/world-shops';
import { details, dialog, expect, test as base, type Latchkey } from './support/practice';
import { accountRow, connectFromForm, expectStatus, refresh } from './support/screen';

const test = base.extend<{ readonly started: (played: ReplayCase['provider']) => Promise<Started> }>({
  started: async ({ launch }, use) => {
    const servers: ReplayServer[] = [];
    await use(async (provider) => {
      const server = await replay(provider);
      servers.push(server);
      return { server, latchkey: await launch(server.options) };
    });
    for (const server of servers) await server.close();
  },
});

interface Started {
  readonly server: ReplayServer;
  readonly latchkey: Latchkey;
}

/** Chooses the provider among the others and fills in its form. */
async function fillForm(latchkey: Latchkey, { name, form }: ReplayCase['provider']): Promise<Locator> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  await dialog(latchkey).getByLabel('Search providers').fill(name);
  await dialog(latchkey)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  for (const [label, value] of Object.entries(form))
    await dialog(latchkey).getByLabel(label, { exact: true }).fill(value);
  return dialog(latchkey);
}

async function connect({ latchkey, server }: Started, played: ReplayCase): Promise<Locator> {
  const form = await fillForm(latchkey, played.provider);
  let page = await latchkey.signInPage(async () => {
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    if (played.provider.asksForGrant === true)
      await dialog(latchkey).getByRole('button', { name: 'Open sign-in page' }).click();
  });
  await expect(page.getByRole('heading')).toHaveText('Sign in');
  if (played.provider.authorize.no !== undefined) {
    await page.getByRole('button', { name: 'Deny' }).click();
    await expect(dialog(latchkey)).toContainText('The provider says that access was denied.');
    page = await latchkey.signInPage(() => dialog(latchkey).getByRole('button', { name: 'Try again' }).click());
  }
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(latchkey.window.locator('[data-account]').first()).toBeVisible();
  expect(server.violations).toEqual([]);
  const row = accountRow(latchkey, (await firstAccount(latchkey)).label);
  await expectStatus(row, 'Fresh');
  return row;
}

async function firstAccount(latchkey: Latchkey) {
  const account = (await latchkey.view()).accounts[0];
  if (account === undefined) throw new Error('There is no account.');
  return account;
}

/** What the details say about departures: the section and what was seen, for each and for no other. */
async function expectDeviations(
  latchkey: Latchkey,
  row: Locator,
  expected: readonly ExpectedDeviation[],
): Promise<void> {
  const { deviations } = await firstAccount(latchkey);
  const brief = deviations.map(({ tag, section, seen }) => [tag, section.replace(/^.* /, ''), seen]);
  expect(brief.toSorted()).toEqual([...expected].toSorted());
  await row.click();
  const shown = details(latchkey).getByRole('listitem');
  await expect(shown).toHaveCount(expected.length);
  for (const { section, seen } of deviations) {
    await expect(shown.filter({ hasText: section }).filter({ hasText: seen })).not.toHaveCount(0);
  }
}

const cases: readonly ReplayCase[] = [
  wechat,
  qq,
  alipay,
  dingtalk,
  feishu,
  douyin,
  weibo,
  baidu,
  huawei,
  xiaomi,
  github,
  slack,
  notion,
  microsoft,
  google,
  apple,
  linkedin,
  shopify,
  instagram,
  tiktok,
];

for (const played of cases) {
  const { provider, errors } = played;
  test(`${provider.name} connects, refreshes, tells its deviations, and loses nothing by its errors`, async ({
    started,
  }) => {
    const { latchkey, server } = await started(provider);
    const row = await connect({ latchkey, server }, played);
    const connected = await firstAccount(latchkey);
    expect(connected).toMatchObject({ identity: played.identity, generation: 1, problem: null });
    const expiry = connected.access?.expiry;
    expect(expiry?.kind === 'at' ? Math.round((expiry.at - connected.issuedAt) / 1000) : null).toBe(played.lives);
    await expectDeviations(latchkey, row, played.connected);

    if (provider.refresh === undefined) {
      await expect(row.getByRole('button', { name: 'Refresh', exact: true })).toBeDisabled();
      return;
    }
    await refresh(latchkey, row);
    expect(server.violations).toEqual([]);
    const refreshed = await firstAccount(latchkey);
    expect(refreshed).toMatchObject({ identity: played.identity, generation: 2, problem: null });
    expect(refreshed.access?.fingerprint).not.toBe(connected.access?.fingerprint);
    await expectDeviations(latchkey, row, played.refreshed);

    for (const { reply, status, says, serverCode } of errors) {
      server.answerNext(reply);
      await refresh(latchkey, row);
      await expectStatus(row, status);
      await expect(row).toContainText(says);
      const { access, refresh: renewal, generation, problem } = await firstAccount(latchkey);
      expect({ access, refresh: renewal, generation }).toEqual({
        access: refreshed.access,
        refresh: refreshed.refresh,
        generation: 2,
      });
      expect(problem?.serverCode).toBe(serverCode);
    }
    expect(server.violations).toEqual([]);
    expect(server.tokenRequests.filter((kind) => kind === 'refresh')).toHaveLength(errors.length + 1);
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
