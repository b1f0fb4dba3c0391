/** How secrets are kept, as windows see it, a part of the contract (contract.ts gives it out). Types only. */

/** How secrets are protected at rest. */
export type ProtectionView =
  | {
      readonly kind: 'keyring' | 'portal' | 'keychain' | 'dpapi';
      /** What the system calls its store, for example `gnome_libsecret`; null where it does not say. */
      readonly keyring: string | null;
      /** An earlier passphrase can still open what the keyring cannot. */
      readonly passphraseLeft: boolean;
    }
  | { readonly kind: 'passphrase' }
  /** Under a passphrase that is not there: nothing is shown, copied, refreshed or written. `moving`: on the way to the keyring. */
  | { readonly kind: 'locked'; readonly why: LockCause; readonly moving: boolean }
  | { readonly kind: 'memory' }
  /**
   * The system's keyring has not answered yet; perhaps it asks its user for a password. `blocked`: the main process stands still until
   * it does, and no request is answered.
   */
  | { readonly kind: 'waiting'; readonly blocked: boolean }
  /** Nothing protects secrets here and the user has not chosen yet; nothing was written. */
  | {
      readonly kind: 'undecided';
      readonly reason: 'no_keyring' | 'fixed_key' | 'failed' | 'passphrase_file';
      readonly detail: string | null;
      /** Accounts on disk, sealed by a key that is not there now. */
      readonly kept: number;
    };

/** `away`: the computer went to sleep or its screen was locked. */
export type LockCause = 'start' | 'asked' | 'idle' | 'away';

/** By which key a locked account was sealed and which would seal now, by the names the system gives; null where none would. */
export interface LockView {
  readonly reason: 'key_unavailable' | 'key_changed' | 'damaged' | 'newer';
  readonly sealedBy: KeyNameView;
  readonly keyNow: KeyNameView | null;
}

/** For example `linux-v11` and `gnome_libsecret`. */
export interface KeyNameView {
  readonly scheme: string;
  readonly keyring: string | null;
}
