/** Token replies at random, each with what must come of it, known from how it was made. */
import { catalogue, type Provider } from '../../providers';
import { readTokenReply } from '../token-reply';
import type { RawReply } from '../types';
import { damage, disguise, hugeBody } from './disguise';
import type { Random } from './random';
import { errorWithToken, fuzzSamples, withTokens, type FuzzSample } from './samples';

/** What went wrong with a case; null where nothing did. */
export type Fault = { readonly kind: 'crashed' | 'missed' | 'mistaken'; readonly what: string } | null;

const statuses = [200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 408, 429, 500, 503];
const types = [
  'application/json',
  'application/json',
  'text/html',
  'text/plain; charset=gbk',
  'application/x-www-form-urlencoded',
  'x; charset=',
  '',
  '\u0000',
];
const providers: ReadonlyMap<string, Provider> = new Map(catalogue().map((provider) => [provider.id, provider]));

interface ReplyCase {
  readonly sample: FuzzSample;
  readonly body: Uint8Array;
  /** Tokens that must be found; `none`: there must be no tokens; `any`: it must only not crash, nor give out a damaged token. */
  readonly truth: { readonly access: string; readonly refresh: string | null } | 'none' | 'any';
}

/** Makes one case, reads it, and compares. */
export function tryReply(random: Random): Fault {
  const made = makeCase(random);
  const provider = providers.get(made.sample.id);
  if (provider === undefined) throw new Error(`no provider ${made.sample.id}`);
  const reply: RawReply = {
    status: random.oneOf(statuses),
    headers: {
      'content-type': random.oneOf(types),
      'retry-after': random.oneOf(['', '1', 'x', '99999999999', 'Tue, 14 Nov']),
    },
    body: made.body,
    sentAt: 1_700_000_000_000,
    receivedAt: 1_700_000_000_500,
  };
  const what = (): string =>
    `${made.sample.id}, HTTP ${reply.status}: ${Buffer.from(made.body.slice(0, 600)).toString()}`;
  try {
    const grant = random.oneOf(['authorization_code', 'refresh_token', 'constructor']);
    const read = readTokenReply(reply, provider, { endpoint: 'https://api.example/token', grant });
    const found = read.kind === 'tokens' ? read.tokens : null;
    if (made.truth === 'none') return found === null ? null : { kind: 'mistaken', what: what() };
    if (made.truth === 'any') {
      const token = found?.accessToken.reveal() ?? 'none';
      return /^[^\p{Cc}\uFFFD]+$/u.test(token) ? null : { kind: 'mistaken', what: what() };
    }
    const { access, refresh } = made.truth;
    const whole =
      found?.accessToken.reveal() === access && (refresh === null || found.refreshToken?.reveal() === refresh);
    return whole ? null : { kind: 'missed', what: `${JSON.stringify(read)} from ${what()}` };
  } catch (error) {
    return { kind: 'crashed', what: `${String(error)} at ${what()}` };
  }
}

function makeCase(random: Random): ReplyCase {
  const sample = random.oneOf(fuzzSamples);
  const access = tokenText(random);
  const refresh = random.chance(3) ? null : tokenText(random);
  const body = withTokens(sample, access, refresh);
  switch (random.below(20)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
      return { sample, body: disguise(body, sample.prefix, random), truth: { access, refresh } };
    case 6:
      return { sample, body: stale(body, sample, random), truth: { access, refresh } };
    case 7:
      return { ...form(access, refresh, random), truth: { access, refresh } };
    case 8:
    case 9:
    case 10:
      return { sample, body: damage(JSON.stringify(body), random), truth: 'any' };
    case 11:
    case 12:
    case 13:
      return { sample, body: disguise(sample.error, sample.prefix, random), truth: 'none' };
    case 14:
    case 15:
      return { sample, body: damage(JSON.stringify(sample.error), random), truth: 'none' };
    case 16:
    case 17:
      return { sample, body: disguise(errorWithToken(sample, access), sample.prefix, random), truth: 'none' };
    case 18:
      return { sample, body: random.bytes(random.below(400)), truth: 'none' };
    default:
      return { sample, body: random.chance(100) ? hugeBody(random) : Buffer.from(pageText(random)), truth: 'none' };
  }
}

/** Characters that tokens of real servers have: RFC 6750's, and "|", ")", "!", "%", ":". */
function tokenText(random: Random): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=|!:%)';
  return `T${Array.from({ length: 7 + random.below(60) }, () => letters.charAt(random.below(letters.length))).join('')}`;
}

/** The same key twice: the last one counts. */
function stale(body: Record<string, unknown>, sample: FuzzSample, random: Random): Uint8Array {
  const text = JSON.stringify(body);
  const twice = `{${JSON.stringify(sample.accessName)}:"stale-${random.below(1000)}","error":null,${text.slice(1)}`;
  return Buffer.from(sample.prefix + (sample.inside.length === 0 ? twice : text));
}

/** A form by the RFC's names, as QQ and old GitHub answer: every provider's reader takes it, whatever names its file has. */
function form(access: string, refresh: string | null, random: Random): { sample: FuzzSample; body: Uint8Array } {
  const fields = [
    ['access_token', access],
    ['expires_in', '60'],
    ...(refresh === null ? [] : [['refresh_token', refresh]]),
  ];
  return {
    sample: random.oneOf(fuzzSamples),
    body: Buffer.from(new URLSearchParams(random.shuffled(fields)).toString()),
  };
}

/** Pages of portals and proxies; a token in a page's script is not ours. */
function pageText(random: Random): string {
  return random.oneOf([
    '<!DOCTYPE html><title>Wi-Fi</title>',
    '<html><script>var session = {"access_token":"PORTAL"};</script></html>',
    '<h1>502 Bad Gateway</h1>',
    '<?xml version="1.0"?><error code="1"/>',
    'OK',
    'null',
    '[]',
    '"access_token"',
    '{}',
    '{"access_token":null}',
    '{"access_token":{"a":1}}',
    '{"access_token":""}',
    '{"data":{"access_token":[]}}',
  ]);
}
