import { expect, it } from 'vitest';
import { canUseBrowser, placesOf, usualPlaceOf } from './signInPlaces';

const provider = (
  loopback: 'any_port' | 'fixed_port' | 'no' | null,
  usual: 'window' | 'browser' | 'paste' | null = null,
) => ({
  signIns: { usual, loopback },
});

it.each<[string, boolean]>([
  ['http://127.0.0.1:8484/cb', true],
  ['http://localhost', true],
  ['http://[::1]:9/cb?x', true],
  ['https://127.0.0.1/cb', false],
  ['http://127.0.0.1.evil.example/cb', false],
  ['http://localhost.example/cb', false],
  ['https://app.example/cb', false],
  ['', false],
])('the browser can come back to %s: %s', (callbackUrl, possible) => {
  expect(canUseBrowser(provider(null), callbackUrl)).toBe(possible);
});

it('knows the usual place', () => {
  const loopback = 'http://127.0.0.1/cb';
  expect(usualPlaceOf(provider(null), loopback)).toBe('window');
  expect(usualPlaceOf(provider('any_port'), loopback)).toBe('browser');
  expect(usualPlaceOf(provider('any_port'), 'https://app.example/cb')).toBe('window');
  expect(usualPlaceOf(provider('no', 'browser'), loopback)).toBe('window');
  expect(usualPlaceOf(provider(null, 'paste'), loopback)).toBe('paste');
});

it('offers the browser only where it can come back', () => {
  expect(placesOf(provider('no'), 'http://localhost/cb')).toEqual(['window', 'paste']);
  expect(placesOf(provider(null), 'http://localhost/cb')).toEqual(['window', 'browser', 'paste']);
});
