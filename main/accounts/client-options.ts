/**
 * What a client asks for beyond id, secret, scope and endpoints. Everything has a value that means "as the provider's file has it",
 * so that a client that never opened these settings follows the file when it changes.
 */
import type { NetworkProfile } from '../oauth';

export interface ClientOptions {
  /** Further parameters by phase, for example `audience`. Shown in the form, so nothing secret. */
  readonly params: Readonly<Record<RequestPhase, Readonly<Record<string, string>>>>;
  /** Resource indicators (RFC 8707), sent in every phase. */
  readonly resources: readonly string[];
  /** Pushed authorization requests (RFC 9126); null: as the provider's file has it. */
  readonly pushed: boolean | null;
  /** Sender-constrained tokens (RFC 9449); null: as the provider's file has it. */
  readonly dpop: boolean | null;
  readonly assertion: AssertionOptions;
  /** The name of the grant that this client connects by; null: the provider's first. */
  readonly grant: string | null;
  /** Where the user signs in; null: as the provider's file has it. */
  readonly signInPlace: SignInPlace | null;
  readonly session: SignInSession;
  readonly network: NetworkProfile;
}

/** How the client's assertions are signed (RFC 7523 section 2.2); null: as the provider's file and the key have it. */
export interface AssertionOptions {
  /** `aud` to the letter. */
  readonly audience: string | null;
  readonly algorithm: string | null;
  /** `kid` of the key, as the server knows it. */
  readonly keyId: string | null;
}

export type RequestPhase = 'authorize' | 'token' | 'refresh';

/** In a window of the app, in the system's browser with a loopback callback, or anywhere, with the final URL pasted. */
export type SignInPlace = 'window' | 'browser' | 'paste';

/** What becomes of the sign-in window's cookies: forgotten afterwards, kept for the account, or never mixed with what was kept. */
export type SignInSession = 'forget' | 'keep' | 'private';

/** The options of a client that never opened them. */
export const PLAIN_OPTIONS: ClientOptions = {
  params: { authorize: {}, token: {}, refresh: {} },
  resources: [],
  pushed: null,
  dpop: null,
  assertion: { audience: null, algorithm: null, keyId: null },
  grant: null,
  signInPlace: null,
  session: 'forget',
  network: { proxy: { kind: 'system' }, extraCa: null, trustLoopback: false },
};
