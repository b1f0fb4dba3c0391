/** Many accounts refreshed in bulk, beside as many plain requests to the same server, as many at a time. */
import { cellsOf, figureOf } from '../lib/measure.mjs';
import { appsToMeasure, inTemporaryFolder } from '../lib/measured-app.mjs';
import { millisecondsOf, startTokenEndpoint } from '../lib/token-endpoint.mjs';

export const title = 'Refreshes in bulk';
export const needsApp = true;

const RUNS = 7;
/** A server that answers at once shows all that Latchkey adds; one that takes its time, what of it anybody would notice. */
const SERVERS = [
  { name: 'at once', delay: 0, count: 1000 },
  { name: 'after 50 ms', delay: 50, count: 400 },
];
/** As many as Latchkey sends to one host at a time (accounts/refresh-queue.ts). */
const TOGETHER = 4;

/** @returns {Promise<import('../bench.mjs').Part>} */
export async function run() {
  const figures = [];
  for (const server of SERVERS) figures.push(await inTemporaryFolder((folder) => measured(folder, server)));
  return {
    columns: ['', 'accounts', 'ms each, median', 'least', 'most'],
    rows: figures.flatMap(({ name, count, bulk, plain, ratio }) => [
      [`a server that answers ${name}: Latchkey`, count, ...cellsOf(bulk)],
      ['plain requests', count, ...cellsOf(plain)],
      ['ratio', '', ...cellsOf(ratio)],
    ]),
    remark: `${TOGETHER} at a time, medians of ${RUNS}. Goal: 1.5 times. Each refresh of Latchkey is on the disk before its token counts.`,
    results: { figures },
  };
}

/**
 * @param {string} folder
 * @param {{ name: string, delay: number, count: number }} server
 */
async function measured(folder, { name, delay, count }) {
  const endpoint = await startTokenEndpoint(delay);
  const apps = appsToMeasure();
  await apps.fill(`${folder}/crowd`, count, endpoint.url);
  const app = await apps.latchkey(`${folder}/crowd`);
  await app.page.waitForTimeout(2000);
  /** @type {{ bulk: number[], plain: number[] }} */
  const seen = { bulk: [], plain: [] };
  for (let round = 0; round <= RUNS; round += 1) {
    const before = endpoint.answered();
    const bulk = await millisecondsOf(() => refreshAll(app.page));
    const sent = endpoint.answered() - before;
    if (sent !== count) throw new Error(`${sent} refreshes were sent instead of ${count}.`);
    const plain = await millisecondsOf(() => plainly(endpoint.refresh, count));
    if (round === 0) continue;
    seen.bulk.push(bulk / count);
    seen.plain.push(plain / count);
  }
  await app.close();
  await endpoint.close();
  const ratio = figureOf(seen.bulk.map((bulk, round) => bulk / (seen.plain[round] ?? 1)));
  return { name, count, bulk: figureOf(seen.bulk), plain: figureOf(seen.plain), ratio };
}

/** @param {import('@playwright/test').Page} page */
async function refreshAll(page) {
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const button = document.querySelector('header button[aria-label="Refresh all that are shown"]');
        if (!(button instanceof HTMLElement)) return reject(new Error('There is no button that refreshes all.'));
        let going = false;
        const watching = new MutationObserver(() => {
          const now = document.querySelector('progress') !== null;
          if (going && !now) {
            watching.disconnect();
            resolve(undefined);
          }
          going ||= now;
        });
        watching.observe(document.body, { subtree: true, childList: true });
        button.click();
      }),
  );
}

/**
 * @param {() => Promise<void>} refresh
 * @param {number} count
 */
async function plainly(refresh, count) {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await refresh();
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
}
