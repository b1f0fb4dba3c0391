/** The faults in the groups in which they are shown. Pure. */
import type { BenchFaultView } from '../../preload/contract';

const groups = ['refusals', 'connection', 'odd', 'clock'] as const;

export type FaultGroup = (typeof groups)[number];

const groupByFault: Readonly<Record<BenchFaultView, FaultGroup>> = {
  server_error: 'refusals',
  too_many: 'refusals',
  portal: 'refusals',
  invalid_client: 'refusals',
  invalid_token: 'refusals',
  slow: 'connection',
  drop_before: 'connection',
  drop_after: 'connection',
  odd_loose: 'odd',
  odd_form: 'odd',
  odd_jsonp: 'odd',
  odd_nested: 'odd',
  odd_bare: 'odd',
  odd_error_200: 'odd',
  odd_cut: 'odd',
  clock_ahead: 'clock',
  clock_behind: 'clock',
};

/** Whether a name in the log is one that has words. */
export function isKnownFault(name: string): name is BenchFaultView {
  return Object.hasOwn(groupByFault, name);
}

/** Groups that have something to show, each with its faults in the order given. */
export function groupsOf(
  faults: readonly BenchFaultView[],
): readonly { readonly group: FaultGroup; readonly faults: readonly BenchFaultView[] }[] {
  return groups
    .map((group) => ({ group, faults: faults.filter((fault) => groupByFault[fault] === group) }))
    .filter((each) => each.faults.length > 0);
}
