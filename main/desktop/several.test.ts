import { expect, test } from 'vitest';
import { Secret } from '../oauth';
import { account, DISK_FULL, SAVED, tokens, FakeHistory } from '../accounts/fakes';
import { copySeveral, refreshSeveral, removeSeveral } from './several';

const book = (...labels: readonly string[]) => ({
  findOpen: (id: string) => {
    const label = labels[Number(id)];
    return label === undefined
      ? undefined
      : account({ id, label, tokens: tokens({ accessToken: new Secret(`token-${id}`) }) });
  },
});

function clipboard() {
  const copied: string[] = [];
  return {
    copied,
    copy: async (text: Secret) => {
      copied.push(text.reveal());
      return 1000;
    },
  };
}

test('tokens are copied a line each, in the order asked for, without those that are locked', async () => {
  const target = clipboard();
  const told = new FakeHistory();
  const answer = await copySeveral(book('a', 'b'), told, target, { accountIds: ['1', '9', '0'], format: 'lines' }, 30);
  expect(answer).toEqual({ clearsAt: 1000 });
  expect(target.copied).toEqual(['token-1\ntoken-0']);
  const event = { kind: 'copied', by: 'several', form: 'lines' };
  expect(told.events).toEqual([
    ['1', event],
    ['0', event],
  ]);
});

test('accounts of the same name are told apart, none is lost', async () => {
  const target = clipboard();
  await copySeveral(
    book('me', 'me', '__proto__'),
    new FakeHistory(),
    target,
    { accountIds: ['0', '1', '2'], format: 'json' },
    30,
  );
  expect(target.copied).toEqual(['{\n  "me": "token-0",\n  "me (2)": "token-1",\n  "__proto__": "token-2"\n}']);
});

test('a clipboard that fails is told without its own words, and locked accounts have nothing to copy', async () => {
  const broken = { copy: () => Promise.reject(new Error('token-0 could not be written')) };
  const failed = await copySeveral(book('a'), new FakeHistory(), broken, { accountIds: ['0'], format: 'lines' }, 30);
  expect(failed).toMatchObject({ refused: { code: 'clipboard_failed', detail: null } });
  const locked = await copySeveral(book(), new FakeHistory(), clipboard(), { accountIds: ['0'], format: 'lines' }, 30);
  expect(locked).toMatchObject({ refused: { code: 'vault_locked' } });
});

test('what cannot be removed stays and is counted; the others go', async () => {
  const removed: string[] = [];
  const remove = async (id: string) => {
    if (id === 'b') return DISK_FULL;
    removed.push(id);
    return SAVED;
  };
  const forgotten: string[] = [];
  const sessions = { forgetAccount: async (id: string) => void forgotten.push(id) };
  expect(await removeSeveral({ remove }, sessions, ['a', 'b', 'c'])).toEqual({ removed: 2, failed: 1 });
  expect(removed).toEqual(['a', 'c']);
  expect(forgotten).toEqual(['a', 'c']);
});

test('each account of a batch has its own result, with the reason where it failed', async () => {
  const outcomes = {
    a: { kind: 'refreshed' },
    b: { kind: 'refused', reason: 'no_refresh_token' },
    c: { kind: 'cancelled' },
    d: { kind: 'unexpected' },
    e: { kind: 'overtaken' },
  } as const;
  const queue = { add: async (id: string) => outcomes[id as keyof typeof outcomes] };
  const { results } = await refreshSeveral(queue as never, ['a', 'b', 'c', 'd', 'e']);
  expect(results).toMatchObject([
    { accountId: 'a', outcome: 'refreshed' },
    { accountId: 'b', outcome: 'failed', error: { code: 'no_refresh_token' } },
    { accountId: 'c', outcome: 'cancelled' },
    { accountId: 'd', outcome: 'failed', error: { code: 'unexpected' } },
    { accountId: 'e', outcome: 'refreshed' },
  ]);
});
