/** Short messages about what was just done. A toast is data; its sentence is made where it is shown. */
import type {
  BackupCounts,
  CopiedManyView,
  CopiedView,
  ErrorView,
  RefreshResultView,
  RequestInput,
} from '../../preload/contract';
import type { LeftReason } from '../accounts/listing';
import { cell } from './cell';

/** What became of one of many that were to be refreshed; `left`: it was not asked for, and why. */
export type BatchResult =
  | RefreshResultView
  | { readonly accountId: string; readonly outcome: 'left'; readonly reason: LeftReason };

export type ToastContent =
  | (CopiedView & { readonly kind: 'copied' })
  | { readonly kind: 'public_key_copied' | 'device_code_copied' }
  | { readonly kind: 'clipboard'; readonly cleared: boolean }
  | { readonly kind: 'connected'; readonly accountId: string }
  | { readonly kind: 'removed'; readonly label: string }
  | { readonly kind: 'undone'; readonly name: string; readonly count: number }
  | { readonly kind: 'restored' }
  | { readonly kind: 'muted'; readonly label: string; readonly muted: boolean }
  | { readonly kind: 'versions_copied' | 'settings_reset' }
  | { readonly kind: 'protection'; readonly what: 'used' | 'changed' | 'keyringUsed' }
  | { readonly kind: 'after'; readonly what: 'kept' | 'replaced' | 'expiryTaken'; readonly label: string }
  | { readonly kind: 'line_copied'; readonly clearsAt: number | null }
  | {
      readonly kind: 'practice_ended';
      readonly end: RequestInput<'endPracticeTokens'>['end'];
      readonly count: number;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'exchange'; readonly what: 'copied' | 'saved'; readonly file: string }
  | (BackupCounts & { readonly kind: 'exported'; readonly file: string })
  | (BackupCounts & { readonly kind: 'imported' })
  | { readonly kind: 'not_stopped'; readonly number: number }
  | { readonly kind: 'refreshed_many'; readonly results: readonly BatchResult[] }
  | (CopiedManyView & { readonly kind: 'copied_many' })
  | { readonly kind: 'tokens_written' | 'names_written'; readonly file: string; readonly count: number }
  | { readonly kind: 'foreign_kept'; readonly providerId: string }
  | { readonly kind: 'not_removed'; readonly count: number }
  | { readonly kind: 'provider_files_read'; readonly count: number }
  | { readonly kind: 'failed'; readonly error: ErrorView };

export interface Toast {
  readonly id: number;
  readonly content: ToastContent;
}

export const toasts = cell<readonly Toast[]>([]);

const aboutClipboard: readonly ToastContent['kind'][] = [
  'copied',
  'copied_many',
  'line_copied',
  'clipboard',
  'versions_copied',
];

let serial = 0;

/** What says the same, or is about the clipboard as well, takes the other's place; the others line up, three at most. */
export function showToast(content: ToastContent): void {
  const others = toasts.get().filter((toast) => !replaces(content, toast.content));
  serial += 1;
  toasts.set([...others, { id: serial, content }].slice(-3));
}

function replaces(one: ToastContent, other: ToastContent): boolean {
  // The words come from the code alone.
  if (one.kind === 'failed' && other.kind === 'failed') return one.error.code === other.error.code;
  if (one.kind === 'provider_files_read') return other.kind === one.kind;
  return aboutClipboard.includes(one.kind) && aboutClipboard.includes(other.kind);
}

/** What they say is nobody's business while the window is locked. */
export function dismissAllToasts(): void {
  toasts.set([]);
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

/** How long a toast stays, in milliseconds; one that counts down stays until a while after its time. */
export function staysFor(content: ToastContent, now: number): number {
  if ('clearsAt' in content && content.clearsAt !== null) return content.clearsAt - now + 3000;
  return content.kind === 'failed' || content.kind === 'refreshed_many' ? 12_000 : 6000;
}
