/** Private keys as people paste them: PEM with or without its line ends, or only the base64 text between the lines. */
import { createPrivateKey, type KeyObject } from 'node:crypto';

export type KeyKind = 'rsa' | 'ec';

/**
 * Reads a private key; null where it is none of that kind.
 *
 * @param text PEM, PKCS#8 or PKCS#1 / SEC 1; may have lost its line ends in an input of one line
 */
export function readPrivateKey(text: string, kind: KeyKind): KeyObject | null {
  const between = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----([\s\S]*?)-----END/.exec(text)?.[1] ?? text;
  const base64 = between.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const der = Buffer.from(base64, 'base64');
  for (const type of ['pkcs8', kind === 'rsa' ? 'pkcs1' : 'sec1'] as const) {
    const key = tryKey(der, type);
    if (key?.asymmetricKeyType === kind) return key;
  }
  return null;
}

function tryKey(der: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1'): KeyObject | null {
  try {
    return createPrivateKey({ key: der, format: 'der', type });
  } catch {
    // Not this form. SECURITY: the message may quote the key, so it goes no further.
    return null;
  }
}
