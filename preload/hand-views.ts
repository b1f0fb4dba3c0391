/** What windows see of tokens that are handed to other tools, and of clients that come from them: a part of the contract. Types only. */
import type { CopyNote } from './proof-views';
import type { LocalizedText } from './provider-views';

/** How a copied token is written. `curl_asks`: a command without the token, which asks for it when it runs. */
export type CopyFormat =
  | 'token'
  | 'header'
  | 'curl'
  | 'curl_asks'
  | 'httpie'
  | 'powershell'
  | 'fetch'
  | 'python'
  | 'dotenv'
  | 'json';

export interface CopiedView {
  /** When the clipboard will be cleared, or null; and what is to be said of what was copied. */
  readonly clearsAt: number | null;
  readonly note: CopyNote | null;
  readonly format: CopyFormat;
}

export interface CopiedManyView {
  readonly clearsAt: number | null;
  /** How many were copied: locked accounts have nothing to copy. */
  readonly count: number;
  /** How many of them are bound to a key, and of no use without a proof. */
  readonly bound: number;
}

/** The files that tokens can be written to for other tools. `bruno_secret` holds no token, only its name. */
export type TokenFileFormat =
  | 'postman_environment'
  | 'postman_collection'
  | 'bruno_environment'
  | 'bruno_secret'
  | 'insomnia_environment'
  | 'insomnia_environment_4'
  | 'dotenv';

export type TokenFileOutcome =
  | { readonly kind: 'cancelled' }
  /** `count`: how many accounts are in it. */
  | { readonly kind: 'written'; readonly file: string; readonly count: number; readonly format: TokenFileFormat };

/** What a text of another tool was taken for. */
export type ForeignKind =
  | 'postman_collection'
  | 'postman_environment'
  | 'bruno_file'
  | 'bruno_collection'
  | 'insomnia_export'
  | 'curl'
  | 'authorize_url';

/** Why something in it was left out. */
export type LeftOutReason =
  /** Latchkey signs in by itself; tokens, codes and passwords of others are not taken. */
  | 'not_taken'
  /** A variable that has no value in the text. */
  | 'no_value'
  /** Its value is none that could be right there, for example no address. */
  | 'wrong_value'
  /** A script; nothing is ever run. */
  | 'script'
  /** Another command behind the one that was read; none is ever run. */
  | 'command'
  | 'unknown';

export interface LeftOutView {
  /** Where it stands, for example `auth.oauth2.headerPrefix`; never its value. */
  readonly at: string;
  readonly reason: LeftOutReason;
}

/** A client as it was read; secrets stay in main. */
export interface ForeignClientView {
  readonly key: string;
  /** What it is called there; empty where it has no name. */
  readonly name: string;
  /** The provider known here that it belongs to; null where none does. */
  readonly provider: { readonly id: string; readonly name: LocalizedText } | null;
  /** The grant it names, in the RFC's words; null where it names none. */
  readonly grant: string | null;
  readonly authorize: string;
  readonly token: string;
  readonly clientId: string;
  /** `••••9f2c`; null where it has none. */
  readonly secretMask: string | null;
  readonly callbackUrl: string;
  readonly scope: string;
  readonly leftOut: readonly LeftOutView[];
}

/** Held in main until it is used, dropped, or the next one is read. */
export interface ForeignView {
  readonly importId: string;
  readonly kind: ForeignKind;
  /** The file it came from; null for pasted text. */
  readonly file: string | null;
  readonly clients: readonly ForeignClientView[];
  /** What belongs to no client. */
  readonly leftOut: readonly LeftOutView[];
}

/** What the requests of hand-requests.ts are answered. */
export interface HandAnswers {
  copy: CopiedView;
  copyMany: CopiedManyView;
  exportTokens: TokenFileOutcome;
  readForeign: ForeignView;
  /** Null where no file was chosen. */
  openForeign: ForeignView | null;
  keepForeign: { readonly clientId: string; readonly providerId: string };
  dropForeign: null;
}
