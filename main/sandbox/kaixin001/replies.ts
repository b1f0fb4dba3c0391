/**
 * Answers byte for byte in the form of the Kaixin001 document: its indents, its blank after the first brace, its trailing commas (which
 * no strict JSON parser accepts), its escaped slashes in errors and its plain ones in `bind_url`.
 */
import type { Outcome, Reply } from '../exchange';

export interface KaixinError {
  /** The HTTP status; `error_code` repeats it as a string. */
  readonly status: 400 | 401;
  readonly code: number;
  readonly text: string;
}

/** Documented: this code, status and text. */
export const INVALID_SCOPE: KaixinError = {
  status: 400,
  code: 40021,
  text: '请求的scope参数是无效的、未知的、格式不正确的',
};

/** Observed in a test of kaixin-java-sdk-v2 and a comment of a PHP client: this code, status and text. */
export const UNKNOWN_CLIENT: KaixinError = { status: 401, code: 40115, text: 'Oauth consumer_key不存在' };

/** Observed in kaixin-java-sdk-v2 for access tokens: code and status. Not documented: the text, and the use for refresh tokens. */
export const INVALID_TOKEN: KaixinError = { status: 401, code: 40117, text: 'token无效' };
export const EXPIRED_TOKEN: KaixinError = { status: 401, code: 40118, text: 'token已过期' };

/**
 * Not documented and not observed, the sandbox's own: the errors of RFC 6749 section 5.2 in its order, numbered back from the
 * documented 40021 (invalid_scope, the last of them).
 */
export const MISSING_PARAMETER: KaixinError = { status: 400, code: 40016, text: '请求缺少必需的参数或参数格式不正确' };
export const WRONG_CLIENT_SECRET: KaixinError = { status: 401, code: 40017, text: 'client_secret参数是无效的' };
export const WRONG_CREDENTIALS: KaixinError = {
  status: 400,
  code: 40018,
  text: '提供的用户名、密码或第三方凭证是无效的',
};
export const UNSUPPORTED_GRANT: KaixinError = { status: 400, code: 40020, text: 'grant_type参数是不支持的' };

export interface KaixinTokens {
  readonly accessToken: string;
  /** Seconds; 0 never expires. */
  readonly expiresIn: number;
  readonly refreshToken: string | null;
  readonly scope: string;
}

export function tokenReply(tokens: KaixinTokens, grantType: string): Reply {
  const lines = [
    `    "access_token": "${tokens.accessToken}",`,
    `    "expires_in": ${tokens.expiresIn},`,
    ...(tokens.refreshToken === null ? [] : [`    "refresh_token": "${tokens.refreshToken}",`]),
    `    "scope": "${tokens.scope}",`,
  ];
  return reply(200, `{ \n${lines.join('\n')}\n}`, { kind: 'granted', detail: grantType });
}

/** The third-party account has no Kaixin001 account yet: the person must open `bindUrl` first. */
export function needBindReply(bindUrl: string): Reply {
  return reply(400, `{\n    "need_bind": 1,\n    "bind_url": "${bindUrl}",\n}`, {
    kind: 'refused',
    detail: 'need_bind',
  });
}

/** @param path the API's own path, e.g. `/oauth2/access_token`, without the sandbox's prefix */
export function errorReply(path: string, failure: KaixinError): Reply {
  const lines = [
    `    "error_code":"${failure.status}",`,
    `    "request":"${path.replaceAll('/', '\\/')}",`,
    `    "error":"${failure.code}:Error: ${failure.text}"`,
  ];
  return reply(failure.status, `{\n${lines.join('\n')}\n}`, { kind: 'refused', detail: String(failure.code) });
}

export function reply(status: number, body: string, outcome: Outcome): Reply {
  return { status, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }, body, outcome };
}
