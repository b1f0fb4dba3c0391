/** What a person does with a replayed provider on the app's screens, and what is looked at. */
import type { Locator } from '@playwright/test';
import { details, dialog, expect, test as base, type Latchkey } from '../practice';
import { accountRow, expectStatus, refresh } from '../screen';
import type { ExpectedDeviation, ReplayCase } from './provider';
import { cases, foreignCases } from './cases';
import { openStage, type ReplayServer, type ReplayStage } from './server';

export { dialog, expect };

export interface Started {
  readonly server: ReplayServer;
  readonly latchkey: Latchkey;
}

/** Starts a provider's servers, with an app that the provider's names lead to them. */
type Start = (provider: ReplayCase['provider']) => Promise<Started>;

export const test = base.extend<{ readonly started: Start }, { readonly stage: ReplayStage }>({
  stage: [
    async ({}, use) => {
      const stage = await openStage([...cases, ...Object.values(foreignCases)].map(({ provider }) => provider));
      await use(stage);
      await stage.close();
    },
    { scope: 'worker' },
  ],
  sharedOptions: [async ({ stage }, use) => use(stage.options), { scope: 'worker' }],
  started: async ({ sharedLatchkey, stage }, use) => {
    await use(async (provider) => ({ server: await stage.play(provider), latchkey: sharedLatchkey }));
    expect(stage.clear()).toEqual([]);
  },
});

/** Chooses the provider among the others and fills in its form, which is given. */
export async function fillForm(latchkey: Latchkey, { name, form }: ReplayCase['provider']): Promise<Locator> {
  await latchkey.window.getByRole('button', { name: 'Connect other provider', exact: true }).click();
  const open = dialog(latchkey);
  await open.getByLabel('Search providers').fill(name);
  await open.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  for (const [label, value] of Object.entries(form)) await open.getByLabel(label, { exact: true }).fill(value);
  return open;
}

/** Connects a first account; where the provider tells of a refusal, its user says no first. */
export async function connect({ latchkey, server }: Started, { provider }: ReplayCase): Promise<Locator> {
  const form = await fillForm(latchkey, provider);
  let page = await latchkey.signInPage(() => form.getByRole('button', { name: 'Connect', exact: true }).click());
  await expect(page.getByRole('heading')).toHaveText('Sign in');
  if (provider.authorize.no !== undefined) {
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
  const brief = deviations.map(({ tag, section, seen }) => [tag, section.replace(/^.* /, ''), seen].join(' | '));
  expect(brief.toSorted()).toEqual(expected.map((one) => one.join(' | ')).toSorted());
  await row.click();
  const shown = details(latchkey).getByRole('tabpanel').getByRole('listitem');
  await expect(shown).toHaveCount(expected.length);
  for (const { section, seen } of deviations) {
    await expect(shown.filter({ hasText: section }).filter({ hasText: seen })).not.toHaveCount(0);
  }
}

/** Connects, refreshes and meets every error: each time with what was expected, and nothing lost. */
export async function liveThrough({ latchkey, server }: Started, played: ReplayCase): Promise<void> {
  const row = await connect({ latchkey, server }, played);
  const connected = await firstAccount(latchkey);
  expect(connected).toMatchObject({ identity: played.identity, generation: 1, problem: null });
  const expiry = connected.access?.expiry;
  expect(expiry?.kind === 'at' ? Math.round((expiry.at - connected.issuedAt) / 1000) : null).toBe(played.lives);
  await expectDeviations(latchkey, row, played.connected);

  if (played.provider.refresh === undefined) {
    await expect(row.getByRole('button', { name: 'Refresh', exact: true })).toBeDisabled();
    return;
  }
  const { advisesAgainst } = played.provider;
  await refresh(latchkey, row, advisesAgainst === 'always');
  expect(server.violations).toEqual([]);
  const refreshed = await firstAccount(latchkey);
  expect(refreshed).toMatchObject({ identity: played.identity, generation: 2, problem: null });
  expect(refreshed.access?.fingerprint).not.toBe(connected.access?.fingerprint);
  await expectDeviations(latchkey, row, played.refreshed);

  for (const { reply, status, says, serverCode } of played.errors) {
    server.answerNext(reply);
    const failedBefore = (await firstAccount(latchkey)).problem !== null;
    await refresh(latchkey, row, advisesAgainst === 'always' || (advisesAgainst === 'after_failure' && failedBefore));
    await expectStatus(row, status);
    await expect(row).toContainText(says);
    const { access, refresh: renewal, generation, problem } = await firstAccount(latchkey);
    const kept = { access: refreshed.access, refresh: refreshed.refresh, generation: 2 };
    expect({ access, refresh: renewal, generation }).toEqual(kept);
    expect(problem?.serverCode).toBe(serverCode);
  }
  expect(server.violations).toEqual([]);
  expect(server.tokenRequests.filter((kind) => kind === 'refresh')).toHaveLength(played.errors.length + 1);
}
