/** One line a fault: what was injected, and what became of it. Written to the file that scripts/faults.mjs prints as a table. */
import { appendFile } from 'node:fs/promises';

export interface FaultRow {
  readonly fault: string;
  readonly injected: number;
  readonly survived: number;
  readonly grantsLost: number;
  readonly recordsDamaged: number;
  readonly extraRequests: number;
  /** What cannot be counted as one of these, for example how many accounts nobody could have helped. */
  readonly note?: string;
}

export async function report(row: FaultRow): Promise<void> {
  const file = process.env['LATCHKEY_FAULT_ROWS'];
  if (file !== undefined) await appendFile(file, `${JSON.stringify(row)}\n`);
}

/** True for the version that is part of `npm test`. */
export const short = process.env['LATCHKEY_FAULTS'] === 'short';
