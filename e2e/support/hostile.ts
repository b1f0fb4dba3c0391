/** The stage of the tests with a provider that means harm: its server, and one app for a whole file. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ErrorCode } from '../../preload/contract';
import { startHostileServer, type HostileServer, type Trick } from './hostile-server';
import { expect, test as base } from './latchkey';
import { Latchkey } from './running-app';

/** Every host that ends so leads to the hostile server, so that what would reach it is seen. */
export const CALLBACK = 'http://callback.look.test/cb';

export interface Stage {
  readonly latchkey: Latchkey;
  readonly server: HostileServer;
}

export const test = base.extend<Stage, { readonly stage: Stage }>({
  stage: [
    async ({}, use) => {
      const server = await startHostileServer();
      const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-user-data-'));
      const hosts = { '*look.test': server.port, '*look.test.': server.port, '*evil.test': server.port };
      const latchkey = await Latchkey.start(folder, { hosts });
      await use({ server, latchkey });
      await latchkey.close();
      await latchkey.cleanUp();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  server: async ({ stage }, use) => use(stage.server),
  latchkey: async ({ stage: { latchkey } }, use) => {
    await use(latchkey);
    expect(await latchkey.complaints()).toEqual([]);
    await latchkey.beginAnew();
  },
});

/** A client whose provider plays this trick. */
async function clientOf({ latchkey, server }: Stage, trick: Trick): Promise<string> {
  const { clientId } = await latchkey.ask('saveClient', {
    id: null,
    providerId: 'standard',
    clientId: `client-${randomUUID()}`,
    clientSecret: null,
    callbackUrl: CALLBACK,
    scope: '',
    endpoints: { authorize: server.play(trick), token: server.tokenEndpoint, refresh: null },
    authentication: 'none',
    variables: {},
    fields: {},
  });
  return clientId;
}

/** Signs in and gives how it ended: `connected`, or the error's code. */
export async function endOf(
  stage: Stage,
  trick: Trick,
): Promise<{ readonly code: ErrorCode | 'connected'; readonly detail: string | null }> {
  const answer = await stage.latchkey.call('signIn', { clientId: await clientOf(stage, trick), accountId: null });
  return answer.ok ? { code: 'connected', detail: null } : answer.error;
}

export interface Running {
  readonly page: Page;
  readonly ended: Promise<unknown>;
}

/** Signs in at a page that stays. */
export async function signInAt(stage: Stage, trick: Trick): Promise<Running> {
  const clientId = await clientOf(stage, trick);
  let ended: Promise<unknown> = Promise.resolve();
  const page = await stage.latchkey.signInPage(async () => {
    ended = stage.latchkey.call('signIn', { clientId, accountId: null });
  });
  return { page, ended };
}

/** Ends the one attempt as its user does in the main window. */
export async function cancel({ latchkey }: Stage, { ended }: Running): Promise<void> {
  const [attempt] = (await latchkey.view()).attempts;
  await latchkey.ask('cancelAttempt', { attemptId: attempt?.id ?? '' });
  expect(await ended).toMatchObject({ ok: false, error: { code: 'sign_in_cancelled' } });
  await onlyMainIsLeft(latchkey);
}

export async function onlyMainIsLeft(latchkey: Latchkey): Promise<void> {
  const count = (): Promise<number> =>
    latchkey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await expect.poll(count).toBe(1);
}

export { expect };
