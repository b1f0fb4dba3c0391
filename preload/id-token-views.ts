/** What windows see of id tokens, a part of the contract (contract.ts gives it out). Types only. */

/** One claim of a JWT (RFC 7519 section 4.1), as text. `time` is set where the value is a point of time. */
export interface ClaimView {
  readonly name: string;
  readonly value: string;
  readonly time: number | null;
}

/** Who signed in, in the server's words, and whether they are to be believed. The id token itself stays in main. */
export interface IdTokenView {
  readonly mask: string;
  readonly fingerprint: string;
  readonly claims: readonly ClaimView[];
  readonly check: IdTokenCheckView;
}

export type IdTokenCheckView =
  | { readonly kind: 'checking' }
  /** By what its origin is known: the server's keys, the client secret, or the connection to the token endpoint alone. */
  | { readonly kind: 'valid'; readonly origin: 'keys' | 'secret' | 'connection' }
  | { readonly kind: 'failed'; readonly reason: IdTokenFault; readonly detail: string }
  | {
      readonly kind: 'unchecked';
      readonly reason: 'no_issuer' | 'other_server' | 'keys_unreachable' | 'algorithm';
      readonly detail: string;
    };

export type IdTokenFault =
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'key'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'issued_later'
  | 'nonce'
  | 'at_hash'
  | 'subject';
