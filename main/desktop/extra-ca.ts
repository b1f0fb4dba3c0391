/**
 * Certificates that a client's user trusts besides the system's: reading them, and judging a server's chain by them.
 *
 * Chromium verifies everything as always; only where it does not know the authority is the chain judged here, and then as a whole: names,
 * times, signatures, who may sign. What cannot be judged is refused. Free of Electron, so that it is tested with real certificates.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { basicConstraints, hasNameConstraints, isWeaklySigned } from './certificate-extensions';

/** Enough for a company's whole set of authorities. */
const MOST_CERTIFICATES = 64;
/** A server's own chain has two or three. SECURITY: what it sends is searched, so a long one would keep the app busy. */
const MOST_PRESENTED = 10;
/** Longest way from a server's certificate to one that is trusted. */
const LONGEST_CHAIN = 8;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const ANY_USAGE = '2.5.29.37.0';

/** What is shown of a certificate. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256, hex pairs. */
  readonly fingerprint: string;
  /** May sign others. */
  readonly authority: boolean;
}

/** The certificates of a PEM text; null where it holds none, too many, or something that cannot be read. */
export function readCertificates(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || blocks.length > MOST_CERTIFICATES) return null;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    // The parser's message is about bytes; that it is no certificate says enough.
    return null;
  }
}

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    authority: certificate.ca,
  };
}

/** `CN=…` first, the rest after it, on one line. */
function nameOf(subject: string | undefined): string {
  const parts = (subject ?? '').split('\n').filter((part) => part !== '');
  return parts.toSorted((a, b) => Number(b.startsWith('CN=')) - Number(a.startsWith('CN='))).join(', ');
}

/** Why a chain was not accepted. */
export type ChainRefusal = 'expired' | 'wrong_host' | 'wrong_usage' | 'weak' | 'unknown_authority' | 'unreadable';
export type ChainJudgement = { readonly kind: 'trusted' } | { readonly kind: 'refused'; readonly why: ChainRefusal };

/**
 * Judges the chain that a server presented, where only its authority is unknown to the system (RFC 5280 section 6).
 *
 * SECURITY: Chromium reports one error of several, the unknown authority before a wrong name or a past date, so all of it is judged here.
 *
 * @param presented PEM, the server's own certificate first, whatever order the others have
 * @param now milliseconds since the epoch
 */
export function judgeChain(
  presented: readonly string[],
  hostname: string,
  extra: readonly X509Certificate[],
  now: number,
): ChainJudgement {
  const chain = presented.length === 0 ? null : readCertificates(presented.slice(0, MOST_PRESENTED).join('\n'));
  const [leaf, ...others] = chain ?? [];
  if (leaf === undefined) return refused('unreadable');
  if (!coversHost(leaf, hostname)) return refused('wrong_host');
  if (!isCurrent(leaf, now)) return refused('expired');
  // `keyUsage` is the extended key usage (RFC 5280 section 4.2.1.12), undefined where there is none.
  const usage: readonly string[] | undefined = leaf.keyUsage;
  if (usage !== undefined && !usage.some((each) => [SERVER_AUTHENTICATION, ANY_USAGE].includes(each)))
    return refused('wrong_usage');
  if (isWeak(leaf)) return refused('weak');
  // A server's own certificate, given as trusted itself.
  if (extra.some((trusted) => trusted.raw.equals(leaf.raw))) return { kind: 'trusted' };
  return leadsToTrust(leaf, others, extra, now) ? { kind: 'trusted' } : refused('unknown_authority');
}

/** Walks up from the server's certificate, breadth first, each certificate once, so that no set of them can make the way long. */
function leadsToTrust(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  extra: readonly X509Certificate[],
  now: number,
): boolean {
  let rest = others;
  let reached: readonly X509Certificate[] = [leaf];
  for (let below = 0; below < LONGEST_CHAIN && reached.length > 0; below += 1) {
    const signs = (issuer: X509Certificate): boolean =>
      mayIssue(issuer, below, now) && reached.some((each) => each.checkIssued(issuer) && each.verify(issuer.publicKey));
    if (extra.some(signs)) return true;
    reached = rest.filter(signs);
    rest = rest.filter((each) => !reached.includes(each));
  }
  return false;
}

/** SECURITY: an authority that is limited to certain names is not used, because the limits cannot be judged here. */
function mayIssue(issuer: X509Certificate, below: number, now: number): boolean {
  const limits = basicConstraints(issuer.raw);
  return (
    issuer.ca &&
    limits?.authority === true &&
    (limits.pathLength === null || below <= limits.pathLength) &&
    !hasNameConstraints(issuer.raw) &&
    isCurrent(issuer, now) &&
    !isWeak(issuer)
  );
}

function coversHost(leaf: X509Certificate, hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return leaf.checkIP(host) !== undefined;
  // As Chromium does: the names in the certificate's extension, never its common name.
  return leaf.checkHost(host, { subject: 'never', partialWildcards: false }) !== undefined;
}

function isCurrent({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}

function isWeak(certificate: X509Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const shortKey = asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) < 2048;
  return shortKey || isWeaklySigned(certificate.raw);
}

function refused(why: ChainRefusal): ChainJudgement {
  return { kind: 'refused', why };
}
