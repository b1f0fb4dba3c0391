/** For tests: private keys made anew in each run, so that none lies in the repository. */
import { generateKeyPairSync } from 'node:crypto';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const rsaPublicKey = rsa.publicKey;
export const ecPublicKey = ec.publicKey;

/** PKCS#8 as base64 without its frame, as Alipay's tools give it. */
export const rsaKey = rsa.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

/** PKCS#8 as PEM, as Apple gives it. */
export const ecKey = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
