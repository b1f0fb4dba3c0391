/** One refresh: from the click to the frame with the new countdown, beside a plain request to the same server and what the disk takes. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { cellsOf, figureOf } from '../lib/measure.mjs';
import { appsToMeasure, inTemporaryFolder } from '../lib/measured-app.mjs';
import { millisecondsOf, startTokenEndpoint } from '../lib/token-endpoint.mjs';

export const title = 'One refresh';
export const needsApp = true;

const RUNS = 25;
/** From one frame of the screen to the next, milliseconds. */
const FRAME_MS = 1000 / 60;
/** What one refresh syncs: the journal's file and name, the mark `sent`, the reply, and the record's file and name (vault/journal.ts). */
const SYNCS = 6;

/** @returns {Promise<import('../bench.mjs').Part>} */
export function run() {
  return inTemporaryFolder(async (folder) => {
    const endpoint = await startTokenEndpoint();
    const apps = appsToMeasure();
    await apps.fill(`${folder}/one`, 1, endpoint.url);
    const app = await apps.latchkey(`${folder}/one`);
    await app.page.waitForTimeout(2000);
    await mkdir(join(folder, 'disk'));
    /** @type {{ click: number[], drawn: number[], frame: number[], plain: number[], disk: number[] }} */
    const seen = { click: [], drawn: [], frame: [], plain: [], disk: [] };
    // In turn; the first round fills the caches.
    for (let round = 0; round <= RUNS; round += 1) {
      // A person clicks at any moment of a frame; a loop would at always the same.
      await app.page.waitForTimeout(Math.round((round / RUNS) * FRAME_MS));
      const frame = await app.page.evaluate(textToScreen);
      await app.page.waitForTimeout(100 + Math.round((round / RUNS) * FRAME_MS));
      const { drawn, click } = await app.page.evaluate(clickToScreen);
      const plain = await millisecondsOf(endpoint.refresh);
      const disk = await syncs(join(folder, 'disk', `${round}`));
      // The history of the refresh is written a moment later, and must not meet the next round.
      await app.page.waitForTimeout(500);
      if (round === 0) continue;
      seen.click.push(click);
      seen.drawn.push(drawn);
      seen.frame.push(frame);
      seen.plain.push(plain);
      seen.disk.push(disk);
    }
    await app.close();
    await endpoint.close();
    const over = (/** @type {number[]} */ times) =>
      figureOf(times.map((time, round) => time - (seen.plain[round] ?? 0) - (seen.disk[round] ?? 0)));
    const results = {
      click: figureOf(seen.click),
      drawn: figureOf(seen.drawn),
      frame: figureOf(seen.frame),
      plain: figureOf(seen.plain),
      disk: figureOf(seen.disk),
      over: over(seen.click),
      overDrawn: over(seen.drawn),
      timesPlain: figureOf(seen.click.map((click, round) => click / (seen.plain[round] ?? 1))),
    };
    return {
      columns: ['', '', 'ms, median', 'least', 'most'],
      rows: [
        ['Latchkey, from the click to the screen', '', ...cellsOf(results.click)],
        ['of it until the page has the new countdown', '', ...cellsOf(results.drawn)],
        ['a change that asks nobody, to the screen', '', ...cellsOf(results.frame)],
        ['a plain request to the same server', '', ...cellsOf(results.plain)],
        [`the disk's own time for ${SYNCS} syncs`, '', ...cellsOf(results.disk)],
        ['what Latchkey adds to these two', '', ...cellsOf(results.over)],
        ['the same without waiting for the next frame', '', ...cellsOf(results.overDrawn)],
      ],
      remark: `Medians of ${RUNS}, clicked at every part of a frame. Goal: it adds 15 ms at most, to the screen.`,
      results,
    };
  });
}

/**
 * In the page: presses Refresh of the first row, and waits for the frame in which the exact end is another.
 *
 * @returns {Promise<{ drawn: number, click: number }>} milliseconds until the page has it, and until its frame
 */
function clickToScreen() {
  const row = document.querySelector('[role=row][data-account]');
  const timer = row?.querySelector('[role=timer]');
  const button = row?.querySelector('button');
  if (!(timer instanceof HTMLElement) || !(button instanceof HTMLElement)) throw new Error('There is no row.');
  const before = timer.title;
  return new Promise((resolve) => {
    const begun = performance.now();
    const look = () => {
      const now = document.querySelector('[role=row][data-account] [role=timer]');
      if (!(now instanceof HTMLElement) || now.title === before) return;
      watching.disconnect();
      const drawn = performance.now() - begun;
      requestAnimationFrame(() => resolve({ drawn, click: performance.now() - begun }));
    };
    const watching = new MutationObserver(look);
    watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    button.click();
  });
}

/**
 * In the page: changes something of a row, as a click could that asks nobody.
 *
 * @returns {Promise<number>} milliseconds until its frame
 */
function textToScreen() {
  const row = document.querySelector('[role=row][data-account]');
  if (!(row instanceof HTMLElement)) throw new Error('There is no row.');
  return new Promise((resolve) => {
    const begun = performance.now();
    row.dataset['measured'] = String(begun);
    requestAnimationFrame(() => resolve(performance.now() - begun));
  });
}

/**
 * @param {string} file a new one
 * @returns {Promise<number>} milliseconds that the disk takes for as many syncs as a refresh has
 */
async function syncs(file) {
  const handle = await open(file, 'w');
  const bytes = Buffer.alloc(4096, 1);
  try {
    return await millisecondsOf(async () => {
      for (let count = 0; count < SYNCS; count += 1) {
        await handle.write(bytes, 0, bytes.length, 0);
        await handle.sync();
      }
    });
  } finally {
    await handle.close();
  }
}
