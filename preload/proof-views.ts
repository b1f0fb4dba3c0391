/** What windows see of keys and proofs, a part of the contract (contract.ts gives it out). Types only; a private key is never among them. */

export type ClientAuthentication =
  | 'client_secret_post'
  | 'client_secret_basic'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'none';

/** The public part of a client's key. */
export interface ClientKeyView {
  /** For example `ES256`. */
  readonly algorithm: string;
  /** All it can sign with. */
  readonly algorithms: readonly string[];
  /** `kid`, or null where the key says none. */
  readonly keyId: string | null;
  /** SHA-256, base64url (RFC 7638). */
  readonly thumbprint: string;
  /** As JSON, to be registered with the server. */
  readonly publicJwk: string;
}

/** A key that was made and waits for its client to be saved. */
export interface MadeKeyView extends ClientKeyView {
  readonly handle: string;
}

/** How an account's requests are proved. */
export interface AccountProofView {
  readonly authentication: ClientAuthentication;
  /** The key its tokens are bound to (RFC 9449). `bound`: the server says so too, and the token is of no use without it. */
  readonly dpop: { readonly thumbprint: string; readonly algorithm: string; readonly bound: boolean } | null;
}

/**
 * What a copied token that is bound to a key needs to be of use. `needs_proof`: a proof with each call; `proof_included`: there is one, good for
 * its address and some seconds; `no_address`: none could be made, because the provider's file names no address.
 */
export type CopyNote = 'needs_proof' | 'proof_included' | 'no_address';

/** Whether the provider's file has it, leaves it to the client, or wants it always. */
export type Offered = 'off' | 'optional' | 'required';
