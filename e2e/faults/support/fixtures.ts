/** What every test of the fault suite needs: a folder, servers and apps that are gone afterwards, and accounts with a truth to compare. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { AccountState } from '../../fault-process/protocol';
import { AppProcess, type StartOptions } from './app-process';
import { startRotationServer, type RotationServer, type RotationServerOptions } from './rotation-server';

export { expect };

interface FaultFixtures {
  readonly folder: string;
  readonly serve: (options: RotationServerOptions) => Promise<RotationServer>;
  /** Starts the app without windows in {@link FaultFixtures.folder}. */
  readonly start: (server: RotationServer, options?: Partial<StartOptions>) => Promise<AppProcess>;
}

export const test = base.extend<FaultFixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-faults-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  serve: async ({}, use) => {
    const servers: RotationServer[] = [];
    await use(async (options) => {
      const server = await startRotationServer(options);
      servers.push(server);
      return server;
    });
    for (const server of servers) await server.close();
  },
  start: async ({ folder }, use) => {
    const apps: AppProcess[] = [];
    await use(async (server, options = {}) => {
      const given = { tokenEndpoint: server.tokenEndpoint, afterLostReply: 'ask' } as const;
      const app = await AppProcess.start({ ...given, userDataFolder: folder, ...options });
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.kill();
  },
});

/** How an account of the app stands, compared with what its server knows. */
export type Standing =
  /** It holds the newest token. */
  | 'sound'
  /** It holds the newest token, and does not know that it does. */
  | 'needless_doubt'
  /** It holds the token before, and says that it may be spent. */
  | 'told'
  /** It holds a spent token and says nothing, or one that is older still: the grant is lost without a word. */
  | 'lost';

export function standingOf(account: AccountState, server: RotationServer): Standing {
  const token = server.find(account.refreshTokenHash ?? '');
  if (token === undefined) return 'lost';
  const { newest } = server.grant(token.grant);
  const uncertain = account.problem?.startsWith('uncertain') === true;
  if (token.number === newest) return uncertain ? 'needless_doubt' : 'sound';
  return token.number === newest - 1 && uncertain ? 'told' : 'lost';
}

/** Connects so many accounts, each a grant of its own at the server: `grant-1`, `grant-2` … Gives their ids. */
export async function connectAccounts(app: AppProcess, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    ids.push(await app.ask('connect', { code: `grant-${number}`, accountId: null }));
  }
  return ids;
}

/** The account of that id, as the app has it now. */
export async function accountOf(app: AppProcess, id: string): Promise<AccountState> {
  const found = (await app.ask('accounts', null)).find((account) => account.id === id);
  if (found === undefined) throw new Error('the account is gone');
  return found;
}

/** How often a refresh token was sent that had been spent before, by a grant that is not allowed it. */
export function needlessRedemptions(server: RotationServer): number {
  return server.redemptions.filter(({ outcome }) => outcome !== 'rotated').length;
}
