/** The one dialog that is open. Attempts that wait for the user are in main's view and are shown by DialogHost on their own. */
import type { BackupChoices, DiscoveryView, ErrorView } from '../../preload/contract';
import type { SectionId } from '../settings/sections';
import { cell } from './cell';
import type { BatchResult } from './toasts';

/** What is connected: through which client, and again for which account. */
export interface Connection {
  readonly clientId: string;
  readonly accountId: string | null;
}

export type ChangedView = Extract<DiscoveryView, { readonly kind: 'changed' }>;

export type OpenDialog =
  | {
      readonly kind: 'client_form';
      readonly providerId: string;
      readonly clientId: string | null;
      readonly accountId: string | null;
      /** A new client with what this one has. */
      readonly copyOf?: string;
      /** To find out how the server takes this client. */
      readonly probe?: boolean;
    }
  | { readonly kind: 'choose_client'; readonly providerId: string; readonly accountId: string | null }
  | ({ readonly kind: 'grant'; readonly grant: string | null } & Connection)
  | ({ readonly kind: 'sign_in_failed'; readonly error: ErrorView } & Connection)
  | { readonly kind: 'other_providers' }
  /** What is known of a provider, and its clients. */
  | { readonly kind: 'provider'; readonly providerId: string }
  /** Of a new one `providerId` is null, of a copy the original. */
  | { readonly kind: 'provider_form'; readonly providerId: string | null; readonly as: 'new' | 'copy' | 'edit' }
  /** `found`: metadata that differs from the provider's file, to be decided on. `issuer`: what was typed already. */
  | { readonly kind: 'discover'; readonly found: ChangedView | null; readonly issuer?: string }
  | { readonly kind: 'import_client' }
  | { readonly kind: 'usual_form'; readonly accountId: string }
  | { readonly kind: 'export_tokens'; readonly accountIds: readonly string[] }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'bench' }
  | { readonly kind: 'settings'; readonly section?: SectionId }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'passphrase'; readonly purpose: 'use' | 'change' | 'left' }
  | { readonly kind: 'use_keyring' }
  | { readonly kind: 'export_backup'; readonly choices: BackupChoices }
  /** The picked file's name, or why it cannot be used. */
  | { readonly kind: 'import_backup'; readonly file: string | null; readonly error: ErrorView | null }
  | { readonly kind: 'restore_previous'; readonly accountId: string }
  | { readonly kind: 'remove_account'; readonly accountId: string }
  | { readonly kind: 'revoke_account'; readonly accountId: string }
  | { readonly kind: 'insist_refresh'; readonly accountId: string; readonly why: 'too_early' | 'burned' }
  | { readonly kind: 'remove_several'; readonly accountIds: readonly string[] }
  | { readonly kind: 'batch_results'; readonly results: readonly BatchResult[] };

/** `serial` tells two openings of the same dialog apart, so that each starts afresh. */
export const dialog = cell<{ readonly serial: number; readonly open: OpenDialog } | null>(null);

export function openDialog(open: OpenDialog): void {
  dialog.set({ serial: (dialog.get()?.serial ?? 0) + 1, open });
}

export function closeDialog(): void {
  dialog.set(null);
}

/**
 * For what takes its time: closes the dialog that is open now once that has ended, and no other. One that its user has opened meanwhile,
 * and perhaps typed into, stays.
 * @returns what closes it, and says whether it was still open
 */
export function closeLater(): () => boolean {
  const asked = dialog.get();
  return () => {
    const isOpen = dialog.get() === asked;
    if (isOpen) closeDialog();
    return isOpen;
  };
}
