/** What windows see of id tokens, a part of the contract (contract.ts gives it out). Types only. */

/** Whether what the server says of who signed in is to be believed. The id token itself stays in main. */
export interface IdTokenView {
  readonly mask: string;
  readonly fingerprint: string;
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
