/** A thousand accounts refreshed in bulk, beside a thousand plain requests to the same server, as many at a time. */
import { figureOf } from '../lib/measure.mjs';
import { appsToMeasure, inTemporaryFolder } from '../lib/measured-app.mjs';
import { millisecondsOf, startTokenEndpoint } from '../lib/token-endpoint.mjs';

export const title = 'A thousand refreshes';
export const needsApp = true;

const RUNS = 7;
const COUNT = 1000;
/** As many as Latchkey sends to one host at a time (accounts/refresh-queue.ts). */
const TOGETHER = 4;

/** @returns {Promise<import('../bench.mjs').Part>} */
export function run() {
  return inTemporaryFolder(async (folder) => {
    const endpoint = await startTokenEndpoint();
    const apps = appsToMeasure();
    await apps.fill(`${folder}/crowd`, COUNT, endpoint.url);
    const app = await apps.latchkey(`${folder}/crowd`);
    await app.page.waitForTimeout(2000);
    /** @type {{ bulk: number[], plain: number[] }} */
    const seen = { bulk: [], plain: [] };
    for (let round = 0; round <= RUNS; round += 1) {
      const before = endpoint.answered();
      const bulk = await millisecondsOf(() => refreshAll(app.page));
      const sent = endpoint.answered() - before;
      if (sent !== COUNT) throw new Error(`${sent} refreshes were sent instead of ${COUNT}.`);
      const plain = await millisecondsOf(() => plainly(endpoint.refresh));
      if (round === 0) continue;
      seen.bulk.push(bulk / COUNT);
      seen.plain.push(plain / COUNT);
    }
    await app.close();
    await endpoint.close();
    const ratio = figureOf(seen.bulk.map((bulk, round) => bulk / (seen.plain[round] ?? 1)));
    const results = { bulk: figureOf(seen.bulk), plain: figureOf(seen.plain), ratio };
    const row = (
      /** @type {string} */ what,
      /** @type {import('../lib/measure.mjs').Figure} */ { median, least, most },
    ) => [what, '', median, least, most];
    return {
      columns: ['', '', 'ms each, median', 'least', 'most'],
      rows: [
        row('Latchkey, all that are shown', results.bulk),
        row('plain requests', results.plain),
        row('ratio', ratio),
      ],
      remark: `${COUNT} accounts, ${TOGETHER} at a time, medians of ${RUNS}. Goal: 1.5 times. Each refresh of Latchkey is on the disk before its token counts.`,
      results,
    };
  });
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

/** @param {() => Promise<void>} refresh */
async function plainly(refresh) {
  let left = COUNT;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await refresh();
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
}
