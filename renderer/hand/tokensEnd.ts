/** Until when tokens can be used that are written down together: what is said is the first end that is still to come. Pure. */
import type { ExpiryView } from '../../preload/contract';

export type TokensEnd =
  /** `first`: there are others. */
  | { readonly kind: 'at'; readonly at: number; readonly first: boolean }
  | { readonly kind: 'unknown' | 'never' | 'none' };

export function endOf(expiries: readonly ExpiryView[], now: number): TokensEnd {
  const ends = expiries.flatMap((expiry) => (expiry.kind === 'at' ? [expiry.at] : [])).toSorted((a, b) => a - b);
  const next = ends.find((at) => at > now) ?? ends.at(-1);
  if (next !== undefined) return { kind: 'at', at: next, first: expiries.length > 1 };
  if (expiries.length !== 1) return { kind: 'none' };
  return { kind: expiries[0]?.kind === 'never' ? 'never' : 'unknown' };
}
