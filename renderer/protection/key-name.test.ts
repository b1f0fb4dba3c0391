import { expect, test } from 'vitest';
import { keyNameOf } from './key-name';

test.each([
  ['linux-v11', 'gnome_libsecret', 'gnome_libsecret'],
  ['linux-v11', 'a keyring of tomorrow', 'linux-v11'],
  ['linux-v12', null, 'linux-v12'],
  ['passphrase-v1', '0a1b2c3d4e5f6071', 'passphrase-v1'],
  ['win32-none', null, 'elsewhere'],
] as const)('%s by %s is named %s', (scheme, keyring, name) => {
  expect(keyNameOf({ scheme, keyring })).toBe(name);
});
