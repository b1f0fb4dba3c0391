import { format, inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from './secret';

const value = 'a-token-that-nobody-may-read-9f2c';
const secret = new Secret(value);

it.each<[string, () => string]>([
  ['a template', () => `<${secret.toString()}>`],
  ['a concatenation', () => 'token ' + String(secret)],
  ['JSON', () => JSON.stringify({ token: secret, all: [secret] })],
  ['what a console prints', () => format('%s %o %O %j', secret, secret, secret, secret)],
  ['inspection, hidden properties and all', () => inspect({ deep: { secret } }, { showHidden: true, depth: 9 })],
  ['its own properties', () => [...Object.entries(secret), ...Reflect.ownKeys(secret)].join()],
  ['a copy', () => JSON.stringify(structuredClone(Object.assign({}, secret)))],
  ['an error that carries it', () => inspect(new Error(`refused ${String(secret)}`, { cause: secret }))],
])('a secret is not printed by %s', (_, print) => {
  expect(print()).not.toContain(value);
});

it('two secrets are told apart by their fingerprints, without reading them', () => {
  expect(String(secret)).toBe(`[secret ${secret.fingerprint}]`);
  expect(new Secret(value).fingerprint).toBe(secret.fingerprint);
  expect(new Secret('another').fingerprint).not.toBe(secret.fingerprint);
});

it('a short secret shows none of its characters', () => {
  expect(secret.mask).toBe('••••9f2c');
  expect(new Secret('short-9f2c').mask).toBe('••••');
});
