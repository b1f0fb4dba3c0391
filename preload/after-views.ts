/**
 * What windows see of an account after the grant, a part of the contract (contract.ts gives it out): who its user is, what the server says
 * about its tokens, what was revoked, when a refresh is taken. Types only.
 *
 * Rule: what a server says is plain text of one line, bounded; nothing in it is loaded or followed.
 */
import type { ErrorView } from './errors';

/** One thing a server said, for display. */
export interface FactView {
  readonly name: string;
  readonly value: string;
}

export interface ProfileView {
  readonly id: string | null;
  readonly name: string | null;
  readonly facts: readonly FactView[];
  /** When the server was asked. */
  readonly at: number;
}

export type TokenKind = 'access_token' | 'refresh_token';

export interface AfterView {
  readonly identity: {
    /** The server can be asked who its user is. */
    readonly canAsk: boolean;
    readonly asking: boolean;
    readonly profile: ProfileView | null;
    /** Why the last question brought nothing. */
    readonly problem: ErrorView | null;
  };
  /** The tokens came when that account was connected again, and its user has not decided whose they are. */
  readonly meantFor: {
    readonly accountId: string;
    readonly label: string;
    readonly why: 'somebody_else' | 'not_confirmed';
  } | null;
  /** What its user had revoked, and when. */
  readonly revoked: { readonly at: number; readonly accessToken: boolean; readonly refreshToken: boolean } | null;
  /** The tokens that the server can be asked about. */
  readonly canIntrospect: readonly TokenKind[];
  readonly canRevoke: boolean;
  readonly limits: {
    /** The provider takes no refresh before. */
    readonly opensAt: number | null;
    /** The provider takes no refresh after. */
    readonly closesAt: number | null;
    /** Even a refused refresh ends the refresh token. */
    readonly burns: boolean;
    /** A refresh never moves the end of the refresh token. */
    readonly fixedEnd: boolean;
    /** How often the refresh token was renewed, of how many times; null where there is no limit. */
    readonly renewals: { readonly done: number; readonly most: number } | null;
  };
}

/** What a server says about a token, beside what Latchkey thinks. */
export interface IntrospectionView {
  readonly token: TokenKind;
  readonly at: number;
  /** Null where the server does not say. */
  readonly active: boolean | null;
  readonly expiry:
    | { readonly kind: 'at'; readonly at: number }
    | { readonly kind: 'never' }
    | { readonly kind: 'unknown' };
  /** The server's end is another than the one shown; it can be taken over. */
  readonly expiryDiffers: boolean;
  readonly scope: readonly string[] | null;
  /** Scopes that Latchkey thinks were granted and the server does not name, and the other way round. */
  readonly scopeMissing: readonly string[];
  readonly scopeMore: readonly string[];
  readonly clientId: string | null;
  readonly identity: string | null;
  readonly facts: readonly FactView[];
}

/** What became of each token; `grant`: both at once, as some providers have it. */
export interface RevokedView {
  readonly token: TokenKind | 'grant';
  /** `gone`: the server did not know it any more. */
  readonly result: 'revoked' | 'gone' | 'failed';
  readonly error: ErrorView | null;
}
