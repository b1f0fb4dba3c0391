/**
 * The fault suite's lines, from what its tests wrote down (e2e/faults/support/rows.ts) to a table. Pure.
 */

const columns = /** @type {const} */ (['injected', 'survived', 'grantsLost', 'recordsDamaged', 'extraRequests']);
const heads = ['injected', 'survived', 'lost', 'damaged', 'extra requests'];

/**
 * @param {string} lines one JSON object a line
 * @returns {{ text: string, harmless: boolean }} harmless: every fault was survived, nothing lost, nothing damaged
 */
export function faultTable(lines) {
  const rows = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const width = Math.max(5, ...rows.map(({ fault }) => fault.length));
  const line = (/** @type {string} */ name, /** @type {readonly unknown[]} */ cells, note = '') =>
    `  ${name.padEnd(width)}  ${cells.map((cell, index) => String(cell).padStart(heads[index]?.length ?? 0)).join('  ')}  ${note}`.trimEnd();
  const body = rows.map((row) =>
    line(
      row.fault,
      columns.map((column) => row[column]),
      row.note,
    ),
  );
  const harmless = rows.every(
    (row) =>
      row.survived === row.injected && row.grantsLost === 0 && row.recordsDamaged === 0 && row.extraRequests === 0,
  );
  return { text: [line('fault', heads), ...body].join('\n'), harmless };
}
