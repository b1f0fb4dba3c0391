import { describe, expect, it } from 'vitest';
import { parseExact } from './exact-json';
import { fromCatalogue, providerWith, read, tokensOf } from './testing/read';

describe('JSON with every digit', () => {
  it.each([
    ['{"id":17841405793187219}', { id: '17841405793187219' }],
    ['{"ids":[-90071992547409931,1]}', { ids: ['-90071992547409931', 1] }],
    ['{"id":"17841405793187219"}', { id: '17841405793187219' }],
    ['{"a \\"12345678901234567890":1}', { 'a "12345678901234567890': 1 }],
    ['{"at":1700000000.50000000000000000,"big":1e21}', { at: 1_700_000_000.5, big: 1e21 }],
    ['{"at":9007199254740991}', { at: 9_007_199_254_740_991 }],
  ])('%s', (json, value) => {
    expect(parseExact(json)).toEqual(value);
  });

  it('is not looked for in a megabyte of quotes that is not JSON', () => {
    expect(() => parseExact(`{"a":1234567890123456,"b":"${'\\"'.repeat(500_000)}`)).toThrow(SyntaxError);
  });
});

describe('an id in a reply', () => {
  const reply = '{"access_token":"A","token_type":"bearer","user_id":17841405793187219}';

  it('keeps its last digits, so that two users of Instagram stay two', () => {
    const { identity, extras } = tokensOf(read(reply, { from: fromCatalogue('instagram') }));
    expect([identity, extras['user_id']]).toEqual(['17841405793187219', '17841405793187219']);
  });

  it('does so in a list of one, as Instagram documents its reply', () => {
    const one = '{"access_token":"A","user_id":17841405793187219,"permissions":"instagram_business_basic,x"}';
    const { accessToken, identity, scope } = tokensOf(read(`{"data":[${one}]}`, { from: fromCatalogue('instagram') }));
    expect([accessToken.reveal(), identity, scope]).toEqual([
      'A',
      '17841405793187219',
      ['instagram_business_basic', 'x'],
    ]);
  });

  it('does so within a text of JSON, too', () => {
    const from = providerWith({ reply: { identity: 'user_id' } });
    expect(tokensOf(read(JSON.stringify(reply), { from })).identity).toBe('17841405793187219');
  });

  it('that is the token is read whole', () => {
    expect(tokensOf(read('{"access_token":12345678901234567890}')).accessToken.reveal()).toBe('12345678901234567890');
  });
});
