/** Keys that clients of replayed providers sign with, made anew in each run. */
import { generateKeyPairSync } from 'node:crypto';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const replayKeys = {
  rsa: {
    publicKey: rsa.publicKey,
    /** PKCS#8 in base64 without its frame, as Alipay's tool gives it. */
    base64: rsa.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  },
  ec: {
    publicKey: ec.publicKey,
    /** The text of Apple's .p8 file. */
    pem: ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  },
} as const;
