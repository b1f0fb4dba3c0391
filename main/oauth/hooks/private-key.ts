/** Private keys of hooks, of the one kind that the provider takes. */
import type { KeyObject } from 'node:crypto';
import { readSigningKey } from '../signing-key';

export type KeyKind = 'rsa' | 'ec';

/** Reads a private key; null where it is none of that kind. @param text in any form that `readSigningKey` takes */
export function readPrivateKey(text: string, kind: KeyKind): KeyObject | null {
  const read = readSigningKey(text);
  return read.kind === 'key' && read.key.object.asymmetricKeyType === kind ? read.key.object : null;
}
