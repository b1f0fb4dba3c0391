import { describe, expect, it } from 'vitest';
import type { Provider } from '../providers';
import { readAccessExpiry, readRefreshExpiry } from './reply-expiry';
import { providerWith, sentAt } from './testing/read';
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
  ])('for expires_in %j is counted from the sending of the request', (value, expiry, deviations) => {
    const fields = value === undefined ? {} : { expires_in: value };
    const read = readAccessExpiry(fields, provider(), sentAt);
    expect(read.expiry).toEqual(expiry);
    expect(read.deviations.map(({ tag, done }) => `${tag} ${done}`)).toEqual(deviations);
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
