/**
 * Answers in the form of the SinaApp document, and the errors of the server it seems to run.
 *
 * Documented: the fields of a token reply, their order and layout (tabs), and `unauthorized_client` with its text. Inferred: every
 * other error. The documented text, the field order and the token format are those of bshaffer/oauth2-server-php, so the rest
 * of its answers is followed too (dialects.md section 1).
 */
import type { Outcome, Reply } from '../exchange';

type ErrorCode =
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_token'
  | 'redirect_uri_mismatch'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

export interface SinaappError {
  readonly status: 400 | 401 | 405;
  readonly error: ErrorCode;
  readonly description: string;
  /** Section of RFC 6749 that the server points to, e.g. `#section-3.2`. */
  readonly section?: string;
}

/** JSON laid out as in the document: one tab of indent. Slashes are escaped, as PHP's encoder does (inferred). */
export function jsonReply(
  status: number,
  body: Readonly<Record<string, unknown>>,
  outcome: Outcome,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body, null, '\t').replaceAll('/', '\\/'),
    outcome,
  };
}

export function errorReply(failure: SinaappError, headers: Readonly<Record<string, string>> = {}): Reply {
  const body: Record<string, unknown> = { error: failure.error, error_description: failure.description };
  if (failure.section !== undefined) body['error_uri'] = `http://tools.ietf.org/html/rfc6749${failure.section}`;
  return jsonReply(failure.status, body, { kind: 'refused', detail: failure.error }, headers);
}

/** Whether PHP takes a field as given: the empty string and "0" count as missing there. */
export function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== '' && value !== '0';
}
