import { describe, expect, it } from 'vitest';
import { checkProvider, discoveredFile, type Provider } from '../providers';
import { readAccessExpiry, readRefreshExpiry } from './reply-expiry';
import { fromCatalogue, providerWith, read as readReply, sentAt, tokensOf } from './testing/read';
import type { Expiry } from './types';

function provider(reply: Record<string, unknown> = {}): Provider {
  return providerWith({ reply });
}

const after = (seconds: number, source = 'expires_in'): object => ({ kind: 'at', at: sentAt + seconds * 1000, source });
const unknown = { kind: 'unknown' };

describe('the end of an access token', () => {
  it.each<[unknown, object, string[]]>([
    [3600, after(3600), []],
    ['3600', after(3600), ['expires_string read_as_number']],
    [' 3600 ', after(3600), ['expires_string read_as_number']],
    [3599.5, after(3599.5), ['expires_odd read_as_number']],
    ['0.25', after(0.25), ['expires_string read_as_number', 'expires_odd read_as_number']],
    [0, after(0), ['expires_odd taken_as_expired']],
    ['0', after(0), ['expires_string read_as_number', 'expires_odd taken_as_expired']],
    [-0, after(0), ['expires_odd taken_as_expired']],
    [-1, unknown, ['expires_odd taken_as_unknown']],
    ['-3600', unknown, ['expires_odd taken_as_unknown']],
    [1e300, unknown, ['expires_odd taken_as_unknown']],
    [Infinity, unknown, ['expires_odd taken_as_unknown']],
    [8.64e12, unknown, ['expires_odd taken_as_unknown']],
    [157_679_999, after(157_679_999), []],
    [null, unknown, ['no_expiry taken_as_unknown']],
    [undefined, unknown, ['no_expiry taken_as_unknown']],
    ['', unknown, ['expires_odd taken_as_unknown']],
    ['never', unknown, ['expires_odd taken_as_unknown']],
    ['1e9', unknown, ['expires_odd taken_as_unknown']],
    ['0x10', unknown, ['expires_odd taken_as_unknown']],
    ['1'.repeat(1_000_000), unknown, ['expires_odd taken_as_unknown']],
    [true, unknown, ['expires_odd taken_as_unknown']],
    [[3600], unknown, ['expires_odd taken_as_unknown']],
    [{ seconds: 1 }, unknown, ['expires_odd taken_as_unknown']],
    ['3600s', after(3600), ['expires_string read_as_number']],
    ['0.5 seconds', after(0.5), ['expires_string read_as_number', 'expires_odd read_as_number']],
    ['1 hour', unknown, ['expires_odd taken_as_unknown']],
    ['60m', unknown, ['expires_odd taken_as_unknown']],
    ['s', unknown, ['expires_odd taken_as_unknown']],
    [new Date(sentAt + 60_000).toISOString(), after(60), ['expires_odd read_as_time']],
    ['2023-11-15 06:14:20+08:00', after(60), ['expires_odd read_as_time']],
    // Nobody knows whose clock that is.
    ['2023-11-14T22:14:20', unknown, ['expires_odd taken_as_unknown']],
  ])('for expires_in %j is counted from the sending of the request', (value, expiry, deviations) => {
    const fields = value === undefined ? {} : { expires_in: value };
    const read = readAccessExpiry(fields, provider(), sentAt);
    expect(read.expiry).toEqual(expiry);
    expect(read.deviations.map(({ tag, done }) => `${tag} ${done}`)).toEqual(deviations);
  });

  const year = 31_536_000;
  const now = sentAt / 1000;
  const at = (seconds: number): object => ({ kind: 'at', at: Math.round(seconds * 1000), source: 'expires_in' });
  const time = ['expires_odd read_as_time'];

  it.each<[string, unknown, object, string[]]>([
    ['an hour from now', now + 3600, at(now + 3600), time],
    ['the same as text', `${now + 3600}`, at(now + 3600), ['expires_string read_as_number', ...time]],
    ['the same in milliseconds', sentAt + 3_600_000, at(now + 3600), time],
    ['with a fraction', now + 3600.5, at(now + 3600.5), time],
    ['a moment ago, by a clock that is behind', now - 60, at(now - 60), time],
    ['as far back as is believed', now - year, at(now - year), time],
    ['a second further back, which is a lifetime', now - year - 1, after(now - year - 1), []],
    ['as far ahead as is believed', now + 10 * year, at(now + 10 * year), time],
    ['a second further ahead, which is a lifetime', now + 10 * year + 1, after(now + 10 * year + 1), []],
    [
      'a millisecond too far ahead in milliseconds',
      sentAt + 10 * year * 1000 + 1,
      after(sentAt + 10 * year * 1000 + 1),
      [],
    ],
    ['ten years of life', 10 * year, after(10 * year), []],
    ['ten years and a second of life', 10 * year + 1, after(10 * year + 1), []],
    ['a thousand million seconds of life', 999_999_999, after(999_999_999), []],
    ['whole years of life that are near as a time', 60 * year, after(60 * year), []],
    ['all that 32 bits hold', 2 ** 31 - 1, after(2 ** 31 - 1), []],
  ])('is a time where expires_in is one: %s', (_what, value, expiry, deviations) => {
    const read = readAccessExpiry({ expires_in: value }, provider(), sentAt);
    expect(read.expiry).toEqual(expiry);
    expect(read.deviations.map(({ tag, done }) => `${tag} ${done}`)).toEqual(deviations);
  });

  it.each<[string, unknown, object]>([
    ['a number', 1_893_456_000, { kind: 'at', at: Date.UTC(2030, 0, 1), source: 'jwt_exp' }],
    ['a text', '1893456000', { kind: 'at', at: Date.UTC(2030, 0, 1), source: 'jwt_exp' }],
    [
      'milliseconds, as WSO2 wrote them',
      1_893_456_000_000,
      { kind: 'at', at: Date.UTC(2030, 0, 1), source: 'jwt_exp' },
    ],
    ['nothing', 0, unknown],
    ['beyond any date', 1e300, unknown],
  ])('is that of a token that is a JWT, where its exp is %s', (_how, exp, end) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const reply = readReply({ access_token: `${part({ alg: 'RS256' })}.${part({ exp })}.c2ln`, token_type: 'Bearer' });
    expect(tokensOf(reply).accessExpiry).toEqual(end);
  });

  it('is a time in milliseconds where one in seconds would be in the year 62000', () => {
    const found = readAccessExpiry(
      { at: 1_893_456_000_000 },
      provider({ expires: [{ field: 'at', unit: 'at_s' }] }),
      sentAt,
    );
    expect(found.expiry).toEqual({ kind: 'at', at: Date.UTC(2030, 0, 1), source: 'provider_field' });
    expect(found.deviations).toMatchObject([{ tag: 'expires_odd', done: 'read_as_time' }]);
  });

  it('in 2030 is 1893456000, and the deviation names the section that is departed from', () => {
    const read = readAccessExpiry({ expires_in: 1_893_456_000 }, provider(), Date.UTC(2026, 10, 22));
    expect(read.expiry).toEqual({ kind: 'at', at: Date.UTC(2030, 0, 1), source: 'expires_in' });
    expect(read.deviations).toEqual([
      {
        tag: 'expires_odd',
        section: 'RFC 6749 section 5.1',
        seen: 'expires_in: 1893456000',
        done: 'read_as_time',
      },
    ]);
  });

  it('for 0 is "never" where the provider says so', () => {
    const never = provider({ expires_in_zero: 'never' });
    expect(readAccessExpiry({ expires_in: 0 }, never, sentAt).expiry).toEqual({ kind: 'never', source: 'expires_in' });
    expect(readAccessExpiry({ expires_in: '0' }, never, sentAt).expiry).toEqual({
      kind: 'never',
      source: 'expires_in',
    });
  });

  it.each([{}, { expires_in: null }, { expires_in: 'soon' }, { expires_in: -1 }])(
    'for %j is the documented one, and says so',
    (fields) => {
      const read = readAccessExpiry(fields, provider({ default_expires_in: 7200 }), sentAt);
      expect(read.expiry).toEqual(after(7200, 'provider_document'));
      expect(read.deviations).toMatchObject([{ done: 'documented_lifetime' }]);
    },
  );
});

describe('the end of a refresh token', () => {
  const access: Expiry = { kind: 'at', at: sentAt + 1000, source: 'expires_in' };

  it.each<[string, Record<string, unknown> | undefined, Record<string, unknown>, Expiry, object]>([
    ['is unknown without a rule', undefined, {}, access, unknown],
    ['follows the access token', { after_access: 86_400 }, {}, access, after(86_401, 'provider_document')],
    [
      'never comes where the access token never ends',
      { after_access: 1 },
      {},
      { kind: 'never', source: 'expires_in' },
      { kind: 'never', source: 'provider_document' },
    ],
    ['is unknown where that of the access token is', { after_access: 1 }, {}, { kind: 'unknown' }, unknown],
    ['is counted from the issue', { after_issue: 60 }, {}, access, after(60, 'provider_document')],
    [
      'stands in a field',
      { field: 'refresh_expires_in' },
      { refresh_expires_in: '600' },
      access,
      after(600, 'provider_field'),
    ],
    [
      'stands in a field before the document counts',
      { field: 'r', after_issue: 60 },
      { r: 600 },
      access,
      after(600, 'provider_field'),
    ],
    [
      'is the documented one where the field is missing',
      { field: 'r', after_issue: 60 },
      {},
      access,
      after(60, 'provider_document'),
    ],
    [
      'is the documented one where the field is odd',
      { field: 'r', after_issue: 60 },
      { r: 'x' },
      access,
      after(60, 'provider_document'),
    ],
    ['is unknown where the only source is odd', { field: 'r' }, { r: -1 }, access, unknown],
    ['is not read from the prototype', { field: 'constructor' }, {}, access, unknown],
  ])('%s', (_what, rule, fields, accessExpiry, expiry) => {
    const from = provider(rule === undefined ? {} : { refresh_expires: rule });
    expect(readRefreshExpiry(fields, from, accessExpiry, sentAt).expiry).toEqual(expiry);
  });
});

describe('a standard server', () => {
  const standard = fromCatalogue('standard');
  const found = discoveredFile(
    {
      issuer: 'https://kc.example/realms/a',
      token_endpoint: 'https://kc.example/t',
      authorization_endpoint: 'https://kc.example/a',
    },
    { id: 'kc', source: 'https://kc.example/.well-known/openid-configuration', notes: [] },
  );
  const discovered = found.kind === 'ok' ? checkProvider(found.file) : null;
  if (discovered?.kind !== 'ok') throw new Error(JSON.stringify(discovered));

  it.each<[string, object, object]>([
    ['Keycloak', { refresh_expires_in: 1800 }, after(1800, 'provider_field')],
    ['Keycloak, offline', { refresh_expires_in: 0 }, { kind: 'never', source: 'provider_field' }],
    ['Entra B2C', { refresh_token_expires_in: 1_209_600 }, after(1_209_600, 'provider_field')],
    ['most others', {}, unknown],
  ])('tells the end of a refresh token under a usual name: %s', (_who, said, end) => {
    const body = { access_token: 'A', refresh_token: 'R', token_type: 'Bearer', expires_in: 300, ...said };
    for (const from of [standard, discovered.provider])
      expect(tokensOf(readReply(body, { from })).refreshExpiry).toEqual(end);
  });

  it('departs in the same ways, written by hand or found', () => {
    const { reply, error } = discovered.provider;
    expect({ reply, error }).toEqual({ reply: standard.reply, error: standard.error });
  });

  it('says nothing by a lifetime of 0: VK’s and Mailchimp’s have no end', () => {
    const tokens = tokensOf(readReply({ access_token: 'A', expires_in: 0, user_id: 66_748 }, { from: standard }));
    expect(tokens.accessExpiry).toEqual(unknown);
  });
});
