/** `npm run test:fuzz`: the reader and the callback over many random inputs, judged by what is known from how each was made. */
import { tryCallback } from './callbacks';
import { randomFrom } from './random';
import { tryReply, type Fault } from './replies';

export interface FuzzReport {
  readonly tried: number;
  readonly crashed: number;
  readonly missed: number;
  readonly mistaken: number;
  /** The first few faults, to look at. */
  readonly examples: readonly string[];
}

const mostExamples = 5;

/**
 * @param seed repeats a run
 * @param rounds how many replies; a quarter as many callbacks come on top
 */
export function fuzz(seed: number, rounds: number): { readonly replies: FuzzReport; readonly callbacks: FuzzReport } {
  const random = randomFrom(seed);
  return {
    replies: collect(rounds, () => tryReply(random)),
    callbacks: collect(Math.ceil(rounds / 4), () => tryCallback(random)),
  };
}

function collect(rounds: number, attempt: () => Fault): FuzzReport {
  const counts = { crashed: 0, missed: 0, mistaken: 0 };
  const examples: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fault = attempt();
    if (fault === null) continue;
    counts[fault.kind] += 1;
    if (examples.length < mostExamples) examples.push(`${fault.kind}: ${fault.what}`);
  }
  return { tried: rounds, ...counts, examples };
}
