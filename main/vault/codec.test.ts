import { describe, expect, it } from 'vitest';
import { Secret } from '../oauth';
import { accountCodec, clientCodec } from './codec';
import { sampleAccount, sampleClient } from './fakes';

/** A record as an earlier version wrote it: without these keys, wherever they stand. */
function without(value: unknown, ...names: readonly string[]): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (names.includes(key) ? undefined : item)));
}

describe('a record', () => {
  it('of a client comes back with its variables and fields', () => {
    const client = sampleClient({ variables: { tenant: 'acme' }, fields: { private_key: new Secret('KEY') } });
    const back = clientCodec.decode(clientCodec.encode(client));
    expect(back).toMatchObject({ variables: { tenant: 'acme' } });
    expect(back?.fields['private_key']?.reveal()).toBe('KEY');
    expect(JSON.stringify(clientCodec.facts(client))).not.toContain('KEY');
  });

  it('of a client from before there were variables has none', () => {
    const old = without(clientCodec.encode(sampleClient()), 'variables', 'fields');
    expect(clientCodec.decode(old)).toMatchObject({ variables: {}, fields: {} });
  });

  it('of an account from before there were extras has none', () => {
    const old = without(accountCodec.encode(sampleAccount()), 'extras');
    expect(accountCodec.decode(old)?.tokens.extras).toEqual({});
  });

  it('of an account comes back with its extras, and with an end told by the token', () => {
    const { tokens } = sampleAccount();
    const accessExpiry = { kind: 'at', at: 1, source: 'jwt_exp' } as const;
    const account = sampleAccount({ tokens: { ...tokens, extras: { openid: 'o' }, accessExpiry } });
    expect(accountCodec.decode(accountCodec.encode(account))?.tokens).toMatchObject({
      extras: { openid: 'o' },
      accessExpiry,
    });
  });

  it('of an account comes back with how it is asked for again', () => {
    const exchange = {
      kind: 'token_exchange',
      subject: 'parent',
      subjectType: 't',
      actor: null,
      actorType: '',
      requestedType: null,
      audience: ['a'],
      resource: [],
    } as const;
    const free = { kind: 'free', grantType: 'urn:x', parameters: [['a', '1']] } as const;
    for (const recipe of [exchange, free, { kind: 'form', fields: { id: '7' } } as const, null])
      expect(accountCodec.decode(accountCodec.encode(sampleAccount({ recipe })))?.recipe).toEqual(recipe);
    const old = without(accountCodec.encode(sampleAccount()), 'recipe');
    expect(accountCodec.decode(old)?.recipe).toBeNull();
  });

  it('of an account keeps the key of its assertions in the sealed part', () => {
    const assertion = {
      key: new Secret('PRIVATE-KEY'),
      algorithm: 'ES256',
      keyId: null,
      issuer: null,
      subject: 'ada',
      audience: null,
      lifetime: 60,
      claims: '{}',
    } as const;
    const account = sampleAccount({ recipe: { kind: 'jwt_bearer', assertion } });
    const back = accountCodec.decode(accountCodec.encode(account))?.recipe;
    expect(back?.kind === 'jwt_bearer' && back.assertion.key.reveal()).toBe('PRIVATE-KEY');
    expect(JSON.stringify(accountCodec.facts(account))).not.toContain('PRIVATE-KEY');
  });

  it('of an account comes back with who its user is, what was revoked, and whose place it may take', () => {
    const account = sampleAccount({
      profile: { id: 'u', name: 'Ada', facts: [{ name: 'email', value: 'ada@example.com' }], at: 1 },
      revoked: { at: 2, accessToken: true, refreshToken: false },
      previousRevoked: { at: 1, accessToken: true, refreshToken: true },
      meantFor: { accountId: 'other', why: 'not_confirmed' },
      renewals: 3,
    });
    expect(accountCodec.decode(accountCodec.encode(account))).toMatchObject({
      profile: account.profile,
      revoked: account.revoked,
      previousRevoked: account.previousRevoked,
      meantFor: account.meantFor,
      renewals: 3,
    });
    // The person stands in the sealed part only.
    expect(JSON.stringify(accountCodec.facts(account))).not.toContain('ada@example.com');
  });

  it('of an account from before there were these has none', () => {
    const old = without(
      accountCodec.encode(sampleAccount()),
      'profile',
      'revoked',
      'previousRevoked',
      'meantFor',
      'renewals',
    );
    expect(accountCodec.decode(old)).toMatchObject({
      profile: null,
      revoked: null,
      previousRevoked: null,
      meantFor: null,
      renewals: 0,
    });
  });
});
