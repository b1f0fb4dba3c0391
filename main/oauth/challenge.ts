/** What a WWW-Authenticate field says of an error (RFC 6750 section 3): servers use it with an empty body, and some at the token endpoint. */
import type { RawReply } from './types';

export interface Challenge {
  readonly code: string | null;
  readonly text: string | null;
}

/** Longest field looked into, in characters. */
const LONGEST = 2000;

/** Null where the reply has no such field. */
export function challengeOf({ headers }: Pick<RawReply, 'headers'>): Challenge | null {
  const header = Object.hasOwn(headers, 'www-authenticate')
    ? (headers['www-authenticate'] ?? '').slice(0, LONGEST)
    : '';
  if (header.trim() === '') return null;
  const value = (name: string): string | null => new RegExp(`(?:^|[\\s,])${name}="([^"]*)"`).exec(header)?.[1] || null;
  return { code: value('error'), text: value('error_description') };
}
