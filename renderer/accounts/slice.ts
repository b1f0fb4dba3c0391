/**
 * Slices of time in which no account goes over into another status: within one, lists and counts by status stay as they are, and a tick
 * costs next to nothing. Pure but for what it remembers.
 */
import type { AccountView } from '../../preload/contract';

type Listed = readonly Pick<AccountView, 'phases'>[];

interface Slice {
  readonly from: number;
  readonly until: number;
}

const known = new WeakMap<Listed, Slice>();

/** The begin of the slice that `now` (milliseconds since the epoch) is in. The same list in the same slice gives the same number. */
export function sliceAt(accounts: Listed, now: number): number {
  return sliceOf(accounts, now).from;
}

/** The end of that slice; infinite where no account goes over any more. */
export function sliceUntil(accounts: Listed, now: number): number {
  return sliceOf(accounts, now).until;
}

function sliceOf(accounts: Listed, now: number): Slice {
  const slice = known.get(accounts);
  if (slice !== undefined && slice.from <= now && now < slice.until) return slice;
  let until = Infinity;
  for (const { phases } of accounts) {
    const next = phases.find((phase) => phase.until !== null && now < phase.until)?.until ?? Infinity;
    if (next < until) until = next;
  }
  const fresh = { from: now, until };
  known.set(accounts, fresh);
  return fresh;
}
