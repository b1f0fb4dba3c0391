/**
 * The grants that are out: authorization codes, access and refresh tokens, bindings of third-party identities.
 *
 * Owns issuing, finding, spending and expiring. A token is returned once, to be sent, and kept only as its hash. Codes live seconds
 * and are not part of the saved state.
 */
import type { Dialect } from './practice';
import { hashToken, randomHex } from './secrets';
import type { SandboxState, StoredToken, TokenKind } from './state';

/** To whom a grant was given, through which client, for what. */
export type Grant = Pick<StoredToken, 'dialect' | 'clientId' | 'person' | 'scope'>;

export interface AuthorizationCode {
  readonly grant: Grant;
  /** Only a redirect_uri that was sent to the authorize page; then the token request must repeat it (RFC 6749 section 4.1.3). */
  readonly suppliedRedirectUri: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The oldest tokens are forgotten beyond this many. */
const MAX_TOKENS = 2000;
const MAX_CODES = 200;

export class GrantStore {
  readonly #now: () => number;
  readonly #onChange: (state: SandboxState) => void;
  readonly #codes = new Map<string, AuthorizationCode>();
  readonly #tokens = new Map<string, StoredToken>();
  readonly #bindings: Set<string>;

  constructor(state: SandboxState, now: () => number, onChange: (state: SandboxState) => void) {
    this.#now = now;
    this.#onChange = onChange;
    for (const token of state.tokens) this.#tokens.set(token.hash, token);
    this.#bindings = new Set(state.bindings);
  }

  /** A new code of 40 hex characters, good for one use within `lifetime` seconds. */
  issueCode(grant: Grant, suppliedRedirectUri: string | null, lifetime: number): string {
    const code = randomHex(20);
    this.#codes.set(hashToken(code), { grant, suppliedRedirectUri, expiresAt: this.#now() + lifetime * 1000 });
    dropOldest(this.#codes, MAX_CODES);
    return code;
  }

  findCode(code: string): AuthorizationCode | null {
    return this.#codes.get(hashToken(code)) ?? null;
  }

  spendCode(code: string): void {
    this.#codes.delete(hashToken(code));
  }

  /** Takes a token into the books. `lifetime` in seconds; null never expires. */
  admit(kind: TokenKind, token: string, grant: Grant, lifetime: number | null): void {
    const hash = hashToken(token);
    const expiresAt = lifetime === null ? null : this.#now() + lifetime * 1000;
    this.#tokens.set(hash, { kind, hash, ...grant, expiresAt });
    dropOldest(this.#tokens, MAX_TOKENS);
    this.#changed();
  }

  /** The token's entry, expired or not; null when it was never issued, was spent, or belongs to another kind or dialect. */
  find(kind: TokenKind, dialect: Dialect, token: string): StoredToken | null {
    const stored = this.#tokens.get(hashToken(token));
    return stored?.kind === kind && stored.dialect === dialect ? stored : null;
  }

  isExpired(token: { readonly expiresAt: number | null }): boolean {
    return token.expiresAt !== null && token.expiresAt < this.#now();
  }

  /** Strikes a token out: from now on it is unknown. */
  spend(token: string): void {
    if (this.#tokens.delete(hashToken(token))) this.#changed();
  }

  /** Moves the end of every token of this kind into the past. Returns how many. */
  expireAll(kind: TokenKind, dialect?: Dialect): number {
    const expiresAt = this.#now() - 1;
    const chosen = this.#select(kind, dialect);
    for (const token of chosen) this.#tokens.set(token.hash, { ...token, expiresAt });
    this.#changed();
    return chosen.length;
  }

  /** Forgets every token of this kind, as if it had been revoked. Returns how many. */
  killAll(kind: TokenKind, dialect?: Dialect): number {
    const chosen = this.#select(kind, dialect);
    for (const token of chosen) this.#tokens.delete(token.hash);
    this.#changed();
    return chosen.length;
  }

  /** @param identity `tencent:<openid>` or `weibo:<uid>` */
  bind(identity: string): void {
    this.#bindings.add(identity);
    this.#changed();
  }

  isBound(identity: string): boolean {
    return this.#bindings.has(identity);
  }

  unbindAll(): void {
    this.#bindings.clear();
    this.#changed();
  }

  state(): SandboxState {
    return { version: 1, tokens: [...this.#tokens.values()], bindings: [...this.#bindings] };
  }

  #select(kind: TokenKind, dialect: Dialect | undefined): StoredToken[] {
    return [...this.#tokens.values()].filter(
      (token) => token.kind === kind && (dialect === undefined || token.dialect === dialect),
    );
  }

  #changed(): void {
    this.#onChange(this.state());
  }
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
