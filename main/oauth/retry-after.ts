/** Retry-After (RFC 9110 section 10.2.3) as a point in time. */
import type { EpochMs, RawReply } from './types';

/** Longest wait believed, in ms: one day. A mistaken or hostile header must not end automatic attempts for ever. */
const longestWait = 24 * 60 * 60 * 1000;

/**
 * When the server wants to be asked again: ms since the epoch by our clock, not before the reply came; null where it does not say, or
 * not in a way that can be read. A date is the server's, so its difference to the server's own `Date` counts where there is one.
 */
export function readRetryAfter(reply: Pick<RawReply, 'headers' | 'receivedAt'>): EpochMs | null {
  const value = header(reply, 'retry-after');
  if (value === null) return null;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : waitUntil(value, header(reply, 'date'), reply.receivedAt);
  return wait === null ? null : reply.receivedAt + Math.min(Math.max(wait, 0), longestWait);
}

function waitUntil(date: string, serverDate: string | null, receivedAt: EpochMs): number | null {
  const until = httpDate(date);
  if (until === null) return null;
  return until - ((serverDate === null ? null : httpDate(serverDate)) ?? receivedAt);
}

/** `Sun, 06 Nov 1994 08:49:37 GMT` and its two obsolete forms (RFC 9110 section 5.6.7), which all begin with the day's name. */
function httpDate(text: string): EpochMs | null {
  const time = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function header(reply: Pick<RawReply, 'headers'>, name: string): string | null {
  const value = Object.hasOwn(reply.headers, name) ? reply.headers[name]?.trim() : undefined;
  return value === undefined || value === '' || value.length > 100 ? null : value;
}
