/**
 * What Node does not tell of a certificate: basic constraints with the path length, name constraints, the signature's algorithm. Found
 * by their object identifiers in the DER (RFC 5280 section 4.2.1); what does not parse counts as not there, so as not allowed.
 */

const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const NAME_CONSTRAINTS = Buffer.from('0603551d1e', 'hex');
/** MD5 and SHA-1 with RSA, SHA-1 with ECDSA. */
const WEAK_SIGNATURES = ['06092a864886f70d010104', '06092a864886f70d010105', '06072a8648ce3d0401'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

export interface BasicConstraints {
  readonly authority: boolean;
  /** How many authorities may stand below it; null for any number. */
  readonly pathLength: number | null;
}

/** Null where there are none. */
export function basicConstraints(der: Buffer): BasicConstraints | null {
  const at = der.indexOf(BASIC_CONSTRAINTS);
  if (at < 0) return null;
  let rest = der.subarray(at + BASIC_CONSTRAINTS.length);
  // `critical BOOLEAN DEFAULT FALSE`
  if (rest[0] === 0x01) rest = rest.subarray(2 + (rest[1] ?? 0));
  const octets = valueOf(rest, 0x04);
  const sequence = octets && valueOf(octets, 0x30);
  if (!sequence) return null;
  if (sequence.length === 0) return { authority: false, pathLength: null };
  if (sequence[0] !== 0x01 || sequence[1] !== 1) return null;
  const authority = sequence[2] === 0xff;
  const integer = sequence.length > 3 ? valueOf(sequence.subarray(3), 0x02) : undefined;
  if (sequence.length > 3 && integer?.length !== 1) return null;
  return { authority, pathLength: integer?.[0] ?? null };
}

export function hasNameConstraints(der: Buffer): boolean {
  return der.includes(NAME_CONSTRAINTS);
}

export function isWeaklySigned(der: Buffer): boolean {
  return WEAK_SIGNATURES.some((algorithm) => der.includes(algorithm));
}

/** The value of the tag-length-value at the beginning; short lengths only, which is all these extensions need. */
function valueOf(der: Buffer, tag: number): Buffer | null {
  const length = der[1];
  if (der[0] !== tag || length === undefined || length > 127 || der.length < 2 + length) return null;
  return der.subarray(2, 2 + length);
}
