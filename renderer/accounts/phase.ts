/** Which status an account has now, and until when: looked up in the phases that main derived. Pure. */
import type { PhaseView, Status } from '../../preload/contract';

/** `now`: milliseconds since the epoch. A phase ends just before its `until`. */
export function statusAt(phases: readonly PhaseView[], now: number): Status {
  return phaseAt(phases, now)?.status ?? phases.at(-1)?.status ?? 'expired';
}

/** When the status of `now` is over, milliseconds since the epoch; infinite where it stays. */
export function statusUntil(phases: readonly PhaseView[], now: number): number {
  return phaseAt(phases, now)?.until ?? Infinity;
}

function phaseAt(phases: readonly PhaseView[], now: number): PhaseView | undefined {
  return phases.find(({ until }) => until === null || now < until);
}
