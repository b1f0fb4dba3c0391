/**
 * A reply that could not be read, as a person may see it: its shape, without what may be a token. SECURITY: whatever is eight
 * characters or longer and no word of the protocol is masked, as nobody knows which part of a garbled reply is the token.
 */
import type { RawReply } from './types';

const WORDS = new Set(
  (
    'access_token refresh_token token_type expires_in scope id_token refresh_token_expires_in error error_description ' +
    'error_uri error_code invalid_grant invalid_client invalid_request invalid_scope unauthorized_client unsupported_grant_type ' +
    'temporarily_unavailable server_error content charset doctype callback'
  ).split(' '),
);

/** Characters that stand between the values of JSON, forms, JSONP and HTML; a token is a run of anything else. */
const RUN = /[^\s"'{}[\](),:;<>&?=|\\]{8,}/gu;

const LONGEST = 2000;

/** At most two thousand characters of it. */
export function maskedText({ body }: RawReply): string {
  const masked = maskedRuns(new TextDecoder().decode(body));
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
}

/** The text with a mask in the place of every run that is long enough for a token. */
export function maskedRuns(text: string): string {
  return text.replace(RUN, (run) => (WORDS.has(run) || run.startsWith('••••') ? run : `••••${run.length}`));
}
