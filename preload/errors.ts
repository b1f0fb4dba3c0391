/** Failures as windows see them, a part of the contract (contract.ts gives them out). Types only. */

/** Stable codes; the sentences stand in the renderer's message files, one entry a code. */
export type ErrorCode =
  // writing a file that its user asked for
  | 'file_full'
  | 'file_not_written'
  // signing in
  | 'sign_in_cancelled'
  /** The same client began a newer attempt. */
  | 'sign_in_replaced'
  | 'sign_in_window_closed'
  | 'sign_in_denied'
  | 'sign_in_timed_out'
  | 'sign_in_page_failed'
  /** The server led to what is no web page, or to nothing. */
  | 'sign_in_page_refused'
  | 'sign_in_creator_only'
  | 'state_mismatch'
  | 'issuer_mismatch'
  /** The provider promises `iss` (RFC 9207), and a code came without it. */
  | 'issuer_missing'
  | 'callback_malformed'
  | 'callback_unsigned'
  | 'authorize_refused'
  /** Another program has the port of the loopback callback. */
  | 'loopback_port_taken'
  | 'loopback_failed'
  | 'browser_failed'
  // pasting
  | 'pasted_sign_in_page'
  | 'pasted_other_address'
  | 'pasted_other_attempt'
  | 'pasted_without_code'
  | 'pasted_no_answer'
  // pushing the authorization request (RFC 9126)
  | 'push_refused'
  | 'push_unreadable'
  /** The code for another device has ended. */
  | 'device_expired'
  /** The page for that code is not one that may be opened. */
  | 'verification_refused'
  // token endpoint
  | 'offline'
  | 'unreachable'
  | 'proxy_failed'
  | 'tls_failed'
  | 'timed_out'
  | 'connection_lost'
  | 'reply_too_large'
  | 'redirected'
  | 'reply_is_page'
  | 'reply_unreadable'
  | 'grant_refused'
  | 'client_rejected'
  | 'grant_not_permitted'
  | 'refresh_not_permitted'
  | 'scope_refused'
  | 'rate_limited'
  | 'server_unavailable'
  | 'request_refused'
  /** The proof of the account's key, or what it says of the time (RFC 9449). */
  | 'proof_refused'
  | 'interrupted'
  // refreshing
  | 'no_refresh_token'
  /** The account that this one was exchanged from is gone or locked. */
  | 'exchange_subject_missing'
  | 'refresh_uncertain'
  | 'refresh_under_way'
  /** No reply is kept that could be read again. */
  | 'reply_not_kept'
  | 'action_url_refused'
  /** The provider takes no refresh yet. */
  | 'refresh_too_early'
  /** A refresh was refused, which may have ended the refresh token. */
  | 'refresh_burned'
  // asking the server after the grant
  | 'call_unsupported'
  | 'call_endpoint_refused'
  | 'call_value_missing'
  | 'call_timed_out'
  | 'call_redirected'
  | 'call_is_page'
  | 'call_too_large'
  | 'call_unreadable'
  | 'call_refused'
  | 'identity_not_told'
  | 'identity_changed'
  /** No answer of the server about this very token is at hand. */
  | 'expiry_not_told'
  // keeping
  | 'vault_full'
  | 'vault_locked'
  | 'vault_failed'
  | 'tokens_not_saved'
  | 'protection_undecided'
  | 'app_locked'
  | 'passphrase_wrong'
  | 'passphrase_short'
  | 'passphrase_file_damaged'
  | 'no_passphrase'
  | 'keyring_unavailable'
  // going back
  | 'nothing_to_restore'
  // backups
  | 'backup_foreign'
  | 'backup_cut'
  | 'backup_altered'
  | 'backup_newer'
  | 'backup_too_large'
  | 'backup_unreadable'
  | 'backup_passphrase_wrong'
  | 'backup_full'
  | 'backup_not_written'
  | 'import_full'
  | 'import_not_saved'
  | 'import_overtaken'
  | 'import_held_back'
  // input
  | 'invalid_input'
  | 'endpoint_invalid'
  | 'endpoint_not_https'
  | 'endpoint_missing'
  | 'callback_invalid'
  | 'callback_missing'
  | 'variable_missing'
  | 'variable_invalid'
  | 'host_not_allowed'
  | 'key_invalid'
  /** A further parameter has the name of one that Latchkey sends itself. */
  | 'param_reserved'
  | 'param_twice'
  | 'resource_invalid'
  | 'callback_not_loopback'
  | 'proxy_invalid'
  | 'ca_invalid'
  | 'key_unreadable'
  | 'key_public'
  | 'key_encrypted'
  | 'key_unsupported'
  | 'key_missing'
  | 'not_found'
  | 'client_in_use'
  | 'provider_in_use'
  /** A provider file that breaks a rule; the form shows each at its field. */
  | 'provider_invalid'
  /** The time in which a removal can be undone is over. */
  | 'removal_over'
  // discovery and registration
  | 'issuer_invalid'
  | 'metadata_issuer_differs'
  | 'metadata_redirected'
  | 'metadata_unreadable'
  | 'metadata_not_found'
  | 'metadata_endpoint_refused'
  | 'metadata_incomplete'
  | 'metadata_refused'
  | 'provider_file_not_written'
  | 'registration_refused'
  | 'registration_unreadable'
  | 'registration_not_saved'
  | 'registration_not_removed'
  // other tools
  | 'token_unwritable'
  | 'token_file_not_written'
  | 'foreign_too_large'
  | 'foreign_unknown'
  | 'foreign_no_client'
  | 'foreign_unreadable'
  | 'foreign_provider_refused'
  // the house
  | 'clipboard_failed'
  | 'sandbox_failed'
  | 'sender_refused'
  | 'unexpected';

/** A failure as a window sees it. */
export interface ErrorView {
  readonly code: ErrorCode;
  /** What the server or the system said, free of secrets; one click away on screen. */
  readonly detail: string | null;
  /** The server's own error code, where there is one, for example `40021`. */
  readonly serverCode: string | null;
  /** The field of the form that is wrong, where it is one. */
  readonly field: string | null;
}

/** Every answer is enveloped. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorView };

/** An answer on its way, with the number of the last `changed` event that was sent before it. */
export type Answered<T> = Answer<T> & { readonly told: number };
