/** The reader over mutated replies. Seeded, so that a failure can be repeated: the message names the case. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../providers';
import {
  kaixin001NeedBind,
  kaixin001Refusal,
  kaixin001Tokens,
  sinaappRefreshedTokens,
  sinaappRefusal,
  sinaappTokens,
} from './testing/documented-replies';
import { readTokenReply } from './token-reply';
import type { TokenReply } from './types';

const tokens = [
  sinaappTokens,
  sinaappRefreshedTokens,
  kaixin001Tokens,
  '{"access_token":"T0KEN","token_type":"Bearer"}',
  'access_token=T0KEN&expires_in=5',
];
const errors = [
  sinaappRefusal,
  kaixin001Refusal,
  kaixin001NeedBind,
  '{"error":{"code":"invalid_grant"}}',
  'error=invalid_grant&error_description=x',
];
const statuses = [200, 201, 204, 302, 400, 401, 403, 404, 408, 429, 500, 503];
const types = ['application/json', 'text/html', 'text/plain; charset=gbk', 'application/x-www-form-urlencoded', ''];

/** mulberry32: whole numbers below `limit`. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

function read(body: Uint8Array, random: (limit: number) => number): TokenReply {
  const providers = catalogue();
  const provider = providers[random(providers.length)];
  if (!provider) throw new Error('no provider');
  const reply = {
    status: statuses[random(statuses.length)] ?? 200,
    headers: {
      'content-type': types[random(types.length)] ?? '',
      'retry-after': ['', '1', 'x', '99999999999'][random(4)] ?? '',
    },
    body,
    sentAt: 1_700_000_000_000,
    receivedAt: 1_700_000_000_500,
  };
  return readTokenReply(reply, provider, { endpoint: 'https://api.example/token', grant: 'refresh_token' });
}

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\0',
  '\uFEFF',
  '<',
  '<html>',
  'null',
  '0',
  '-1',
  '1e999',
  '&',
  '=',
  '%',
  '"__proto__":',
  '"error":',
  '"error":"x",',
  '\\u0000',
  '\ud800',
  '锟',
  '(',
  ');',
  ' ',
];

/** Damages a text in one to four places. */
function damage(text: string, random: (limit: number) => number): Buffer {
  let damaged = text;
  for (let times = random(4) + 1; times > 0; times -= 1) {
    const at = random(damaged.length + 1);
    const to = Math.min(damaged.length, at + random(12));
    const piece = pieces[random(pieces.length)] ?? '';
    damaged =
      [
        () => damaged.slice(0, at),
        () => damaged.slice(0, at) + damaged.slice(to),
        () => damaged.slice(0, at) + piece + damaged.slice(at),
        () => damaged.slice(0, at) + damaged.slice(at, to).repeat(1 + random(3)) + damaged.slice(to),
        () => damaged.replaceAll(piece, pieces[random(pieces.length)] ?? ''),
        () => piece.repeat(random(2000)) + damaged,
      ][random(6)]?.() ?? damaged;
  }
  const bytes = Buffer.from(damaged, random(8) === 0 ? 'utf16le' : 'utf8');
  if (random(4) === 0 && bytes.length > 0) bytes[random(bytes.length)] = random(256);
  return bytes;
}

/** Changes a token reply in ways that must not cost its tokens. */
function disguise(text: string, random: (limit: number) => number): Buffer {
  const isJson = text.startsWith('{');
  const changes: ((body: string) => string)[] = [
    (body) => `\uFEFF${body}`,
    (body) => `${body}\0\n`,
    (body) => ` \r\n${body}`,
  ];
  const jsonChanges: typeof changes = [
    (body) => `callback(${body});`,
    (body) => `while(1);${body}`,
    (body) => body.replace('{', '{"__proto__":{"error":"x"},'),
    (body) => body.replace('{', '{"error":null,"extra":{"access_token":1},'),
    (body) => body.replace(/,?\s*\}$/, ',"last":["a,]",\n],}'),
    (body) => body.replaceAll(':', ' :\t'),
  ];
  // Wrappers only once and last but for what may stand around anything.
  const inner = isJson ? jsonChanges.slice(2) : [];
  const outer = isJson ? [...changes, ...jsonChanges.slice(0, 2)] : changes;
  const once = (body: string, from: typeof changes): string =>
    random(2) === 0 ? body : (from[random(from.length)]?.(body) ?? body);
  return Buffer.from(once(once(text, inner), outer));
}

describe('the reader, over seeded random replies', () => {
  it('never throws, and never reads an error as tokens, however damaged', () => {
    const random = randomNumbers(20_240_601);
    for (let round = 0; round < 4000; round += 1) {
      const original = errors[random(errors.length)] ?? '';
      const body = damage(original, random);
      const reply = read(body, random);
      expect(reply.kind, `round ${round}: ${body.toString()}`).not.toBe('tokens');
    }
  });

  it('never throws over damaged token replies, and never gives out a damaged token', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 4000; round += 1) {
      const body = damage(tokens[random(tokens.length)] ?? '', random);
      const reply = read(body, random);
      const token = reply.kind === 'tokens' ? reply.tokens.accessToken.reveal() : 'none';
      expect(token, `round ${round}`).toMatch(/^[^\p{Cc}\uFFFD]+$/u);
    }
  });

  it('reads an error beside a token as an error', () => {
    const random = randomNumbers(99);
    for (let round = 0; round < 1000; round += 1) {
      const body = (tokens[random(3)] ?? '').replace('{', '{"error":"invalid_grant",');
      expect(read(disguise(body, random), random).kind, `round ${round}: ${body}`).not.toBe('tokens');
    }
  });

  it('finds the token in every reply that only looks different', () => {
    const random = randomNumbers(3);
    for (let round = 0; round < 4000; round += 1) {
      const original = tokens[random(tokens.length)] ?? '';
      const body = disguise(original, random);
      const reply = read(body, random);
      const expected = /access_token(?:": "|":"|=)(\w+)/.exec(original)?.[1];
      expect(
        reply.kind === 'tokens' ? reply.tokens.accessToken.reveal() : reply,
        `round ${round}: ${body.toString()}`,
      ).toBe(expected);
    }
  });

  it('never throws over random bytes', () => {
    const random = randomNumbers(42);
    for (let round = 0; round < 2000; round += 1) {
      const body = Uint8Array.from({ length: random(400) }, () => random(256));
      expect(read(body, random).kind, `round ${round}`).not.toBe('tokens');
    }
  });

  it.each([
    ['of opening braces', '{'.repeat(1 << 20)],
    ['of opening brackets', '['.repeat(1 << 20)],
    ['of blanks', `${' '.repeat(1 << 20)}x`],
    ['of commas', `{${','.repeat(1 << 20)}}`],
    ['of commas and blanks', `{"a":[${', '.repeat(1 << 19)}]}`],
    ['of line ends in a text', `{"a":"${'\n'.repeat(1 << 20)}"}`],
    ['of a form', `error=${'&a=1'.repeat(1 << 18)}`],
    ['of deep objects', `{"error":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['of one long error', JSON.stringify({ error: '1'.repeat(1 << 20) })],
    ['of one long description', JSON.stringify({ error: 'x', error_description: 'a-'.repeat(1 << 19) })],
    // Where work grew with the square of the length, this would take hours.
  ])('gets done with a mebibyte %s', (_what, body) => {
    const random = randomNumbers(5);
    for (let round = 0; round < 3; round += 1) expect(read(Buffer.from(body), random).kind).not.toBe('tokens');
  });
});
