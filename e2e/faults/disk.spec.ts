/** A disk that is full before the request, and one that fills up while the server works: nothing is sent, or nothing is lost. */
import path from 'node:path';
import { accountOf, connectAccounts, expect, standingOf, test } from './support/fixtures';
import { report } from './support/rows';
import { json } from './support/rotation-server';
import { bearFileSizeLimit, changeFileSizeLimit, mountSmallDisk } from './support/small-disk';

test('a small disk that is full before the request, or after it', async ({ serve, start, folder }) => {
  const disk = await mountSmallDisk(path.join(folder, 'vault'));
  // Where mounting is not allowed, the file-size limit below is what there is.
  if (disk === null) return;
  try {
    const server = await serve({ strict: true });
    const app = await start(server);
    const [id] = await connectAccounts(app, 1);

    await disk.fill();
    expect(await app.ask('refresh', { id: id!, again: false })).toBe('not_keepable full');
    expect(server.redemptions).toHaveLength(0);
    expect(standingOf(await accountOf(app, id!), server)).toBe('sound');
    await report({ ...harmless, fault: 'disk full before the request (tmpfs)', note: 'nothing was sent' });

    await disk.empty();
    server.meet(() => ({ after: (response, body) => void disk.fill().then(() => json(response, 200, body)) }));
    expect(await app.ask('refresh', { id: id!, again: false })).toBe('refreshed_unsaved full');
    expect(standingOf(await accountOf(app, id!), server)).toBe('sound');
    await app.kill();

    const second = await start(server);
    expect(second.ready.damaged).toEqual([]);
    expect(second.ready.accounts).toMatchObject([{ generation: 2, unsaved: true }]);
    expect(standingOf(second.ready.accounts[0]!, server)).toBe('sound');
    await disk.empty();
    await expect.poll(async () => (await accountOf(second, id!)).unsaved, { timeout: 60_000 }).toBe(false);
    await second.kill();

    const third = await start(server);
    expect(standingOf(third.ready.accounts[0]!, server)).toBe('sound');
    await third.kill();
    await report({
      ...harmless,
      fault: 'disk full after the request, then SIGKILL (tmpfs)',
      recordsDamaged: third.ready.damaged.length,
      note: 'the reserved space took the reply',
    });
  } finally {
    await disk.unmount();
  }
});

test('a file-size limit before the request, or after it', async ({ serve, start }) => {
  const server = await serve({ strict: true });
  const first = await start(server);
  const [id] = await connectAccounts(first, 1);
  await first.kill();

  const app = await start(server, { through: bearFileSizeLimit });
  await changeFileSizeLimit(app.pid, 65_536);
  expect(await app.ask('refresh', { id: id!, again: false })).toBe('not_keepable full');
  expect(server.redemptions).toHaveLength(0);
  await report({ ...harmless, fault: 'file-size limit before the request', note: 'nothing was sent' });

  await changeFileSizeLimit(app.pid, null);
  server.meet(() => ({
    after: (response, body) => void changeFileSizeLimit(app.pid, 1024).then(() => json(response, 200, body)),
  }));
  expect(await app.ask('refresh', { id: id!, again: false })).toBe('refreshed_unsaved full');
  expect(standingOf(await accountOf(app, id!), server)).toBe('sound');
  await changeFileSizeLimit(app.pid, null);
  await expect.poll(async () => (await accountOf(app, id!)).unsaved, { timeout: 60_000 }).toBe(false);
  await app.kill();
  const last = await start(server);
  expect(standingOf(last.ready.accounts[0]!, server)).toBe('sound');
  await report({
    ...harmless,
    fault: 'nothing can be written after the request',
    recordsDamaged: last.ready.damaged.length,
    note: 'kept in memory until it could be written',
  });
});

const harmless = { injected: 1, survived: 1, grantsLost: 0, recordsDamaged: 0, extraRequests: 0 };
