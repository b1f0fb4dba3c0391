/**
 * Measuring: medians over several runs, after a warm-up, and what is written down of the computer. Figures differ from computer to
 * computer; no test looks at them.
 */
import { arch, cpus, platform } from 'node:os';

/**
 * @typedef {object} Figure
 * @property {number} median
 * @property {number} least
 * @property {number} most
 * @property {number} runs
 */

/**
 * Times of several pieces of work, in microseconds a round. They are done in turn within each run, so that what else the computer does
 * meets them alike.
 *
 * @param {readonly (() => unknown)[]} works
 * @param {{ runs?: number, rounds: number }} options rounds: how often each is done in one run
 * @returns {{ figures: readonly Figure[], ratio: Figure }} ratio: the first to the last, run by run
 */
export function timesOf(works, { runs = 9, rounds }) {
  for (const work of works) timed(work, rounds);
  const table = Array.from({ length: runs }, () => works.map((work) => timed(work, rounds)));
  return {
    figures: works.map((_work, index) => figureOf(table.map((times) => times[index] ?? 0))),
    ratio: figureOf(table.map((times) => (times[0] ?? 0) / (times.at(-1) ?? 1))),
  };
}

/**
 * @param {() => unknown} work
 * @param {number} rounds
 */
function timed(work, rounds) {
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; round += 1) work();
  return Number(process.hrtime.bigint() - start) / 1000 / rounds;
}

/**
 * @param {readonly number[]} values
 * @returns {Figure}
 */
export function figureOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0, runs: sorted.length };
}

/**
 * A figure as the cells of a table: its median, its least and its most.
 *
 * @param {Figure} figure
 * @returns {number[]}
 */
export function cellsOf({ median, least, most }) {
  return [median, least, most];
}

/** What a figure is worth nothing without. */
export function thisComputer() {
  const [cpu] = cpus();
  return {
    node: process.version,
    platform: platform(),
    arch: arch(),
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
  };
}
