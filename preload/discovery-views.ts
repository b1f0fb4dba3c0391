/** What windows see of what a server tells of itself when asked, a part of the contract (contract.ts gives it out). Types only. */

/** What became of looking for an issuer. */
export type DiscoveryView =
  /** Its provider file is there; `before`: as it was already. */
  | {
      readonly kind: 'kept';
      readonly providerId: string;
      readonly before: boolean;
      /** The metadata leaves the tenant of its issuer open. */
      readonly template: boolean;
    }
  /** There is a file for this issuer, and the server says something else by now. Nothing was written. */
  | {
      readonly kind: 'changed';
      readonly discoveryId: string;
      readonly providerId: string;
      readonly changes: readonly FileChangeView[];
    };

/** One value of a provider file; null where it is not there. */
export interface FileChangeView {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What became of trying how a client may prove itself. */
export interface MethodView {
  /** `later`: the server asks to wait. */
  readonly kind: 'found' | 'none' | 'later';
  /** The one that was accepted. */
  readonly method: 'client_secret_post' | 'client_secret_basic' | 'none' | null;
  /** The server refuses a wrong secret, so that its word counts. */
  readonly sure: boolean;
  /** When the server wants to be asked again, milliseconds since the epoch. */
  readonly retryAt: number | null;
  readonly steps: readonly {
    readonly method: 'client_secret_post' | 'client_secret_basic' | 'none';
    readonly outcome: 'accepted' | 'refused' | 'unclear';
    /** The server's own code. */
    readonly code: string | null;
  }[];
}
