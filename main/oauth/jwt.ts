/**
 * What a signed token says about itself (RFC 7519), for display and as a source of expiry. Nothing here checks a signature: the token
 * came from the token endpoint over TLS, and it is the resource server's to verify.
 */
import { parseExact } from './exact-json';
import { isFields, type ReplyFields } from './reply-fields';

/** Longest token looked into, in characters. */
const longestToken = 64 * 1024;

/** The claims of a JWT in compact form; null where the text is none. Never throws. */
export function jwtClaims(token: string): ReplyFields | null {
  if (token.length > longestToken) return null;
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return null;
  return decodeObject(header) === null ? null : decodeObject(payload);
}

/** The header of a signed or an encrypted token in compact form (RFC 7515, RFC 7516); null where the text is none. Never throws. */
export function jwtHeader(token: string): ReplyFields | null {
  if (token.length > longestToken) return null;
  const parts = token.split('.');
  return parts.length === 3 || parts.length === 5 ? decodeObject(parts[0] ?? '') : null;
}

function decodeObject(part: string): ReplyFields | null {
  if (!/^[\w-]+$/.test(part)) return null;
  const text = Buffer.from(part, 'base64url').toString('utf8');
  // An exception costs more than all the rest of reading a reply.
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value: unknown = parseExact(text);
    return isFields(value) ? value : null;
  } catch {
    // Dots are in many opaque tokens too; that this is not a JWT is all there is to know.
    return null;
  }
}
