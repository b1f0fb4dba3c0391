import { expect, it } from 'vitest';
import { clockOffset } from './server-clock';

const receivedAt = Date.UTC(2026, 0, 1, 12);
const offset = (headers: Record<string, string>) =>
  clockOffset({ status: 200, headers, body: new Uint8Array(), sentAt: receivedAt, receivedAt });

it('tells by how much the server is ahead or behind', () => {
  expect(offset({ date: 'Thu, 01 Jan 2026 12:05:00 GMT' })).toBe(300_000);
  expect(offset({ date: 'Wed, 31 Dec 2025 12:00:00 GMT' })).toBe(-86_400_000);
});

it('tells nothing where there is no date', () => {
  expect(offset({})).toBeNull();
  expect(offset({ date: 'soon' })).toBeNull();
});
