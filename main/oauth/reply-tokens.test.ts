import { describe, expect, it } from 'vitest';
import { sinaappTokens } from './testing/documented-replies';
import { fromCatalogue, met, providerWith, read, tokensOf } from './testing/read';

const sinaapp = fromCatalogue('sinaapp');

describe('the fields of a token reply', () => {
  const one = { token_type: 'Bearer', access_token: 'TOKEN', expires_in: 60 };

  it.each<[string, object, object, string[]]>([
    ['token_type in lower case', { token_type: 'bearer' }, { tokenType: 'bearer' }, []],
    [
      'Apigee’s word for Bearer',
      { token_type: 'BearerToken' },
      { tokenType: 'Bearer' },
      ['token_type_odd | token_type: BearerToken | assumed_documented_type'],
    ],
    ['an unknown token_type', { token_type: 'mac' }, { tokenType: 'mac' }, ['token_type_odd | token_type: mac | kept']],
    [
      'a token_type that is null',
      { token_type: null },
      { tokenType: 'Bearer' },
      ['token_type_odd | token_type: null | assumed_documented_type'],
    ],
    [
      'a token_type that would break a header',
      { token_type: 'a\r\nb: c' },
      { tokenType: 'Bearer' },
      ['token_type_odd | token_type: "a b: c" | assumed_documented_type'],
    ],
    [
      'scopes as a list',
      { scope: ['a', 'b c', 'a', 5] },
      { scope: ['a', 'b', 'c'] },
      ['scope_odd | scope: array | read_as_list'],
    ],
    ['an empty scope', { scope: '' }, { scope: null }, ['scope_odd | scope: "" | taken_as_requested']],
    ['a scope that is a number', { scope: 5 }, { scope: null }, ['scope_odd | scope: 5 | taken_as_requested']],
    [
      'a word for no refresh token',
      { refresh_token: 'undefined' },
      { refreshToken: null },
      ['refresh_token_odd | refresh_token: "undefined" | taken_as_absent'],
    ],
    [
      'an empty refresh token',
      { refresh_token: '' },
      { refreshToken: null },
      ['refresh_token_odd | refresh_token: "" | taken_as_absent'],
    ],
    [
      'a refresh token that is null',
      { refresh_token: null },
      { refreshToken: null },
      ['refresh_token_odd | refresh_token: null | taken_as_absent'],
    ],
  ])('with %s are read', (_what, patch, expected, deviations) => {
    const reply = read({ ...one, ...patch });
    expect(tokensOf(reply)).toMatchObject(expected);
    expect(met(reply)).toEqual(deviations);
  });

  it('with white space around a token, or a number for one, give the token', () => {
    expect(tokensOf(read({ ...one, access_token: ' T\n' })).accessToken.reveal()).toBe('T');
    expect(tokensOf(read({ ...one, access_token: 12345 })).accessToken.reveal()).toBe('12345');
    expect(met(read({ ...one, access_token: 'Tö' }))).toEqual([
      'token_odd | access_token: characters outside ASCII | kept',
    ]);
  });

  it('give scopes at the separator of the provider', () => {
    const from = providerWith({ reply: { scope_separator: ',' } });
    const reply = read({ ...one, scope: 'a,b, c' }, { from });
    expect(tokensOf(reply).scope).toEqual(['a', 'b', 'c']);
    expect(met(reply)).toEqual(['scope_separator | separator , | read_as_list']);
    expect(met(read({ ...one, scope: 'a b' }, { from }))).toEqual([]);
    expect(tokensOf(read({ ...one, scope: 'a,b' })).scope).toEqual(['a,b']);
  });

  it('tell who the account belongs to, where the provider says so', () => {
    const from = providerWith({ reply: { identity: 'uid' } });
    expect(tokensOf(read({ ...one, uid: '42' }, { from })).identity).toBe('42');
    expect(tokensOf(read({ ...one, uid: 42 }, { from })).identity).toBe('42');
    expect(tokensOf(read({ ...one, uid: {} }, { from })).identity).toBeNull();
    expect(tokensOf(read({ ...one, uid: '42' })).identity).toBeNull();
  });

  it('without the next one-use refresh token are reported on a refresh', () => {
    const reply = read({ ...one, scope: 'x' }, { from: sinaapp, context: { grant: 'refresh_token' } });
    expect(met(reply)).toEqual(['refresh_not_returned | refresh_token: none | kept_previous']);
    expect(met(read({ ...one, scope: 'x' }, { from: sinaapp }))).toEqual([]);
  });

  it('print no token', () => {
    expect(JSON.stringify(read(sinaappTokens))).not.toMatch(/07954cab|abfd84bf/);
  });
});
