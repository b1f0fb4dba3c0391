/** Both languages say everything: the same keys, the same placeholders, and a text for every code that the contract may bring. */
import { expect, test } from 'vitest';
import type { ErrorCode, NoticeView, ProtectionView, Status } from '../../preload/contract';
import en from './en.json';
import notice from './notice.json';
import chinese from './zh-CN.json';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(`${path}${key}`, value);
    else for (const [inner, text] of leaves(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const english = leaves({ ...en, notice: notice.en });
const native = leaves({ ...chinese, notice: notice['zh-CN'] });
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map((found) => found[1] ?? '').toSorted();

test('both languages have the same keys', () => {
  expect([...native.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('both languages use the same placeholders', () => {
  const listed = (texts: Map<string, string>) =>
    [...texts].map(([key, text]) => [key, ...placeholders(text)].join(' ')).toSorted();
  expect(listed(native)).toEqual(listed(english));
});

test('no text is empty, and none shouts', () => {
  for (const text of [...english.values(), ...native.values()]) {
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/[!！]/);
  }
});

test('every count is written as the language writes numbers', () => {
  const counts = /\{\{(?:count|done|total|failed|refreshed|cancelled|removed)\}\}/;
  // What these bring is a text already, or is filled in by main.
  const texts = /^(?:providerProblem|tray|alert)\./;
  const bare = [...english, ...native].filter(([key, text]) => counts.test(text) && !texts.test(key));
  expect(bare).toEqual([]);
});

// Complete at compile time: a code that the contract gains must get its entry here and its words in the files.
const codes: Record<ErrorCode, true> = {
  sign_in_cancelled: true,
  sign_in_replaced: true,
  sign_in_window_closed: true,
  sign_in_denied: true,
  sign_in_timed_out: true,
  sign_in_page_failed: true,
  sign_in_page_refused: true,
  sign_in_creator_only: true,
  state_mismatch: true,
  issuer_mismatch: true,
  issuer_missing: true,
  callback_malformed: true,
  callback_unsigned: true,
  authorize_refused: true,
  loopback_port_taken: true,
  loopback_failed: true,
  browser_failed: true,
  pasted_sign_in_page: true,
  pasted_other_address: true,
  pasted_other_attempt: true,
  pasted_without_code: true,
  pasted_no_answer: true,
  device_expired: true,
  verification_refused: true,
  exchange_subject_missing: true,
  provider_in_use: true,
  provider_invalid: true,
  removal_over: true,
  offline: true,
  unreachable: true,
  proxy_failed: true,
  tls_failed: true,
  timed_out: true,
  connection_lost: true,
  reply_too_large: true,
  redirected: true,
  reply_is_page: true,
  reply_unreadable: true,
  grant_refused: true,
  client_rejected: true,
  grant_not_permitted: true,
  refresh_not_permitted: true,
  scope_refused: true,
  rate_limited: true,
  server_unavailable: true,
  request_refused: true,
  proof_refused: true,
  push_refused: true,
  push_unreadable: true,
  interrupted: true,
  no_refresh_token: true,
  refresh_uncertain: true,
  refresh_under_way: true,
  reply_not_kept: true,
  refresh_too_early: true,
  refresh_burned: true,
  call_unsupported: true,
  call_endpoint_refused: true,
  call_value_missing: true,
  call_timed_out: true,
  call_redirected: true,
  call_is_page: true,
  call_too_large: true,
  call_unreadable: true,
  call_refused: true,
  identity_not_told: true,
  identity_changed: true,
  expiry_not_told: true,
  action_url_refused: true,
  vault_full: true,
  vault_locked: true,
  vault_failed: true,
  tokens_not_saved: true,
  protection_undecided: true,
  app_locked: true,
  passphrase_wrong: true,
  passphrase_short: true,
  passphrase_file_damaged: true,
  no_passphrase: true,
  keyring_unavailable: true,
  nothing_to_restore: true,
  backup_foreign: true,
  backup_cut: true,
  backup_altered: true,
  backup_newer: true,
  backup_too_large: true,
  backup_unreadable: true,
  backup_passphrase_wrong: true,
  backup_full: true,
  backup_not_written: true,
  import_full: true,
  import_not_saved: true,
  import_overtaken: true,
  import_held_back: true,
  invalid_input: true,
  endpoint_invalid: true,
  endpoint_not_https: true,
  endpoint_missing: true,
  callback_invalid: true,
  callback_missing: true,
  variable_missing: true,
  variable_invalid: true,
  host_not_allowed: true,
  key_invalid: true,
  param_reserved: true,
  param_twice: true,
  resource_invalid: true,
  callback_not_loopback: true,
  proxy_invalid: true,
  ca_invalid: true,
  key_unreadable: true,
  key_public: true,
  key_encrypted: true,
  key_unsupported: true,
  key_missing: true,
  not_found: true,
  client_in_use: true,
  issuer_invalid: true,
  metadata_issuer_differs: true,
  metadata_redirected: true,
  metadata_unreadable: true,
  metadata_not_found: true,
  metadata_endpoint_refused: true,
  metadata_incomplete: true,
  metadata_refused: true,
  provider_file_not_written: true,
  registration_refused: true,
  registration_unreadable: true,
  registration_not_saved: true,
  registration_not_removed: true,
  token_unwritable: true,
  token_file_not_written: true,
  foreign_too_large: true,
  foreign_unknown: true,
  foreign_no_client: true,
  foreign_unreadable: true,
  foreign_provider_refused: true,
  clipboard_failed: true,
  file_full: true,
  file_not_written: true,
  sandbox_failed: true,
  sender_refused: true,
  unexpected: true,
};
const statuses: Record<Status, true> = {
  fresh: true,
  expiring: true,
  refreshable: true,
  expired: true,
  sign_in_needed: true,
  misconfigured: true,
  uncertain: true,
  locked: true,
};
const protections: Record<ProtectionView['kind'], true> = {
  keyring: true,
  portal: true,
  keychain: true,
  dpapi: true,
  memory: true,
  passphrase: true,
  locked: true,
  waiting: true,
  undecided: true,
};
type DamagedView = Extract<NoticeView, { kind: 'record_damaged' }>;
const outcomes: Record<DamagedView['outcome'], true> = {
  previous_loaded: true,
  set_aside: true,
  locked: true,
  newer_version: true,
};
const damaged: Record<DamagedView['what'], true> = {
  account: true,
  client: true,
  journal: true,
  history: true,
  settings: true,
};

test('every code, status, protection and damage has its words, and no others do', () => {
  expect(Object.keys(en.error).toSorted()).toEqual(Object.keys(codes).toSorted());
  expect(Object.keys(en.status).toSorted()).toEqual(Object.keys(statuses).toSorted());
  expect(Object.keys(en.protection).toSorted()).toEqual(Object.keys(protections).toSorted());
  expect(Object.keys(en.notices.file).toSorted()).toEqual(Object.keys(damaged).toSorted());
  expect(Object.keys(en.notices.kept).toSorted()).toEqual(Object.keys(outcomes).toSorted());
});

test('the names that the first issue fixes are as it fixes them', () => {
  const { connect, form, grant, account, status } = en;
  expect([connect.sinaapp, connect.kaixin001, connect.other, connect.sandbox]).toEqual([
    'Connect SinaApp',
    'Connect Kaixin001',
    'Connect other provider',
    'Try the sandbox',
  ]);
  expect([
    form.clientId,
    form.clientSecret,
    form.callbackUrl,
    form.scope,
    form.authorizeEndpoint,
    form.tokenEndpoint,
    form.connect,
  ]).toEqual([
    'Client ID',
    'Client secret',
    'Callback URL',
    'Scope',
    'Authorize endpoint',
    'Token endpoint',
    'Connect',
  ]);
  expect([grant.getToken, account.refresh, account.copyToken]).toEqual(['Get token', 'Refresh', 'Copy token']);
  expect(Object.values(status)).toEqual([
    'Fresh',
    'Expiring',
    'Refreshable',
    'Expired',
    'Sign-in needed',
    'Misconfigured',
    'Uncertain',
    'Locked',
  ]);
});

test('taking back and revoking are two words in Chinese: one menu and one question have both', () => {
  const { after, removal, menu } = chinese;
  expect([removal.undo, menu.undo]).toEqual(['撤销', '撤销']);
  expect(JSON.stringify([after.menu.revoke, after.revoke, after.revoked, after.remove.also])).not.toContain('撤销');
});
