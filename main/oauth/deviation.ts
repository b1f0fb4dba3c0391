/** The ways of departing from the RFCs that the reader knows. Tags are those of the dialect survey where it has one. */
import type { Deviation } from './types';

/** What was met. Each has an entry in the message files. */
export const deviationTags = [
  'token_type_missing',
  'token_type_odd',
  'dpop_ignored',
  'token_odd',
  'token_http_status',
  'token_get',
  'json_body',
  'param_rename',
  'separate_refresh_url',
  'signing_required',
  'nested_response',
  'field_rename',
  'content_type_odd',
  'no_expiry',
  'expires_string',
  'expires_odd',
  'jwt_expiry',
  'refresh_token_odd',
  'refresh_not_returned',
  'scope_odd',
  'scope_separator',
  'lenient_json',
  'jsonp_or_prefix',
  'form_encoded_response',
  'error_shape',
  'error_http_200',
  'error_http_403',
  'error_http_status',
  'error_with_token',
  'pending_action',
  'nonce_missing',
  'issuer_template',
] as const;
export type DeviationTag = (typeof deviationTags)[number];

/** What was done about it. Each has an entry in the message files. */
export const deviationAnswers = [
  'assumed_documented_type',
  'kept',
  'trimmed',
  'read_as_text',
  'read_as_number',
  'read_as_time',
  'read_as_success',
  'read_as_error',
  'read_as_list',
  'read_as_form',
  'read_by_pattern',
  'read_as_documented',
  'sent_as_documented',
  'taken_from_token',
  'read_inner_fields',
  'ignored',
  'repaired',
  'unwrapped',
  'taken_as_requested',
  'taken_as_absent',
  'taken_as_never',
  'taken_as_expired',
  'taken_as_unknown',
  'documented_lifetime',
  'kept_previous',
  'offered_to_user',
] as const;
export type DeviationAnswer = (typeof deviationAnswers)[number];

const sections = {
  '6749-2.3.1': 'RFC 6749 section 2.3.1',
  '6749-3.2': 'RFC 6749 section 3.2',
  '6749-4.1.3': 'RFC 6749 section 4.1.3',
  '6749-6': 'RFC 6749 section 6',
  '7519-4.1.4': 'RFC 7519 section 4.1.4',
  '6749-3.3': 'RFC 6749 section 3.3',
  '6749-5.1': 'RFC 6749 section 5.1',
  '6749-5.2': 'RFC 6749 section 5.2',
  '6749-B': 'RFC 6749 appendix B',
  '6749-A.12': 'RFC 6749 appendix A.12',
  '8259-2': 'RFC 8259 section 2',
  '8259-3': 'RFC 8259 section 3',
  '8259-6': 'RFC 8259 section 6',
  '8259-7': 'RFC 8259 section 7',
  '8259-8.1': 'RFC 8259 section 8.1',
  '9110-8.4': 'RFC 9110 section 8.4',
  '9449-5': 'RFC 9449 section 5',
  '8628-3.2': 'RFC 8628 section 3.2',
  '9700-4.14.2': 'RFC 9700 section 4.14.2',
  'oidc-3.1.3.7': 'OpenID Connect Core section 3.1.3.7',
} as const;

/**
 * Records a departure.
 *
 * @param seen what the reply has, without secrets
 */
export function deviation(
  tag: DeviationTag,
  section: keyof typeof sections,
  seen: string,
  done: DeviationAnswer,
): Deviation {
  return { tag, section: sections[section], seen, done };
}
