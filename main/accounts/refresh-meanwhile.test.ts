import { describe, expect, it } from 'vitest';
import type { TransportResult } from '../oauth';
import type { Provider } from '../providers';
import { answer, tokens } from './fakes';
import { deferred, settle } from './deferred';
import { LOST, NEW_TOKENS, retrying, setUpRefresh, sinaapp } from './refresh-setup';

describe('while a refresh is on its way, it', () => {
  it('drops a reply when the account was connected again meanwhile', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, book, current, server } = await setUpRefresh([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    await expect.poll(() => server.bodies).toHaveLength(1);
    const connectedAgain = tokens({ accessToken: tokens().accessToken });
    await book.record(
      'account-1',
      (old) => ({ ...old, grantId: 'grant-2', tokens: connectedAgain }),
      () => undefined,
    );
    reply.resolve(answer(NEW_TOKENS));
    expect(await refreshed).toEqual({ kind: 'overtaken' });
    expect(current().tokens).toBe(connectedAgain);
  });

  it.each<[string, TransportResult, Provider]>([
    ['tokens', answer(NEW_TOKENS), sinaapp],
    ['an error', answer({ error: 'invalid_grant' }, 400), sinaapp],
    ['nothing, at a provider that allows another request', LOST, retrying],
  ])(
    'changes nothing where it brings %s while the account is being connected again',
    async (_what, result, provider) => {
      const reply = deferred<TransportResult>();
      const { refreshing, book, records, current, server } = await setUpRefresh([reply.promise], { provider });
      const refreshed = refreshing.refresh('account-1', false);
      await expect.poll(() => server.bodies).toHaveLength(1);
      const disk = deferred<void>();
      records.before = disk.promise;
      const again = book.record(
        'account-1',
        (old) => ({ ...old, grantId: 'grant-2' }),
        () => undefined,
      );
      reply.resolve(result);
      disk.resolve();
      await again;
      expect(await refreshed).toEqual({ kind: 'overtaken' });
      expect(current()).toMatchObject({ grantId: 'grant-2', generation: 1, problem: null });
      expect(server.bodies).toHaveLength(1);
    },
  );

  it.each([
    ['tokens', answer(NEW_TOKENS)],
    ['an error', answer({ error: 'invalid_grant' }, 400)],
    ['nothing', LOST],
  ])('is overtaken where it brings %s after its account was erased', async (_what, result) => {
    const reply = deferred<TransportResult>();
    const { refreshing, book, records, journal, server } = await setUpRefresh([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    await expect.poll(() => server.bodies).toHaveLength(1);
    await book.remove('account-1');
    reply.resolve(result);
    expect(await refreshed).toEqual({ kind: 'overtaken' });
    expect([records.saved.size, book.all().length]).toEqual([0, 0]);
    expect(journal.steps.at(-1)).toBe('clear');
  });

  it('is overtaken where its account is being erased when it brings tokens', async () => {
    const [reply, disk] = [deferred<TransportResult>(), deferred<void>()];
    const { refreshing, book, records, server } = await setUpRefresh([reply.promise]);
    const erase = records.remove.bind(records);
    records.remove = (id) => disk.promise.then(() => erase(id));
    const refreshed = refreshing.refresh('account-1', false);
    await expect.poll(() => server.bodies).toHaveLength(1);
    const erased = book.remove('account-1');
    reply.resolve(answer(NEW_TOKENS));
    await settle();
    disk.resolve();
    await erased;
    expect(await refreshed).toEqual({ kind: 'overtaken' });
    expect(records.saved.size).toBe(0);
  });

  it('is waited for by who settles', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, server } = await setUpRefresh([reply.promise]);
    const order: string[] = [];
    const refreshed = refreshing.refresh('account-1', false).then(() => order.push('refreshed'));
    const settled = refreshing.settled().then(() => order.push('settled'));
    await expect.poll(() => server.bodies).toHaveLength(1);
    reply.resolve(answer(NEW_TOKENS));
    await Promise.all([refreshed, settled]);
    expect(order).toEqual(['refreshed', 'settled']);
  });

  it('waits for what is to be done alone, and what is to be done alone is refused while it runs', async () => {
    const [held, reply] = [deferred<void>(), deferred<TransportResult>()];
    const { refreshing, server } = await setUpRefresh([reply.promise]);
    const working = refreshing.alone('account-1', () => held.promise);
    const refreshed = refreshing.refresh('account-1', false);
    const order: string[] = [];
    const idle = refreshing.whenIdle('account-1').then(() => order.push('idle'));
    expect(refreshing.alone('account-1', () => Promise.resolve())).toBeNull();
    await settle();
    expect(server.bodies).toEqual([]);
    held.resolve();
    await working;
    await expect.poll(() => server.bodies).toHaveLength(1);
    expect(order).toEqual([]);
    reply.resolve(answer(NEW_TOKENS));
    await Promise.all([refreshed, idle]);
    expect(order).toEqual(['idle']);
    expect(await refreshing.alone('account-1', () => Promise.resolve('alone again'))).toBe('alone again');
  });

  it('does not lose a name that was typed meanwhile', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, book, current } = await setUpRefresh([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    await book.change('account-1', (old) => ({ ...old, label: 'CI bot' }));
    reply.resolve(answer(NEW_TOKENS));
    await refreshed;
    expect(current().label).toBe('CI bot');
    expect(current().generation).toBe(2);
  });
});
