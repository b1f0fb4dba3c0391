/**
 * What windows see of backups, a part of the contract (contract.ts gives it out). Types only.
 *
 * Rule: no secret, and of a path only the file's name. The paths and what is in an opened backup stay with main.
 */
import type { ErrorView } from './errors';
import type { LocalizedText } from './provider-views';

/** Everything of the user's own that a backup could take; nothing for practice is. */
export interface BackupChoices {
  readonly accounts: readonly {
    readonly id: string;
    readonly label: string;
    readonly providerName: LocalizedText;
    readonly clientName: string;
    /** Keys of clients and providers that come along: ids. */
    readonly clientId: string;
    readonly providerId: string;
    /** Its refresh token works in one place only. */
    readonly oneUse: boolean;
    /** It is refreshed by itself here. */
    readonly automatic: boolean;
    /** `locked`: it cannot be read now, so it cannot go into a backup. */
    readonly state: 'ready' | 'uncertain' | 'locked';
  }[];
  readonly clients: readonly {
    readonly id: string;
    /** What its user calls it; else `client_id` as the provider issued it. */
    readonly clientName: string;
    readonly providerName: LocalizedText;
    readonly providerId: string;
  }[];
  /** Those described by files of the user's own. */
  readonly providers: readonly { readonly id: string; readonly name: LocalizedText }[];
}

export interface BackupCounts {
  readonly accounts: number;
  readonly clients: number;
  readonly providers: number;
}

export type ExportOutcome =
  | { readonly kind: 'cancelled' }
  | (BackupCounts & {
      readonly kind: 'saved';
      readonly file: string;
      /** Accounts whose automatic refresh was to be stopped and could not be. */
      readonly notStopped: number;
    });

export type PickOutcome = { readonly kind: 'cancelled' } | { readonly kind: 'picked'; readonly file: string };

export type ImportVerdictView =
  | 'new'
  | 'same'
  | 'newer_here'
  | 'newer_in_file'
  | 'other_grant'
  | 'conflict'
  | 'locked_here'
  | 'in_catalogue'
  | 'unreadable';

/** One entry of an opened backup, compared with what is here. */
export interface ImportItemView {
  /** Names the entry within this backup. */
  readonly key: string;
  readonly what: 'account' | 'client' | 'provider';
  /** Null where it cannot be read. */
  readonly name: LocalizedText | null;
  /** Of accounts and clients; null where the provider is not known. */
  readonly providerName: LocalizedText | null;
  /** Of accounts and clients. */
  readonly clientName: string | null;
  readonly verdict: ImportVerdictView;
  /** What importing it does; null: there is nothing to be done. */
  readonly action: 'add' | 'beside' | 'replace' | null;
  /** Proposed. */
  readonly wanted: boolean;
  /** Keys of entries that come along. */
  readonly needs: readonly string[];
  readonly oneUse: boolean;
  /** The file has it refreshed by itself. */
  readonly automatic: boolean;
  /** Of a client that is here too: its secret is another. */
  readonly secretDiffers: boolean;
  /** Hosts that secrets are sent to because of this entry. */
  readonly hosts: readonly string[];
}

export interface ImportPreview {
  readonly createdAt: number;
  /** Where it was made, automatic refresh of one-use accounts was stopped. */
  readonly moved: boolean;
  readonly items: readonly ImportItemView[];
}

export interface ImportOutcome extends BackupCounts {
  /** What was wanted and could not be imported, with why, by key. */
  readonly failed: readonly { readonly key: string; readonly error: ErrorView }[];
  /** The same backup compared anew, while something failed. */
  readonly preview: ImportPreview;
}
