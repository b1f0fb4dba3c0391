/**
 * What a JWT says about itself, all of it, for display: header and claims in the order people look for them. Nothing here checks a
 * signature. SECURITY: the token itself never leaves main, nor does a token that stands within it.
 */
import { jwtClaims, jwtHeader, maskOf, plainText, type Secret } from '../oauth';
import type { ClaimsView, ClaimValueView, ClaimView, TokenContentView } from '../../preload/contract';
import type { Account } from '../accounts';

/** These first, in this order; the rest as it comes. */
const FIRST = [
  'iss',
  'sub',
  'aud',
  'client_id',
  'azp',
  'scope',
  'scp',
  'name',
  'preferred_username',
  'email',
  'email_verified',
  'auth_time',
  'iat',
  'nbf',
  'exp',
];
/** RFC 7519 section 4.1, OpenID Connect Core section 2, and what providers add. */
const TIMES = new Set(['iat', 'nbf', 'exp', 'auth_time', 'updated_at', 'exp_time', 'pwd_exp', 'xms_st']);
const SECRET = /(?:^|_)token$|secret|passw/i;
const JWT = /^eyJ[\w-]{6,}\.[\w-]*\.[\w-]*/;

const LONGEST = 1_000;
const DEEPEST = 6;
const MOST = 100;
/** The last second of the year 9999: what is later is no point of time in seconds. */
const LATEST = 253_402_300_799;

export function claimsView({ tokens }: Account): ClaimsView {
  return {
    access: contentOf(tokens.accessToken),
    id: tokens.idToken === null ? { kind: 'none' } : contentOf(tokens.idToken),
  };
}

function contentOf(token: Secret): TokenContentView {
  const text = token.reveal();
  const header = jwtHeader(text);
  const claims = jwtClaims(text);
  if (header !== null && claims !== null) return { kind: 'jwt', header: listed(header), claims: listed(claims) };
  // Five parts with a readable header are a JWE (RFC 7516 section 3.1).
  if (header !== null && text.split('.').length === 5) return { kind: 'encrypted', header: listed(header) };
  return { kind: 'opaque', length: text.length };
}

function listed(fields: Readonly<Record<string, unknown>>): readonly ClaimView[] {
  const place = ([name]: readonly [string, unknown]): number => {
    const first = FIRST.indexOf(name);
    return first === -1 ? FIRST.length : first;
  };
  return Object.entries(fields)
    .slice(0, MOST)
    .toSorted((one, other) => place(one) - place(other))
    .map(([name, value]) => ({
      name: plainText(name, 100),
      value: shown(name, value, 0),
      time: TIMES.has(name) ? timeOf(value) : null,
    }));
}

/** RFC 7519 section 2 wants a number; some write its digits as a text. */
function timeOf(value: unknown): number | null {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Math.abs(seconds) <= LATEST ? Math.round(seconds * 1000) : null;
}

function shown(name: string, value: unknown, depth: number): ClaimValueView {
  if (typeof value === 'string') {
    return SECRET.test(name) || JWT.test(value) ? maskOf(value) : plainText(value, LONGEST);
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return value.slice(0, MOST).map((each: unknown) => shown(name, each, depth + 1));
  const members = Object.entries(value).slice(0, MOST);
  return Object.fromEntries(members.map(([member, each]) => [plainText(member, 100), shown(member, each, depth + 1)]));
}
