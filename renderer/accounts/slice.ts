/**
 * Slices of time in which no account goes over into another status: within one, lists and counts by status stay as they are, and a tick
 * costs next to nothing. Pure but for what it remembers.
 */
import type { AccountView } from '../../preload/contract';

const known = new WeakMap<readonly Pick<AccountView, 'phases'>[], { readonly from: number; readonly until: number }>();

/** The begin of the slice that `now` (milliseconds since the epoch) is in. The same list in the same slice gives the same number. */
export function sliceAt(accounts: readonly Pick<AccountView, 'phases'>[], now: number): number {
  const slice = known.get(accounts);
  if (slice !== undefined && slice.from <= now && now < slice.until) return slice.from;
  let until = Infinity;
  for (const { phases } of accounts) {
    const next = phases.find((phase) => phase.until !== null && now < phase.until)?.until ?? Infinity;
    if (next < until) until = next;
  }
  known.set(accounts, { from: now, until });
  return now;
}
