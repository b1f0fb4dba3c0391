/** What windows see of a server's metadata, a part of the contract (contract.ts gives it out). Types only. */

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
