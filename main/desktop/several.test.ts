import { expect, test } from 'vitest';
import { refreshSeveral } from './several';

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
