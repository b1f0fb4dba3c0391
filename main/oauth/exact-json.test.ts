import { describe, expect, it } from 'vitest';
import { parseExact } from './exact-json';

describe('JSON with every digit', () => {
  it.each([
    ['{"id":17841405793187219}', { id: '17841405793187219' }],
    ['{"ids":[-90071992547409931,1]}', { ids: ['-90071992547409931', 1] }],
    ['{"id":"17841405793187219"}', { id: '17841405793187219' }],
    ['{"a \\"12345678901234567890":1}', { 'a "12345678901234567890': 1 }],
    ['{"at":1700000000.12345678901234567,"big":1e21}', { at: 1_700_000_000.123_456_8, big: 1e21 }],
    ['{"at":9007199254740991}', { at: 9_007_199_254_740_991 }],
  ])('%s', (json, value) => {
    expect(parseExact(json)).toEqual(value);
  });

  it('is not looked for in a megabyte of quotes that is not JSON', () => {
    expect(() => parseExact(`{"a":1234567890123456,"b":"${'\\"'.repeat(500_000)}`)).toThrow(SyntaxError);
  });
});
