/** What helps an account that needs attention: the button that its line offers. Pure. */
import type { AccountView, ErrorCode, LockView, Status } from '../../preload/contract';

export type Remedy =
  | 'try_again'
  | 'try_once_more'
  | 'read_again'
  | 'connect_again'
  | 'edit_client'
  | 'find_method'
  | 'retry_keyring';

const byCode: Partial<Record<ErrorCode, Remedy>> = {
  client_rejected: 'edit_client',
  grant_not_permitted: 'edit_client',
  scope_refused: 'edit_client',
  endpoint_invalid: 'edit_client',
  endpoint_not_https: 'edit_client',
  endpoint_missing: 'edit_client',
  callback_invalid: 'edit_client',
  callback_missing: 'edit_client',
  redirected: 'edit_client',
  grant_refused: 'connect_again',
  no_refresh_token: 'connect_again',
};

/** The remedies in the order they are offered; none where nothing is wrong. */
export function remedies(
  { problem, renewal, lock }: Pick<AccountView, 'problem' | 'renewal' | 'lock'>,
  status: Status,
): readonly Remedy[] {
  if (lock !== null) return whenLocked(lock);
  if (status === 'uncertain') {
    // Reading again sends nothing, so it comes first.
    const kept: readonly Remedy[] = problem?.code === 'reply_unreadable' ? ['read_again'] : [];
    return [...kept, 'try_once_more', 'connect_again'];
  }
  if (status === 'sign_in_needed' || status === 'expired') return ['connect_again'];
  if (problem === null) return [];
  // What may be kept is read first: that sends nothing.
  if (renewal === 'same_grant' && problem.code === 'reply_unreadable') return ['read_again', 'try_again'];
  // It may be accepted the next time, once what it is made of is well again.
  if (renewal === 'same_grant' && problem.code === 'grant_refused') return ['try_again', 'connect_again'];
  if (problem.code === 'client_rejected') return ['edit_client', 'find_method'];
  // Glewlwyd and LemonLDAP::NG call a dead refresh token no more than a bad request, and a code of their own may mean the same.
  if (problem.code === 'request_refused' && renewal === 'refresh_token') return ['try_again', 'connect_again'];
  // It may pass, and it may be what the client says of proxies and certificates.
  if (problem.code === 'proxy_failed' || problem.code === 'tls_failed') return ['try_again', 'edit_client'];
  const remedy = byCode[problem.code] ?? 'try_again';
  return remedy === 'try_again' && renewal === 'sign_in' ? ['connect_again'] : [remedy];
}

/** What is sealed by a key that is not there may open again; what is damaged, or of a newer Latchkey, will not. */
function whenLocked({ reason, sealedBy }: LockView): readonly Remedy[] {
  if (reason === 'key_unavailable') return ['retry_keyring'];
  return reason === 'damaged' || reason === 'newer' || sealedBy.scheme === 'passphrase-v1'
    ? ['connect_again']
    : ['retry_keyring', 'connect_again'];
}
