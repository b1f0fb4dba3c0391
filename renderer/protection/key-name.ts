/** The name of a key by which something is sealed, as a key of the messages. Pure. */
import type { KeyNameView } from '../../preload/contract';

const names = [
  'gnome_libsecret',
  'kwallet',
  'kwallet5',
  'kwallet6',
  'basic_text',
  'linux-v10',
  'linux-v11',
  'linux-v12',
  'darwin-v10',
  'win32-v10',
  'passphrase-v1',
] as const;

export type KeyName = (typeof names)[number] | 'elsewhere';

/** The keyring's own name where the system gave it, else what the scheme tells. */
export function keyNameOf({ scheme, keyring }: KeyNameView): KeyName {
  return names.find((name) => name === keyring) ?? names.find((name) => name === scheme) ?? 'elsewhere';
}
