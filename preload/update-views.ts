/** What windows see of updates, and the answers to the requests about them; a part of the contract (contract.ts gives it out). Types only. */

/** `putOff`: its user does not want to hear of it now; the settings still show it. */
export type UpdatesView =
  | { readonly kind: 'unavailable'; readonly why: UpdatesUnavailable }
  /** `checkedAt`: there was nothing newer then; null: nobody has looked in this run. */
  | { readonly kind: 'idle'; readonly checkedAt: number | null }
  | { readonly kind: 'checking' }
  | { readonly kind: 'found'; readonly version: string; readonly notes: string; readonly putOff: boolean }
  | { readonly kind: 'downloading'; readonly version: string; readonly percent: number }
  /** Downloaded and checked. It is installed when Latchkey ends. */
  | { readonly kind: 'ready'; readonly version: string; readonly notes: string; readonly putOff: boolean }
  | {
      readonly kind: 'failed';
      readonly step: 'check' | 'download';
      readonly why: UpdateFailure;
      /** As the system or the library said it. */
      readonly detail: string;
    };

/**
 * `trial`: an old runtime for trying things out. `unpacked`: run from its sources or from a folder. `package_manager`: the system's own
 * keeps it up to date. `portable`: a program that is replaced by hand.
 */
export type UpdatesUnavailable = 'trial' | 'unpacked' | 'package_manager' | 'portable';

/** `not_genuine`: what was downloaded is not what was published, or not signed by whoever signed this one. */
export type UpdateFailure = 'unreachable' | 'no_release' | 'not_genuine' | 'not_written' | 'failed';

/** Answers to the requests in update-requests.ts. */
export interface UpdateAnswers {
  checkForUpdates: null;
  downloadUpdate: null;
  cancelUpdateDownload: null;
  putUpdateOff: null;
  installUpdate: null;
}
