import { expect, it } from 'vitest';
import type { AccountEvent } from '../accounts';
import { attemptTeller } from './connect-history';
import { refuse } from './ipc';

function setUp() {
  const told: [string, AccountEvent][] = [];
  return { told, tell: attemptTeller(() => ({ happened: (id, event) => told.push([id, event]) })) };
}

it('an account that could not be connected again has it in its history', () => {
  const { told, tell } = setUp();
  const answer = refuse('sign_in_denied', { serverCode: 'access_denied' });
  expect(tell('account-1', answer)).toBe(answer);
  const failure = { code: 'sign_in_denied', serverCode: 'access_denied', detail: null };
  expect(told).toEqual([['account-1', { kind: 'connect_failed', failure }]]);
});

it.each([
  ['a new account has no history', null, refuse('sign_in_denied')],
  ['what its user ended is nothing that happened', 'account-1', refuse('sign_in_cancelled')],
  ['what worked is told elsewhere', 'account-1', { accountId: 'account-1' }],
  ['what wants an action first is not over', 'account-1', { kind: 'action_needed', attemptId: 'a' }],
])('%s', (_why, accountId, answer) => {
  const { told, tell } = setUp();
  expect(tell(accountId, answer)).toBe(answer);
  expect(told).toEqual([]);
});
