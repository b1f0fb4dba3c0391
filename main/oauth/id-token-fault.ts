/** What an id token's check failed by, from the codes of oauth4webapi. */
import {
  HTTP_REQUEST_FORBIDDEN,
  JWT_CLAIM_COMPARISON,
  JWT_TIMESTAMP_CHECK,
  KEY_SELECTION,
  RESPONSE_IS_NOT_CONFORM,
  RESPONSE_IS_NOT_JSON,
  UNSUPPORTED_OPERATION,
} from 'oauth4webapi';
import { KeysUnreachable } from './server-keys';
import { serverText } from './server-text';
import type { IdTokenVerdict } from './id-token';

export type IdTokenFault =
  /** No JWT, or one that lacks what an id token must have. */
  | 'malformed'
  /** Signed by an algorithm that is not taken. */
  | 'algorithm'
  | 'signature'
  /** None of the server's keys fits. */
  | 'key'
  | 'issuer'
  | 'audience'
  | 'expired'
  /** Issued, or not yet good, at a time still to come. */
  | 'issued_later'
  | 'nonce'
  | 'at_hash'
  /** Another user than before. */
  | 'subject';

const byClaim: Readonly<Record<string, IdTokenFault>> = {
  iss: 'issuer',
  aud: 'audience',
  azp: 'audience',
  exp: 'expired',
  nbf: 'issued_later',
  nonce: 'nonce',
};

export function faultOf(error: unknown): Exclude<IdTokenVerdict, { kind: 'valid' }> {
  if (error instanceof KeysUnreachable) return { kind: 'unchecked', reason: 'keys_unreachable', detail: error.message };
  const { code, cause, name } = fieldsOf(error);
  const claim = fieldsOf(cause)['claim'];
  const message = error instanceof Error ? serverText(error.message, 200) : '';
  if (code === JWT_CLAIM_COMPARISON || code === JWT_TIMESTAMP_CHECK) {
    const known = typeof claim === 'string' && Object.hasOwn(byClaim, claim) ? byClaim[claim] : undefined;
    return { kind: 'failed', reason: known ?? 'malformed', detail: message };
  }
  if (code === KEY_SELECTION) return { kind: 'failed', reason: 'key', detail: message };
  if (code === UNSUPPORTED_OPERATION || name === 'NotSupportedError')
    return { kind: 'unchecked', reason: 'algorithm', detail: message };
  const notKeys = [RESPONSE_IS_NOT_CONFORM, RESPONSE_IS_NOT_JSON, HTTP_REQUEST_FORBIDDEN];
  if (notKeys.some((known) => known === code))
    return { kind: 'unchecked', reason: 'keys_unreachable', detail: message };
  // A claim that is missing, and a wrong signature, are named in the message only.
  if (/signature/i.test(message)) return { kind: 'failed', reason: 'signature', detail: message };
  if (message.startsWith('JWT "nonce"')) return { kind: 'failed', reason: 'nonce', detail: message };
  return { kind: 'failed', reason: 'malformed', detail: message };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> & { readonly name?: unknown } {
  return typeof value === 'object' && value !== null
    ? {
        code: 'code' in value ? value.code : undefined,
        cause: 'cause' in value ? value.cause : undefined,
        claim: 'claim' in value ? value.claim : undefined,
        name: 'name' in value ? value.name : undefined,
      }
    : {};
}
