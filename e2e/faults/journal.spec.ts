/**
 * A power cut at each single file operation of a refresh, before it is done and in the middle of each write: so at every step of the
 * journal (reserve, sent, received, commit, clear) and between them. And one more at each operation of the recovery from it.
 */
import type { KillPoint, Ready } from '../fault-process/protocol';
import type { AppProcess } from './support/app-process';
import { connectAccounts, expect, standingOf, test, type Standing } from './support/fixtures';
import { report, short } from './support/rows';
import type { RotationServer } from './support/rotation-server';

type Start = (server: RotationServer, options?: { readonly killAtStart?: KillPoint }) => Promise<AppProcess>;

function standing(ready: Ready, server: RotationServer): Standing {
  const [account] = ready.accounts;
  return account === undefined ? 'lost' : standingOf(account, server);
}

/** Brings an account back as its user would, so that the next cut finds it sound. */
async function mend(app: AppProcess, server: RotationServer): Promise<void> {
  const [account] = app.ready.accounts;
  const found = standing(app.ready, server);
  if (account === undefined) throw new Error('the account is gone');
  if (found === 'told') await app.ask('connect', { code: 'grant-1', accountId: account.id });
  else expect(await app.ask('refresh', { id: account.id, again: true })).toBe('refreshed');
  // Its last operations must not be counted as the first of the next.
  await app.ask('settle', null);
}

/** Refreshes until the app dies of its kill point; false where it never got there. */
async function refreshToDeath(app: AppProcess, point: KillPoint): Promise<boolean> {
  const [account] = app.ready.accounts;
  await app.ask('killAt', point);
  try {
    await app.ask('refresh', { id: account!.id, again: true });
    await app.ask('settle', null);
    await app.kill();
    return false;
  } catch {
    // What was wanted; the next start shows what is left.
    await app.ended();
    return true;
  }
}

/** The file operations of one refresh, by name, as the app does them. */
async function operationsOfARefresh(app: AppProcess, id: string): Promise<readonly string[]> {
  // The first has no content before it to keep.
  await app.ask('refresh', { id, again: false });
  await app.ask('settle', null);
  await app.ask('killAt', null);
  await app.ask('refresh', { id, again: false });
  await app.ask('settle', null);
  return app.ask('operations', null);
}

function pointsOf(operations: readonly string[]): readonly KillPoint[] {
  return operations.flatMap((name, index) =>
    (name === 'write' ? [false, true] : [false]).map((half) => ({ operation: index + 1, half })),
  );
}

test('a power cut at every file operation of a refresh', async ({ serve, start }) => {
  const server = await serve({ strict: true });
  const first = await start(server);
  const [id] = await connectAccounts(first, 1);
  const all = pointsOf(await operationsOfARefresh(first, id!));
  const points = short ? all.filter((_, index) => index % 3 === 0) : all;
  await first.kill();
  const tally = { died: 0, lost: 0, told: 0, damaged: 0 };
  for (const point of points) {
    const app = await start(server);
    await mend(app, server);
    if (await refreshToDeath(app, point)) tally.died += 1;
    const before = server.redemptions.length;
    const next = await start(server);
    const found = standing(next.ready, server);
    if (found === 'lost') tally.lost += 1;
    if (found === 'told') tally.told += 1;
    tally.damaged += next.ready.damaged.length;
    expect(server.redemptions.length, 'recovery sends nothing').toBe(before);
    await next.kill();
  }
  const refused = server.redemptions.filter(({ outcome }) => outcome === 'refused').length;
  await report({
    fault: 'SIGKILL at each file operation of a refresh',
    injected: points.length,
    survived: tally.died,
    grantsLost: tally.lost,
    recordsDamaged: tally.damaged,
    extraRequests: refused,
    note: `${tally.told} between the server's reply and its being durable, each Uncertain`,
  });
  expect({ ...tally, refused }).toEqual({ died: points.length, lost: 0, told: tally.told, damaged: 0, refused: 0 });
  expect(tally.told).toBeGreaterThan(0);
  expect(tally.told).toBeLessThan(points.length / 3);
});

test('a power cut at every file operation of the recovery from one', async ({ serve, start }) => {
  const server = await serve({ strict: true });
  const first = await start(server);
  const [id] = await connectAccounts(first, 1);
  const operations = await operationsOfARefresh(first, id!);
  const points = pointsOf(operations);
  await first.kill();
  // The reply is durable, the record is not written yet: all of the commit is left to do.
  const received = operations.indexOf('datasync', operations.indexOf('datasync') + 1) + 2;
  const atStart = short ? points.filter((_, index) => index % 4 === 0) : points;
  const tally = { cuts: 0, lost: 0, damaged: 0 };
  for (const killAtStart of atStart) {
    const app = await start(server);
    await mend(app, server);
    expect(await refreshToDeath(app, { operation: received, half: false })).toBe(true);
    const before = server.redemptions.length;
    if (await diesAtStart(start, server, killAtStart)) tally.cuts += 1;
    const next = await start(server);
    if (standing(next.ready, server) !== 'sound') tally.lost += 1;
    tally.damaged += next.ready.damaged.length;
    expect(server.redemptions.length, 'recovery sends nothing').toBe(before);
    await next.kill();
  }
  await report({
    fault: 'SIGKILL at each file operation of the recovery',
    injected: tally.cuts,
    survived: tally.cuts,
    grantsLost: tally.lost,
    recordsDamaged: tally.damaged,
    extraRequests: 0,
  });
  expect(tally).toMatchObject({ lost: 0, damaged: 0 });
  expect(tally.cuts).toBeGreaterThan(atStart.length / 4);
});

/** False where the recovery has fewer operations, and the app is there. */
async function diesAtStart(start: Start, server: RotationServer, killAtStart: KillPoint): Promise<boolean> {
  try {
    const app = await start(server, { killAtStart });
    await app.ask('settle', null);
    await app.kill();
    return false;
  } catch {
    // It ended before it was ready, or before it had settled: what was wanted. Its state is looked at by the next start.
    return true;
  }
}
