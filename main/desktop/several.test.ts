import { expect, test } from 'vitest';
import { DISK_FULL, SAVED } from '../accounts/fakes';
import { refreshSeveral, removeSeveral } from './several';

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
