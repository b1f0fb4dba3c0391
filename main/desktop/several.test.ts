import { expect, test } from 'vitest';
import { Secret } from '../oauth';
import { account, tokens } from '../accounts/fakes';
import { copySeveral, refreshSeveral } from './several';

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
  const answer = await copySeveral(book('a', 'b'), target, { accountIds: ['1', '9', '0'], format: 'lines' }, 30);
  expect(answer).toEqual({ clearsAt: 1000 });
  expect(target.copied).toEqual(['token-1\ntoken-0']);
});

test('accounts of the same name are told apart, none is lost', async () => {
  const target = clipboard();
  await copySeveral(book('me', 'me', '__proto__'), target, { accountIds: ['0', '1', '2'], format: 'json' }, 30);
  expect(target.copied).toEqual(['{\n  "me": "token-0",\n  "me (2)": "token-1",\n  "__proto__": "token-2"\n}']);
});

test('a clipboard that fails is told without its own words, and locked accounts have nothing to copy', async () => {
  const broken = { copy: () => Promise.reject(new Error('token-0 could not be written')) };
  const failed = await copySeveral(book('a'), broken, { accountIds: ['0'], format: 'lines' }, 30);
  expect(failed).toMatchObject({ refused: { code: 'clipboard_failed', detail: null } });
  const locked = await copySeveral(book(), clipboard(), { accountIds: ['0'], format: 'lines' }, 30);
  expect(locked).toMatchObject({ refused: { code: 'vault_locked' } });
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
