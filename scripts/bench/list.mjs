/** The list with 10,000 accounts: frames while it is scrolled, and how long finding and ordering take. */
import { cellsOf, figureOf } from '../lib/measure.mjs';
import { appsToMeasure, inTemporaryFolder } from '../lib/measured-app.mjs';

/** @typedef {import('@playwright/test').Page} Page */

export const title = 'The list with 10,000 accounts';
export const needsApp = true;

const RUNS = 9;
const COUNT = 10_000;
const SCROLLED_FRAMES = 300;
/** At 60 frames a second; clocks in pages are coarse. */
const FRAME_MS = 16.7 + 1;

/** @returns {Promise<import('../bench.mjs').Part>} */
export function run() {
  return inTemporaryFolder(async (folder) => {
    const apps = appsToMeasure();
    await apps.fill(`${folder}/crowd`, COUNT);
    const bare = await apps.bare(`${folder}/bare`);
    const baseline = await framesWhileScrolling(bare.page, 'html');
    await bare.close();
    const app = await apps.latchkey(`${folder}/crowd`);
    await app.page.waitForTimeout(2000);
    const scrolling = await framesWhileScrolling(app.page, '[role=grid]');
    const find = [];
    const order = [];
    for (let round = 0; round <= RUNS; round += 1) {
      const found = await timeToFind(app.page, `account ${(round + 1) * 999}`);
      await timeToFind(app.page, '');
      const ordered = await timeToOrder(app.page, round % 2 === 0 ? 'expiry' : 'label');
      if (round === 0) continue;
      find.push(found);
      order.push(ordered);
    }
    await app.close();
    const results = { find: figureOf(find), order: figureOf(order), scrolling, baseline };
    const late = (/** @type {readonly number[]} */ frames) => frames.filter((each) => each > FRAME_MS).length;
    return {
      columns: ['', 'late frames', 'ms, median', 'least', 'most'],
      rows: [
        ['frames of the bare window', `${late(baseline)} of ${baseline.length}`, ...cellsOf(figureOf(baseline))],
        ['frames of the list', `${late(scrolling)} of ${scrolling.length}`, ...cellsOf(figureOf(scrolling))],
        ['find, from the key to the frame', '', ...cellsOf(results.find)],
        ['order, there and back to main', '', ...cellsOf(results.order)],
      ],
      remark: `A frame is late after ${FRAME_MS} ms. Goals: no more late frames than the bare window has; find and order in less than 50 ms.`,
      results,
    };
  });
}

/**
 * @param {Page} page
 * @param {string} selector what is scrolled
 * @returns {Promise<number[]>} milliseconds of each frame
 */
function framesWhileScrolling(page, selector) {
  return page.evaluate(
    ({ what, count }) =>
      new Promise((resolve) => {
        const scroller = document.querySelector(what);
        /** @type {number[]} */
        const frames = [];
        let last = 0;
        const next = (/** @type {number} */ now) => {
          if (last > 0) frames.push(now - last);
          last = now;
          // About as fast as a wheel is turned in a hurry, back and forth where it ends.
          const place =
            (frames.length * 90) % Math.max(1, (scroller?.scrollHeight ?? 0) - (scroller?.clientHeight ?? 0));
          scroller?.scrollTo({ top: place });
          if (frames.length < count) requestAnimationFrame(next);
          else resolve(frames);
        };
        requestAnimationFrame(next);
      }),
    { what: selector, count: SCROLLED_FRAMES },
  );
}

/**
 * @param {Page} page
 * @param {string} text what is typed
 * @returns {Promise<number>} milliseconds until the frame after the list has changed
 */
function timeToFind(page, text) {
  return page.evaluate(
    (typed) =>
      new Promise((resolve) => {
        const field = document.querySelector('input[type=search]');
        if (!(field instanceof HTMLInputElement)) throw new Error('There is no search field.');
        const start = performance.now();
        // As React wants it: its own property stands in front of the element's.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, typed);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
      }),
    text,
  );
}

/**
 * @param {Page} page
 * @param {'label' | 'expiry'} order
 * @returns {Promise<number>} milliseconds until the frame after the new order came back from main
 */
function timeToOrder(page, order) {
  return page.evaluate(async (listSort) => {
    const start = performance.now();
    const { latchkey } = /** @type {any} */ (window);
    await latchkey.updateSettings({ listSort });
    await new Promise((resolve) => void requestAnimationFrame(resolve));
    return performance.now() - start;
  }, order);
}
