/** Where safekeeping (safekeeping.ts) stands, and what the windows are told of that. */
import type { Found, Sealer } from '../vault';
import type { LockCause, ProtectionView } from '../../preload/contract';

/** A desk whose user has left. */
export interface Leaving<D> {
  readonly desk: D;
  readonly sealer: Sealer;
  finished: boolean;
  /** Somebody is just trying the passphrase. */
  held: boolean;
}

/** `O`: what can be shown of a desk whose records are still being read. */
export type State<D, O> =
  /** The keyring is asked, and has not answered. */
  | { readonly kind: 'waiting' }
  /** It has, and records are being read. */
  | { readonly kind: 'opening'; readonly opening: O; readonly sealer: Sealer | null; readonly over: Promise<void> }
  | { readonly kind: 'undecided'; readonly found: Extract<Found, { kind: 'undecided' }> }
  | { readonly kind: 'locked'; readonly why: LockCause; readonly moving: boolean; readonly leaving: Leaving<D> | null }
  /** No sealer: in memory only. */
  | { readonly kind: 'open' | 'moving'; readonly desk: D; readonly sealer: Sealer | null };

/** Nobody can be asked for anything yet. */
export function isBeforeDesk<D, O>(
  state: State<D, O>,
): state is Extract<State<D, O>, { kind: 'undecided' | 'waiting' | 'opening' }> {
  return state.kind === 'undecided' || state.kind === 'waiting' || state.kind === 'opening';
}

/** What windows are told of it. */
export function protectionView<D, O>(
  state: State<D, O>,
  { keyring, blocking }: { readonly keyring: () => string | null; readonly blocking: boolean },
  passphraseLeft: boolean,
): ProtectionView {
  switch (state.kind) {
    case 'waiting':
      return { kind: 'waiting', blocked: blocking };
    case 'undecided':
      return state.found;
    case 'locked':
      return { kind: 'locked', why: state.why, moving: state.moving };
    case 'opening':
    case 'open':
    case 'moving': {
      const kind = state.sealer?.protection ?? 'memory';
      return kind === 'memory' || kind === 'passphrase' ? { kind } : { kind, keyring: keyring(), passphraseLeft };
    }
  }
}
