/**
 * What of the sandbox survives a restart, so that practice accounts go on working: grants by the hashes of their tokens, and bindings.
 *
 * No token, code or password is in it. It comes back from a file, so it is read with suspicion: what does not fit is left out.
 */
import type { Dialect } from './practice';

export type TokenKind = 'access' | 'refresh';

/** One token that is out, known by its hash. */
export interface StoredToken {
  readonly kind: TokenKind;
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly dialect: Dialect;
  readonly clientId: string;
  /** SinaApp: the secure e-mail. Kaixin001: the uid. */
  readonly person: string;
  readonly scope: string | null;
  /** Epoch milliseconds; null never expires. */
  readonly expiresAt: number | null;
}

export interface SandboxState {
  readonly version: 1;
  readonly tokens: readonly StoredToken[];
  /** Third-party identities bound on the bind page, as `tencent:<openid>` or `weibo:<uid>`. */
  readonly bindings: readonly string[];
}

export const EMPTY_STATE: SandboxState = { version: 1, tokens: [], bindings: [] };

/** The state in a value read from outside. Unknown versions and unreadable entries count as absent: losing practice data harms nobody. */
export function readState(value: unknown): SandboxState {
  if (!isRecord(value) || value['version'] !== 1) return EMPTY_STATE;
  const { tokens, bindings } = value;
  return {
    version: 1,
    tokens: Array.isArray(tokens) ? tokens.filter(isStoredToken) : [],
    bindings: Array.isArray(bindings) ? bindings.filter((entry): entry is string => typeof entry === 'string') : [],
  };
}

function isStoredToken(value: unknown): value is StoredToken {
  return (
    isRecord(value) &&
    (value['kind'] === 'access' || value['kind'] === 'refresh') &&
    typeof value['hash'] === 'string' &&
    (value['dialect'] === 'sinaapp' || value['dialect'] === 'kaixin001') &&
    typeof value['clientId'] === 'string' &&
    typeof value['person'] === 'string' &&
    (value['scope'] === null || typeof value['scope'] === 'string') &&
    (value['expiresAt'] === null || typeof value['expiresAt'] === 'number')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
