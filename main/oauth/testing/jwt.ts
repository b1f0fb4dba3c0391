/** For tests: an RSA key made anew in each run, as JWK, and a reader of what was signed. */
import { constants, createPrivateKey, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { rsaKey } from './keys';

export const RSA_JWK: JsonWebKey = createPrivateKey({
  key: Buffer.from(rsaKey, 'base64'),
  format: 'der',
  type: 'pkcs8',
}).export({ format: 'jwk' });

export interface OpenedJwt {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
}

/** Takes a JWT apart; throws where the signature by this public key is wrong. */
export function openJwt(token: string, publicJwk: object): OpenedJwt {
  const [head = '', body = '', signature = ''] = token.split('.');
  const parse = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const header = parse(head);
  const algorithm = String(header['alg']);
  const key = createPublicKey({ key: publicJwk as JsonWebKey, format: 'jwk' });
  const data = Buffer.from(`${head}.${body}`);
  const given = Buffer.from(signature, 'base64url');
  const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
  const how = algorithm.startsWith('PS')
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : algorithm.startsWith('ES')
      ? { key, dsaEncoding: 'ieee-p1363' as const }
      : key;
  if (!verify(hash, data, how, given)) throw new Error('the signature is wrong');
  return { header, claims: parse(body) };
}
