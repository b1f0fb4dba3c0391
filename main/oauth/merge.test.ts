import { describe, expect, it } from 'vitest';
import { mergeTokens } from './merge';
import { Secret } from './secret';
import type { TokenSet } from './types';

const previous: TokenSet = {
  accessToken: new Secret('A1'),
  refreshToken: new Secret('R1'),
  tokenType: 'Bearer',
  scope: ['basic'],
  issuedAt: 1000,
  accessExpiry: { kind: 'at', at: 2000, source: 'expires_in' },
  refreshExpiry: { kind: 'at', at: 3000, source: 'provider_document' },
  identity: 'json001',
  extras: {},
  deviations: [{ tag: 'scope_odd', section: 'RFC 6749 section 5.1', seen: 'scope: null', done: 'taken_as_requested' }],
  idToken: null,
  nonce: null,
};

const next: TokenSet = {
  accessToken: new Secret('A2'),
  refreshToken: new Secret('R2'),
  tokenType: 'bearer',
  scope: ['basic', 'user_photo'],
  issuedAt: 1500,
  accessExpiry: { kind: 'at', at: 2500, source: 'expires_in' },
  refreshExpiry: { kind: 'at', at: 3500, source: 'provider_document' },
  identity: 'other',
  extras: {},
  deviations: [],
  idToken: null,
  nonce: null,
};

const without: TokenSet = {
  ...next,
  refreshToken: null,
  scope: null,
  identity: null,
  refreshExpiry: { kind: 'unknown' },
};

describe('the tokens of a refresh', () => {
  it('take the place of all they name', () => {
    expect(mergeTokens(previous, next)).toEqual(next);
  });

  it('leave refresh token, its end, scope and identity as they were where they name none', () => {
    expect(mergeTokens(previous, without)).toEqual({
      ...next,
      refreshToken: previous.refreshToken,
      refreshExpiry: previous.refreshExpiry,
      scope: previous.scope,
      identity: previous.identity,
    });
  });

  it('bring a refresh token where there was none', () => {
    const merged = mergeTokens({ ...previous, refreshToken: null, refreshExpiry: { kind: 'unknown' } }, next);
    expect(merged).toMatchObject({ refreshToken: next.refreshToken, refreshExpiry: next.refreshExpiry });
  });

  it('do not prolong a refresh token that was only repeated', () => {
    const repeated: TokenSet = { ...next, refreshToken: new Secret('R1') };
    expect(mergeTokens(previous, repeated).refreshExpiry).toEqual(previous.refreshExpiry);
    expect(mergeTokens({ ...previous, refreshExpiry: { kind: 'unknown' } }, repeated).refreshExpiry).toEqual(
      next.refreshExpiry,
    );
  });

  it('prolong a repeated refresh token where the reply itself says how long it lives', () => {
    const said: TokenSet = {
      ...next,
      refreshToken: new Secret('R1'),
      refreshExpiry: { kind: 'at', at: 9000, source: 'provider_field' },
    };
    expect(mergeTokens(previous, said).refreshExpiry).toEqual(said.refreshExpiry);
  });

  it('leave both of the sets they came from alone', () => {
    const before = structuredClone([previous.scope, next.scope, previous.deviations]);
    mergeTokens(previous, without);
    expect([previous.scope, next.scope, previous.deviations]).toEqual(before);
  });
});
