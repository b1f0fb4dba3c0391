/** The server's clock, as its replies tell it by their Date field (RFC 9110 section 6.6.1). A hint, never a reason to do anything. */
import type { RawReply } from './types';

/**
 * By how much the server's clock was ahead of ours when it replied.
 * @returns milliseconds, right to about a second; null where there is no readable Date
 */
export function clockOffset({ headers, receivedAt }: RawReply): number | null {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) ? null : date - receivedAt;
}
