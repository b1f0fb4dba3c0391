/** What goes into a backup, whose refresh token works in one place only, and what holds accounts still meanwhile. */
import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { catalogue } from '../providers';
import { collectBackup, isOneUse, type BackupChoice } from './backup';
import { account, answer, client, T0, tokens } from './fakes';
import { deferred } from './deferred';
import { holdStill } from './hold-still';
import { LOST, NEW_TOKENS, setUpRefresh, sinaapp } from './refresh-setup';

const provider = (id: string) => catalogue().find((each) => each.id === id);

describe('what goes in', () => {
  const accounts = [
    account(),
    account({
      id: 'account-2',
      clientId: 'client-2',
      providerId: 'acme',
      problem: { kind: 'uncertain', at: T0, reason: 'interrupted', detail: '' },
    }),
    account({ id: 'practice', practice: true }),
  ];
  const clients = [
    client(),
    client({ id: 'client-2', providerId: 'acme' }),
    client({ id: 'practice', practice: 'practice-sinaapp' }),
  ];
  const files = [
    { id: 'acme', text: 'acme' },
    { id: 'other', text: 'other' },
  ];
  const sources = {
    findAccount: (id: string) => accounts.find((each) => each.id === id),
    findClient: (id: string) => clients.find((each) => each.id === id),
    findProviderFile: (id: string) => files.find((each) => each.id === id),
  };
  const collect = (choice: Partial<BackupChoice>) => {
    const all = { accountIds: [], clientIds: [], providerIds: [], ...choice };
    const { accounts: a, clients: c, providers: p } = collectBackup(sources, all, { createdAt: T0, moved: false });
    return [a.map(({ id }) => id), c.map(({ id }) => id), p.map(({ id }) => id)];
  };

  it('is what was chosen, an account with its client and both with their provider file, each once', () => {
    expect(collect({ accountIds: ['account-1', 'account-1'] })).toEqual([['account-1'], ['client-1'], []]);
    expect(collect({ accountIds: ['account-2'], clientIds: ['client-2'] })).toEqual([
      ['account-2'],
      ['client-2'],
      ['acme'],
    ]);
    expect(collect({ clientIds: ['client-2'], providerIds: ['other'] })).toEqual([[], ['client-2'], ['other', 'acme']]);
  });

  it('is nothing for practice, and nothing that is gone', () => {
    const ids = ['practice', 'gone'];
    expect(collect({ accountIds: ids, clientIds: ids, providerIds: ids })).toEqual([[], [], []]);
  });
});

describe('a refresh token is good for one use', () => {
  const refreshed = { refreshedAt: T0, previous: tokens({ refreshToken: new Secret('refresh-0') }) };
  it.each<[string, Parameters<typeof account>[0], string, boolean]>([
    ['where its provider’s file says so', {}, 'sinaapp', true],
    ['but not where there is none', { tokens: tokens({ refreshToken: null }) }, 'sinaapp', false],
    ['nor where the file says that it is reusable', refreshed, 'google', false],
    ['nor where nobody knows', {}, 'standard', false],
    ['but where the last refresh brought another one', refreshed, 'standard', true],
    ['not where it brought the same', { refreshedAt: T0, previous: tokens() }, 'standard', false],
    ['not where the one before was of another grant', { ...refreshed, refreshedAt: null }, 'standard', false],
    ['as it has shown, also where its provider is not known', refreshed, 'none', true],
  ])('%s', (_name, part, providerId, expected) => {
    expect(isOneUse(account(part), provider(providerId))).toBe(expected);
  });
});

describe('accounts that are held still', () => {
  it('are waited for until their refresh is over, and not refreshed before the work is done', async () => {
    const reply = deferred<ReturnType<typeof answer>>();
    const { refreshing, server, current } = await setUpRefresh([
      reply.promise,
      answer({ ...NEW_TOKENS, access_token: 'access-3' }),
    ]);
    const first = refreshing.refresh('account-1', false);
    const writing = deferred<void>();
    const begun = deferred<void>();
    const held = holdStill(refreshing, ['account-1'], async () => {
      begun.resolve();
      const { generation } = current();
      await writing.promise;
      return [generation, current().generation];
    });
    reply.resolve(answer(NEW_TOKENS));
    await first;
    await begun.promise;
    const second = refreshing.refresh('account-1', false);
    writing.resolve();
    expect(await held).toEqual([2, 2]);
    await second;
    expect(current().generation).toBe(3);
    expect(server.bodies).toHaveLength(2);
  });

  it('are let go when the work fails', async () => {
    const { refreshing } = await setUpRefresh([LOST], { provider: sinaapp });
    await expect(holdStill(refreshing, ['account-1'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await refreshing.refresh('account-1', false)).kind).toBe('failed');
  });

  it('are not waited for in a circle by two at once', async () => {
    const { refreshing } = await setUpRefresh([]);
    const order: string[] = [];
    const hold = (name: string, ids: readonly string[]) =>
      holdStill(refreshing, ids, async () => void order.push(name));
    await Promise.all([hold('one', ['a', 'b', 'c']), hold('two', ['c', 'b', 'a']), hold('three', ['b', 'b'])]);
    expect(order.toSorted()).toEqual(['one', 'three', 'two']);
  });
});
