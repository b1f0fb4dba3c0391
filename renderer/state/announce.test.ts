import { expect, test } from 'vitest';
import type { Status } from '../../preload/contract';
import { announcements, known, type Known } from './announce';

const account = (id: string, status: Status, more: { generation?: number; problemAt?: number } = {}) => ({
  id,
  label: `account ${id}`,
  phases: [{ status, until: null }],
  generation: more.generation ?? 1,
  problem:
    more.problemAt === undefined
      ? null
      : ({ code: 'offline', at: more.problemAt, retryAt: null } as unknown as Known['account']['problem']),
});
const said = (before: Known['account'][], after: Known['account'][]) =>
  announcements(known(before, 0), known(after, 0));

test('nothing is said of a tick, a new account, or one that is gone', () => {
  const one = account('1', 'fresh');
  expect(said([one], [one])).toEqual([]);
  expect(said([one], [one, account('2', 'fresh')])).toEqual([]);
  expect(said([one, account('2', 'fresh')], [one])).toEqual([]);
  const first = known([one], 0);
  expect(known([one], 1000, first).get('1')).toBe(first.get('1'));
});

test('a status that comes by itself is said politely; one that needs somebody at once', () => {
  const turning = {
    ...account('1', 'fresh'),
    phases: [
      { status: 'fresh', until: 10 },
      { status: 'expiring', until: null },
    ],
  } as const;
  expect(announcements(known([turning], 9), known([turning], 10))).toEqual([
    { urgent: false, kind: 'one', news: { kind: 'status', label: 'account 1', status: 'expiring' } },
  ]);
  expect(said([account('1', 'fresh')], [account('1', 'sign_in_needed')])).toEqual([
    { urgent: true, kind: 'one', news: { kind: 'status', label: 'account 1', status: 'sign_in_needed' } },
  ]);
});

test('a refresh that changes no status is said, and one that failed for now', () => {
  expect(said([account('1', 'fresh')], [account('1', 'fresh', { generation: 2 })])).toEqual([
    { urgent: false, kind: 'one', news: { kind: 'refreshed', label: 'account 1' } },
  ]);
  const failed = account('1', 'fresh', { problemAt: 5 });
  expect(said([account('1', 'fresh')], [failed])).toEqual([
    { urgent: false, kind: 'one', news: { kind: 'problem', label: 'account 1' } },
  ]);
  expect(said([failed], [{ ...failed }])).toEqual([]);
});

test('many at once are one announcement, by status', () => {
  const ids = ['1', '2', '3', '4', '5'];
  const after = ids.map((id) => account(id, id === '5' ? 'sign_in_needed' : 'fresh', { generation: 2 }));
  expect(
    said(
      ids.map((id) => account(id, 'expiring')),
      after,
    ),
  ).toEqual([
    {
      urgent: true,
      kind: 'many',
      counts: new Map([
        ['fresh', 4],
        ['sign_in_needed', 1],
      ]),
    },
  ]);
});
