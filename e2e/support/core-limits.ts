/** What the system lets Latchkey's processes write when they crash. Linux only. */
import { readFile } from 'node:fs/promises';
import type { Latchkey } from './latchkey';

/** The limits (soft, hard) of core files of all processes, each once; elsewhere as if there were none. */
export async function coreLimits(latchkey: Latchkey): Promise<readonly string[]> {
  if (process.platform !== 'linux') return ['0 0'];
  const ids = await latchkey.app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  const limits = ids.map(async (id) => {
    const text = await readFile(`/proc/${id}/limits`, 'utf8');
    return /^Max core file size\s+(\S+)\s+(\S+)/m.exec(text)?.slice(1).join(' ') ?? '';
  });
  return [...new Set(await Promise.all(limits))];
}
