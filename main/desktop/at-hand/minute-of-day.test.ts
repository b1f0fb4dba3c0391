import { SHARE_ENV, Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minuteOfDay } from './minute-of-day';

const before = process.env['TZ'];
beforeEach(() => void delete process.env['TZ']);
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

/** Of January 1st 1970 in UTC, where this computer is. */
const midnight = (): number => new Date(0).getHours() * 60 + new Date(0).getMinutes();

test('the zone is the one that the environment names', () => {
  process.env['TZ'] = 'Asia/Kathmandu';
  expect(minuteOfDay(0)).toBe(5 * 60 + 30);
  expect(process.env['TZ']).toBe('Asia/Kathmandu');
});

test('a zone that has changed behind us is noticed', async () => {
  const here = midnight();
  process.env['TZ'] = 'Pacific/Kiritimati';
  const there = midnight();
  // Another thread takes it back: this one is not told, as it is not when the system's zone changes.
  await once(new Worker("delete process.env['TZ']", { eval: true, env: SHARE_ENV }), 'exit');
  expect(midnight()).toBe(there);
  expect(minuteOfDay(0)).toBe(here);
});
