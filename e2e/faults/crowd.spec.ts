/** Many accounts at once: due together, in doubt together, and as neighbours of one that is refreshed. */
import type { AppProcess } from './support/app-process';
import { connectAccounts, expect, needlessRedemptions, standingOf, test } from './support/fixtures';
import { report, short } from './support/rows';
import type { RotationServer } from './support/rotation-server';

const FEW = short ? 10 : 100;
const MANY = short ? 200 : 10_000;
/** What refresh-queue.ts allows one host. */
const TOGETHER = 4;

/** Connects grants by number, from and to included, as many at a time as are refreshed at a time. */
async function connectMore(app: AppProcess, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += TOGETHER) {
    const codes = Array.from({ length: Math.min(TOGETHER, to - number + 1) }, (_, index) => `grant-${number + index}`);
    await Promise.all(codes.map((code) => app.ask('connect', { code, accountId: null })));
  }
}

/** Bytes that one refresh of an account writes. */
async function bytesOfARefresh(app: AppProcess, id: string): Promise<number> {
  await app.ask('settle', null);
  await app.ask('killAt', null);
  expect(await app.ask('refresh', { id, again: false })).toBe('refreshed');
  await app.ask('settle', null);
  return app.ask('written', null);
}

/** Accounts that hold the newest token and say nothing else. */
async function countSound(app: AppProcess, server: RotationServer): Promise<number> {
  return (await app.ask('accounts', null)).filter((account) => standingOf(account, server) === 'sound').length;
}

test(`${MANY} accounts at once: a few requests at a time, and a way to stop; a refresh writes no more than among ${FEW}`, async ({
  serve,
  start,
}) => {
  const server = await serve({ strict: true });
  const app = await start(server);
  const [id = ''] = await connectAccounts(app, 1);
  // The first has no generation before it to keep.
  await app.ask('refresh', { id, again: false });
  await connectMore(app, 2, FEW);
  const amongFew = await bytesOfARefresh(app, id);
  await connectMore(app, FEW + 1, MANY);
  const amongMany = await bytesOfARefresh(app, id);
  expect(amongFew).toBeGreaterThan(0);
  expect(amongMany).toBe(amongFew);
  await report({
    ...harmless,
    fault: `a refresh among ${FEW} and among ${MANY} accounts`,
    note: `${amongFew} and ${amongMany} bytes written`,
  });

  const before = server.redemptions.length;
  server.hold(5);
  const stopped = app.ask('refreshAll', null);
  await expect
    .poll(async () => (await app.ask('progress', null))?.done ?? 0, { timeout: 300_000 })
    .toBeGreaterThanOrEqual(MANY / 10);
  expect((await app.ask('progress', null))?.total).toBe(MANY);
  await app.ask('cancel', null);
  const { refreshed = 0, cancelled = 0, ...others } = await stopped;
  expect(others).toEqual({});
  expect(refreshed + cancelled).toBe(MANY);
  expect(cancelled).toBeGreaterThan(0);
  expect(server.redemptions.length - before, 'what was stopped was not sent').toBe(refreshed);
  expect(await app.ask('progress', null)).toBeNull();

  expect(await app.ask('refreshAll', null)).toEqual({ refreshed: MANY });
  expect(server.load.most).toBeLessThanOrEqual(TOGETHER);
  expect(server.load.most, 'side by side all the same').toBeGreaterThan(1);
  const sound = await countSound(app, server);
  await report({
    fault: `${MANY} accounts refreshed at once, stopped, and again`,
    injected: MANY,
    survived: sound,
    grantsLost: MANY - sound,
    recordsDamaged: 0,
    extraRequests: server.redemptions.length - before - refreshed - MANY + needlessRedemptions(server),
    note: `at most ${server.load.most} requests at a time; stopped after ${refreshed}`,
  });
  expect(sound).toBe(MANY);
  expect(needlessRedemptions(server)).toBe(0);
});

test('many in doubt at a start: each sent once more, a few at a time; unreachable, they stay in doubt', async ({
  serve,
  start,
}) => {
  const server = await serve({ strict: false });
  const count = short ? 40 : 1000;
  const first = await start(server);
  const ids = await connectAccounts(first, count);
  server.meet(() => ({ after: (response) => response.destroy() }));
  for (const id of ids) expect(await first.ask('refresh', { id, again: false })).toMatch(/^failed uncertain/);
  await first.kill();
  server.meet(null);
  const sent = server.redemptions.length;
  expect(sent).toBe(count);

  // Nobody answers on the discard port.
  const unreachable = { tokenEndpoint: 'http://127.0.0.1:9/token', afterLostReply: 'retry_once' } as const;
  const second = await start(server, unreachable);
  await second.ask('settle', null);
  const standings = (await second.ask('accounts', null)).map((account) => standingOf(account, server));
  expect(standings).toEqual(Array.from({ length: count }, () => 'told'));
  expect(await second.ask('refresh', { id: ids[0]!, again: false })).toMatch(/^failed not_sent/);
  await second.kill();
  expect(server.redemptions).toHaveLength(sent);

  server.hold(30);
  const third = await start(server, { afterLostReply: 'retry_once' });
  await third.ask('settle', null);
  const sound = await countSound(third, server);
  const repeated = server.redemptions.slice(sent);
  await report({
    fault: 'in doubt at a start, all of them',
    injected: count,
    survived: sound,
    grantsLost: count - sound,
    recordsDamaged: third.ready.damaged.length,
    extraRequests: repeated.length - count,
    note: `at most ${server.load.most} requests at a time`,
  });
  expect(sound).toBe(count);
  expect(repeated.map(({ outcome }) => outcome)).toEqual(Array.from({ length: count }, () => 'repeated'));
  expect(server.load.most).toBeLessThanOrEqual(TOGETHER);
  expect(server.load.most, 'side by side all the same').toBeGreaterThan(1);
});

const harmless = { injected: 1, survived: 1, grantsLost: 0, recordsDamaged: 0, extraRequests: 0 };
