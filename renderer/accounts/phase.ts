/** Which status an account has now: looked up in the phases that main derived. Pure. */
import type { PhaseView, Status } from '../../preload/contract';

/** `now`: milliseconds since the epoch. A phase ends just before its `until`. */
export function statusAt(phases: readonly PhaseView[], now: number): Status {
  const current = phases.find(({ until }) => until === null || now < until);
  return current?.status ?? phases.at(-1)?.status ?? 'expired';
}
