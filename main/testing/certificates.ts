/**
 * Makes X.509 certificates for tests (RFC 5280), so that none is stored with its key and no program is needed: authorities, servers,
 * and what is wrong with them. P-256 and ECDSA with SHA-256, or with SHA-1 where it is to be weak.
 */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface CertificateWish {
  readonly name: string;
  /** Null: signed by itself. */
  readonly issuer: TestCertificate | null;
  /** Host names and IPv4 addresses. */
  readonly hosts?: readonly string[];
  readonly authority?: boolean;
  /** How many authorities may stand below. */
  readonly pathLength?: number;
  readonly validFrom?: Date;
  readonly validTo?: Date;
  readonly purpose?: 'server' | 'client';
  readonly nameConstraints?: boolean;
  readonly weak?: boolean;
}

export interface TestCertificate {
  readonly name: string;
  readonly pem: string;
  readonly key: KeyObject;
  readonly keyPem: string;
}

const DAY = 86_400_000;

export function makeCertificate(wish: CertificateWish): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // 1.2.840.10045.4.3.2 (SHA-256) and 1.2.840.10045.4.1 (SHA-1)
  const algorithm = sequence(oid(wish.weak === true ? '2a8648ce3d0401' : '2a8648ce3d040302'));
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(wish.issuer?.name ?? wish.name),
    sequence(time(wish.validFrom ?? new Date(Date.now() - DAY)), time(wish.validTo ?? new Date(Date.now() + 30 * DAY))),
    nameOf(wish.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensionsOf(wish))),
  );
  const signature = sign(wish.weak === true ? 'sha1' : 'sha256', body, wish.issuer?.key ?? privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    name: wish.name,
    pem: `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey,
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensionsOf({
  hosts = [],
  authority = false,
  pathLength,
  purpose,
  nameConstraints,
}: CertificateWish): Buffer[] {
  const limits = [
    ...(authority ? [tagged(0x01, Buffer.from([0xff]))] : []),
    ...(pathLength === undefined ? [] : [integer(Buffer.from([pathLength]))]),
  ];
  const purposes = { server: '2b06010505070301', client: '2b06010505070302' };
  const names = hosts.map((host) =>
    isIPv4(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host)),
  );
  return [
    extension('551d13', true, sequence(...limits)),
    ...(names.length === 0 ? [] : [extension('551d11', false, sequence(...names))]),
    ...(purpose === undefined ? [] : [extension('551d25', false, sequence(oid(purposes[purpose])))]),
    ...(nameConstraints === true
      ? [extension('551d1e', true, sequence(tagged(0xa0, sequence(tagged(0x82, Buffer.from('example.com'))))))]
      : []),
  ];
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [tagged(0x01, Buffer.from([0xff]))] : []), tagged(0x04, value));
}

function nameOf(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))));
}

/** UTCTime */
function time(date: Date): Buffer {
  return tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value);
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}
