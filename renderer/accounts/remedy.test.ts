import { expect, test } from 'vitest';
import type { ErrorCode, ProblemView, TokenView } from '../../preload/contract';
import { remedies } from './remedy';

const refresh: TokenView = { expiry: { kind: 'unknown' }, mask: '••••9f2c', fingerprint: '01234567' };
const problem = (code: ErrorCode): ProblemView => ({
  code,
  detail: null,
  serverCode: null,
  field: null,
  at: 0,
  retryAt: null,
});

test('an uncertain account may send its token once more or be connected again', () => {
  expect(remedies({ problem: problem('connection_lost'), refresh }, 'uncertain')).toEqual([
    'try_once_more',
    'connect_again',
  ]);
});

test('a reply that is kept can be read again first, which sends nothing', () => {
  expect(remedies({ problem: problem('reply_unreadable'), refresh }, 'uncertain')).toEqual([
    'read_again',
    'try_once_more',
    'connect_again',
  ]);
});

test('a dead grant is connected again, a wrong client is edited, a passing fault is tried again', () => {
  expect(remedies({ problem: problem('grant_refused'), refresh }, 'sign_in_needed')).toEqual(['connect_again']);
  expect(remedies({ problem: problem('client_rejected'), refresh }, 'misconfigured')).toEqual(['edit_client']);
  expect(remedies({ problem: problem('server_unavailable'), refresh }, 'fresh')).toEqual(['try_again']);
});

test('nothing is offered where nothing is wrong, and nothing is refreshed without a refresh token', () => {
  expect(remedies({ problem: null, refresh }, 'fresh')).toEqual([]);
  expect(remedies({ problem: problem('server_unavailable'), refresh: null }, 'fresh')).toEqual(['connect_again']);
});
