/** The reader: microseconds a reply, over the sample replies of all surveyed providers, beside `JSON.parse` alone of the same bytes. */
import { importBundled } from '../lib/bundle.mjs';
import { timesOf } from '../lib/measure.mjs';
import { inProject } from '../lib/project.mjs';

/** @typedef {import('../lib/measure.mjs').Figure} Figure */
/** @typedef {import('../../main/oauth/testing/reader-work').ReaderWork} ReaderWork */

export const title = 'Reader';

/** @returns {Promise<import('../bench.mjs').Part>} */
export async function run() {
  /** @type {{ readonly readerWork: readonly ReaderWork[] }} */
  const { readerWork } = await importBundled(inProject('main', 'oauth', 'testing', 'reader-work.ts'));
  const json = readerWork.filter(({ isJson }) => isJson);
  const every = (/** @type {readonly ReaderWork[]} */ replies, /** @type {'read' | 'parse'} */ way) => () =>
    replies.forEach((reply) => reply[way]());
  const { figures, ratio } = timesOf([every(json, 'read'), every(readerWork, 'read'), every(json, 'parse')], {
    rounds: 150,
  });
  const read = aReply(figures[0], json.length);
  const all = aReply(figures[1], readerWork.length);
  const parse = aReply(figures[2], json.length);
  const each = timesOf(
    readerWork.map((reply) => reply.read),
    { rounds: 1000 },
  );
  const slowest = readerWork
    .map(({ id, bytes }, index) => ({ id, bytes, ...aReply(each.figures[index], 1) }))
    .toSorted((a, b) => b.median - a.median)
    .slice(0, 5);
  const row = (
    /** @type {string} */ what,
    /** @type {number} */ count,
    /** @type {Figure} */ { median, least, most },
  ) => [what, count, median, least, most];
  return {
    columns: ['', 'replies', 'µs a reply, median', 'least', 'most'],
    rows: [
      row('reader, all', readerWork.length, all),
      row('reader, those in JSON', json.length, read),
      row('JSON.parse, the same', json.length, parse),
      ...slowest.map((reply) => row(`slowest: ${reply.id}`, 1, reply)),
    ],
    remark: `The reader takes ${ratio.median.toFixed(1)} times as long as JSON.parse alone (${ratio.least.toFixed(1)} to ${ratio.most.toFixed(1)} in ${ratio.runs} runs).`,
    results: { all, json: read, jsonParse: parse, ratio, slowest },
  };
}

/**
 * @param {Figure | undefined} figure of a round over so many replies
 * @param {number} replies
 * @returns {Figure}
 */
function aReply(figure, replies) {
  if (figure === undefined) throw new Error('Nothing was measured.');
  const { median, least, most, runs } = figure;
  return { median: median / replies, least: least / replies, most: most / replies, runs };
}
