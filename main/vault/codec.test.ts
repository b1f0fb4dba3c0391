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
});
