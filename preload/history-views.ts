/**
 * What windows see of an account's past, a part of the contract (contract.ts gives it out): what happened, the exchange of the last attempts,
 * what stands inside its tokens. Types only.
 *
 * SECURITY: everything secret was masked when it was captured; `••••9f2c#1a2b3c4d` is a mask, with the last characters and a fingerprint.
 */

/** By whom something was asked. */
export type AskerView = 'you' | 'several' | 'tray' | 'itself' | 'repeat' | 'recovery';

/** `code`: an error code, perhaps one of a later Latchkey. */
export interface NotedFailureView {
  readonly code: string;
  readonly serverCode: string | null;
  readonly detail: string | null;
}

export type AccountEventView =
  | { readonly kind: 'connected'; readonly grant: string; readonly again: boolean }
  | { readonly kind: 'connect_failed' | 'revoke_failed'; readonly failure: NotedFailureView }
  | { readonly kind: 'refreshed'; readonly by: AskerView; readonly generation: number }
  | { readonly kind: 'refresh_failed'; readonly by: AskerView; readonly failure: NotedFailureView }
  | { readonly kind: 'copied'; readonly by: AskerView; readonly form: string }
  | { readonly kind: 'saved_to_file'; readonly form: string }
  | { readonly kind: 'restored'; readonly generation: number }
  | { readonly kind: 'revoked'; readonly accessToken: boolean; readonly refreshToken: boolean }
  | {
      readonly kind: 'introspected';
      readonly token: 'access_token' | 'refresh_token';
      readonly active: boolean | null;
    }
  | { readonly kind: 'expiry_taken'; readonly token: 'access_token' | 'refresh_token' }
  | { readonly kind: 'identity_told'; readonly name: string | null }
  | { readonly kind: 'taken_over' | 'kept_apart' | 'exported' | 'imported' }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'automatic'; readonly on: boolean };

/** `times` the same in a row, the first at `at`, the last at `last`. */
export interface HistoryEntryView {
  readonly at: number;
  readonly last: number;
  readonly times: number;
  readonly event: AccountEventView;
}

export type CapturedPairView = readonly [name: string, value: string];

export interface CapturedRequestView {
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  readonly query: readonly CapturedPairView[];
  readonly headers: readonly CapturedPairView[];
  readonly body: readonly CapturedPairView[];
  readonly encoding: 'form' | 'json' | 'none';
}

export interface CapturedReplyView {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: readonly CapturedPairView[];
  readonly at: number;
  readonly contentType: string | null;
  readonly form: 'json' | 'form' | 'text' | 'empty';
  readonly text: string;
  readonly bytes: number;
  readonly cut: boolean;
}

/** `reason`: an error code of the contract. */
export interface NoReplyView {
  readonly kind: 'not_sent' | 'lost';
  readonly reason: string;
  readonly detail: string;
  readonly at: number;
}

export interface CapturedStepView {
  readonly at: number;
  readonly request: CapturedRequestView;
  readonly answer: CapturedReplyView | NoReplyView;
}

export interface CapturedAttemptView {
  readonly id: string;
  readonly kind: 'connect' | 'refresh' | 'userinfo' | 'introspect' | 'revoke' | 'discover' | 'register' | 'deregister';
  readonly by: AskerView;
  readonly at: number;
  readonly outcome: 'open' | 'done' | 'failed';
  readonly steps: readonly CapturedStepView[];
  /** Earlier steps that are not kept. */
  readonly dropped: number;
}

/** All of it, the newest first. */
export interface HistoryView {
  readonly entries: readonly HistoryEntryView[];
  readonly attempts: readonly CapturedAttemptView[];
  /** The exchange that brought the present tokens; null where none was captured. */
  readonly reply: CapturedStepView | null;
}

export type ClaimValueView =
  | string
  | number
  | boolean
  | null
  | readonly ClaimValueView[]
  | { readonly [name: string]: ClaimValueView };

/** One claim of a JWT (RFC 7519 section 4). `time` is set where the value is a point of time, in milliseconds. */
export interface ClaimView {
  readonly name: string;
  readonly value: ClaimValueView;
  readonly time: number | null;
}

/** `encrypted`: a JWE (RFC 7516), whose claims only its receiver reads. */
export type TokenContentView =
  | { readonly kind: 'none' }
  | { readonly kind: 'opaque'; readonly length: number }
  | { readonly kind: 'encrypted'; readonly header: readonly ClaimView[] }
  | { readonly kind: 'jwt'; readonly header: readonly ClaimView[]; readonly claims: readonly ClaimView[] };

export interface ClaimsView {
  readonly access: TokenContentView;
  readonly id: TokenContentView;
}

/** What the requests about an account's past answer. */
export interface HistoryAnswers {
  getHistory: HistoryView;
  getClaims: ClaimsView;
  getFailedAttempts: { readonly attempts: readonly CapturedAttemptView[] };
  copyReport: null;
  /** The file's name; null where its user chose none. */
  saveHar: { readonly file: string | null };
}

/** What windows are told of it. */
export interface HistoryEvents {
  /** There is more of an account's past; null: of attempts that brought no account. */
  history: { readonly accountId: string | null };
}
