import { expect, test } from 'vitest';
import type { ErrorCode, LockView, ProblemView } from '../../preload/contract';
import { remedies } from './remedy';

const renewal = 'refresh_token' as const;
const problem = (code: ErrorCode): ProblemView => ({
  code,
  detail: null,
  serverCode: null,
  field: null,
  at: 0,
  retryAt: null,
});

test('an uncertain account may send its token once more or be connected again', () => {
  expect(remedies({ problem: problem('connection_lost'), renewal, lock: null }, 'uncertain')).toEqual([
    'try_once_more',
    'connect_again',
  ]);
});

test('a reply that is kept can be read again first, which sends nothing', () => {
  expect(remedies({ problem: problem('reply_unreadable'), renewal, lock: null }, 'uncertain')).toEqual([
    'read_again',
    'try_once_more',
    'connect_again',
  ]);
});

test('a dead grant is connected again, a wrong client is edited, a passing fault is tried again', () => {
  expect(remedies({ problem: problem('grant_refused'), renewal, lock: null }, 'sign_in_needed')).toEqual([
    'connect_again',
  ]);
  expect(remedies({ problem: problem('client_rejected'), renewal, lock: null }, 'misconfigured')).toEqual([
    'edit_client',
    'find_method',
  ]);
  expect(remedies({ problem: problem('server_unavailable'), renewal, lock: null }, 'fresh')).toEqual(['try_again']);
});

test('a refresh that is refused without a word, as by Glewlwyd 2.7.5 and LemonLDAP::NG 2.16.1, may want a new sign-in', () => {
  const refused = { problem: problem('request_refused'), lock: null };
  expect(remedies({ ...refused, renewal }, 'refreshable')).toEqual(['try_again', 'connect_again']);
  expect(remedies({ ...refused, renewal: 'same_grant' }, 'refreshable')).toEqual(['try_again']);
});

test('nothing is offered where nothing is wrong, and nothing is refreshed without a refresh token', () => {
  expect(remedies({ problem: null, renewal, lock: null }, 'fresh')).toEqual([]);
  expect(remedies({ problem: problem('server_unavailable'), renewal: 'sign_in', lock: null }, 'fresh')).toEqual([
    'connect_again',
  ]);
});

test('what is locked can be asked of the keyring again, unless no keyring will ever open it', () => {
  const linux = { scheme: 'linux-v11', keyring: 'gnome_libsecret' };
  const locked = (reason: LockView['reason'], scheme = 'linux-v11') =>
    remedies(
      { problem: null, renewal: 'sign_in', lock: { reason, sealedBy: { ...linux, scheme }, keyNow: null } },
      'locked',
    );
  expect(locked('key_unavailable')).toEqual(['retry_keyring']);
  expect(locked('key_changed')).toEqual(['retry_keyring', 'connect_again']);
  expect(locked('key_changed', 'passphrase-v1')).toEqual(['connect_again']);
  expect(locked('damaged')).toEqual(['connect_again']);
  expect(locked('newer')).toEqual(['connect_again']);
});

test('what is asked for by the same grant is tried again, whatever the server said of it', () => {
  const again = { renewal: 'same_grant', lock: null } as const;
  expect(remedies({ problem: problem('grant_refused'), ...again }, 'misconfigured')).toEqual([
    'try_again',
    'connect_again',
  ]);
  expect(remedies({ problem: problem('connection_lost'), ...again }, 'refreshable')).toEqual(['try_again']);
  expect(remedies({ problem: problem('reply_unreadable'), ...again }, 'fresh')).toEqual(['read_again', 'try_again']);
});

test('what the client has to say otherwise leads to its form: a token endpoint that has moved, a proxy, certificates', () => {
  const offered = (code: ErrorCode) => remedies({ problem: problem(code), renewal, lock: null }, 'fresh');
  expect(offered('redirected')).toEqual(['edit_client']);
  expect(offered('proxy_failed')).toEqual(['try_again', 'edit_client']);
  expect(offered('tls_failed')).toEqual(['try_again', 'edit_client']);
});
