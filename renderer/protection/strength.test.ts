import { expect, test } from 'vitest';
import { strengthOf } from './strength';

test.each([
  ['', 'short'],
  ['seven77', 'short'],
  ['password', 'weak'],
  ['12345678901234567890', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['Tr0ub4dor&3', 'fair'],
  ['correct horse battery staple', 'strong'],
  ['青山横北郭白水绕东城', 'strong'],
] as const)('%s is %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
