import { describe, expect, it } from 'vitest';
import { parseProvider, type Provider } from '../providers';
import { PLAIN_OPTIONS, type SignInPlace } from './client-options';
import { loopbackCallback, placesFor, usualPlace } from './sign-in-place';

function provider(signIn: object): Provider {
  const file = { version: 1, id: 'a', name: 'A', endpoints: {}, grants: { authorization_code: {} }, sign_in: signIn };
  const parsed = parseProvider(JSON.stringify(file));
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.provider;
}

const client = (callbackUrl: string | null, signInPlace: SignInPlace | null = null) => ({
  callbackUrl,
  options: { ...PLAIN_OPTIONS, signInPlace },
});

const PUBLIC = 'https://app.example/cb';
const LOOPBACK = 'http://127.0.0.1:8484/cb?x=1';

describe('the usual place', () => {
  it.each<[string, object, string, SignInPlace | null, SignInPlace]>([
    ['a public callback page', {}, PUBLIC, null, 'window'],
    ['a public callback page, though the provider allows loopback', { loopback: 'any_port' }, PUBLIC, null, 'window'],
    ['a loopback callback that the provider allows', { loopback: 'any_port' }, LOOPBACK, null, 'browser'],
    ['a loopback callback with a port of its own', { loopback: 'fixed_port' }, LOOPBACK, null, 'browser'],
    ['a loopback callback, and nobody knows', {}, LOOPBACK, null, 'window'],
    ['a loopback callback, and the client chose', {}, LOOPBACK, 'browser', 'browser'],
    ['a loopback callback that the provider refuses', { loopback: 'no' }, LOOPBACK, 'browser', 'window'],
    ['a file that wants it pasted', { default: 'paste' }, PUBLIC, null, 'paste'],
    ['a client that wants a window', { default: 'paste', loopback: 'any_port' }, LOOPBACK, 'window', 'window'],
    ['a browser without a way back', { default: 'browser' }, PUBLIC, null, 'window'],
    ['a loopback callback over https', { loopback: 'any_port' }, 'https://127.0.0.1:1/cb', null, 'window'],
    ['a host that begins like loopback', { loopback: 'any_port' }, 'http://127.0.0.1.evil.example/cb', null, 'window'],
  ])('with %s', (_name, signIn, callbackUrl, chosen, place) => {
    expect(usualPlace(provider(signIn), client(callbackUrl, chosen))).toBe(place);
  });
});

describe('the places', () => {
  it('begin with the usual one, and have the browser only where it can come back', () => {
    expect(placesFor(provider({ loopback: 'any_port' }), client(LOOPBACK))).toEqual(['browser', 'window', 'paste']);
    expect(placesFor(provider({}), client(LOOPBACK))).toEqual(['window', 'browser', 'paste']);
    expect(placesFor(provider({ default: 'paste' }), client(PUBLIC))).toEqual(['paste', 'window']);
    expect(placesFor(provider({}), client(null))).toEqual(['window', 'paste']);
  });
});

describe('a loopback callback', () => {
  it.each<[string, object, string, number | null, string]>([
    ['its registered port', {}, LOOPBACK, 8484, 'http://127.0.0.1:9/cb?x=1'],
    ['any port where the provider takes any', { loopback: 'any_port' }, LOOPBACK, null, 'http://127.0.0.1:9/cb?x=1'],
    ['any port where none is registered', {}, 'http://localhost', null, 'http://localhost:9'],
    ['an IPv6 address', {}, 'http://[::1]/cb', null, 'http://[::1]:9/cb'],
  ])('has %s', (_name, signIn, callbackUrl, port, bound) => {
    const found = loopbackCallback(provider(signIn), client(callbackUrl));
    expect(found?.port).toBe(port);
    expect(found?.withPort(9)).toBe(bound);
  });
});
