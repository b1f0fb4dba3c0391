/**
 * What of a request and of a reply may be read by people, and what is masked. SECURITY: of a request only what is named here is readable;
 * of a reply what is named here, numbers, and words that nobody could take for a secret.
 */
import { maskOf } from './known-secrets';

/** Parameters that say what is asked for and hold nothing that opens anything. */
const READABLE_PARAMETERS = new Set(
  (
    'grant_type response_type response_mode client_id redirect_uri scope audience resource token_type_hint subject_token_type ' +
    'actor_token_type requested_token_type client_assertion_type code_challenge_method prompt access_type include_granted_scopes ' +
    'approval_prompt max_age ui_locales acr_values display lang language locale format charset sign_type timestamp version ' +
    // Of a registration (RFC 7591 section 2).
    'client_name redirect_uris grant_types response_types application_type token_endpoint_auth_method ' +
    'token_endpoint_auth_signing_alg dpop_bound_access_tokens'
  ).split(' '),
);

const READABLE_REQUEST_HEADERS = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/** Fields of replies whose text is for people and tickets; what in it looks like a token is masked all the same. */
const READABLE_FIELDS = new Set(
  (
    'error error_description error_uri error_code error_codes error_msg error_message error_subcode errcode errmsg errno suberror ' +
    'sub_code sub_msg msg message detail title type status state_code ret code description reason request_id requestid log_id logid ' +
    'trace_id traceid correlation_id fbtrace_id timestamp token_type issued_token_type expires_in expires expires_at expires_on ' +
    'ext_expires_in not_before refresh_expires_in refresh_token_expires_in remind_in scope scopes active iss aud client_id azp ' +
    'client_name redirect_uris grant_types response_types application_type token_endpoint_auth_method client_id_issued_at ' +
    'client_secret_expires_at'
  ).split(' '),
);

const READABLE_REPLY_HEADERS = new Set(
  (
    'age allow cache-control connection content-encoding content-language content-length content-type date expires keep-alive ' +
    'location pragma retry-after server strict-transport-security transfer-encoding vary via www-authenticate x-powered-by ' +
    'x-request-id request-id x-correlation-id x-ms-request-id x-amzn-requestid x-ratelimit-limit x-ratelimit-remaining ' +
    'x-ratelimit-reset'
  ).split(' '),
);

/** Members of a server's metadata (RFC 8414 section 2, OpenID Connect Discovery section 3) that are texts: addresses, and lists of what is supported. */
const METADATA_NAME = /^issuer$|_endpoint$|_supported$|_uri$|_url$|^service_documentation$|^check_session_iframe$/;

/** What an answer is about. `person`: nothing in it is readable but what the protocol names. `metadata`: a document that anyone may read. */
export type AnswerAbout = 'tokens' | 'person' | 'metadata';

/** Names that say that what stands under them opens something. */
const SECRET_NAME =
  /token|secret|pass|pwd|verifier|assertion|ticket|session|cookie|jwt|nonce|_code$|codes?$|key|auth|sign|otp|pin$|credential|captcha|proof/i;
/** What a person made up, or is sent to a phone: to be guessed from a fingerprint. */
const HUMAN_NAME = /pass|pwd|pin$|otp|captcha|user|login|mail|phone|mobile|answer|code$/i;

const JWT = /\beyJ[\w-]{6,}\.[\w-]*(?:\.[\w-]*)?(?:\.[\w-]*){0,2}/g;
const RUN = /[\w\-.~+%=]{20,}/g;
/** Whose it is stays with whoever sent it; at whom they are is what a ticket is about. */
const MAIL = /[\w.+%-]+@(?=[\w-]+\.[\w.-]+)/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[.,]?$/i;
const MASK = /^••••/;

export const isReadableParameter = (name: string): boolean => READABLE_PARAMETERS.has(name.toLowerCase());
export const isReadableRequestHeader = (name: string): boolean => READABLE_REQUEST_HEADERS.has(name);
export const isReadableReplyHeader = (name: string): boolean => READABLE_REPLY_HEADERS.has(name);
export const isHuman = (name: string): boolean => HUMAN_NAME.test(name);

/** Readable text without e-mail addresses and without what looks like a token: a JWT, or a long run with two digits in it that is no UUID. */
export function maskTokens(text: string): string {
  return text
    .replace(JWT, (token) => maskOf(token))
    .replace(MAIL, '••••@')
    .replace(RUN, (run) => {
      if ((run.match(/\d/g)?.length ?? 0) < 2 || UUID.test(run)) return run;
      return maskOf(run);
    });
}

/**
 * A text that stands under a name in a reply.
 */
export function readableField(name: string, value: string, about: AnswerAbout): string {
  const plain = name.toLowerCase();
  if (READABLE_FIELDS.has(plain) || (about === 'metadata' && METADATA_NAME.test(plain))) return maskTokens(value);
  if (SECRET_NAME.test(plain) || about === 'person' || looksSecret(value))
    return value === '' ? '' : maskOf(value, isHuman(plain));
  return maskTokens(value);
}

/** Could this be something that opens something? Any long run, and any shorter one of letters and digits. */
function looksSecret(value: string): boolean {
  if (/^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(value)) return false;
  return value.split(/\s+/).some((run) => {
    if (MASK.test(run)) return false;
    const letters = /[A-Za-z]/.test(run);
    const digits = /\d/.test(run);
    return run.length >= 16 || (run.length >= 6 && letters && digits);
  });
}

/** Is a name under which secrets stand; a number there is one too. */
export const isSecretName = (name: string): boolean =>
  !READABLE_FIELDS.has(name.toLowerCase()) && SECRET_NAME.test(name);
