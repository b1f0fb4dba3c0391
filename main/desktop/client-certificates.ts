/**
 * Client certificates (RFC 8446 section 4.3.2): which one is shown to a server is the user's choice, asked each time a server that was not
 * asked about in this run wants one. Remembered until Latchkey ends, for this client and this host only; a private session remembers
 * nothing and uses nothing that is remembered.
 */
import type { Certificate } from 'electron';
import type { CertificateView } from '../../preload/contract';
import type { Questions } from './questions';
import { sharedQuestions } from './shared-questions';

/** Who wants to show a certificate. */
export interface CertificateUse {
  /** The client's record id; null where it cannot be told, and then nothing is remembered. */
  readonly owner: string | null;
  readonly isPrivate: boolean;
}

/** What Electron offers. */
export type OfferedCertificate = Pick<
  Certificate,
  'subjectName' | 'issuerName' | 'validStart' | 'validExpiry' | 'fingerprint'
>;

export interface ClientCertificates {
  /**
   * The one to show; null for none.
   * @param over given up when this is aborted
   */
  choose<C extends OfferedCertificate>(
    use: CertificateUse,
    url: string,
    offered: readonly C[],
    over?: AbortSignal,
  ): Promise<C | null>;
}

export function clientCertificates(questions: Questions): ClientCertificates {
  /** Fingerprints by client and host. */
  const chosen = new Map<string, string>();
  /** One page asks for many things at the same time. */
  const shared = sharedQuestions(questions);

  return {
    async choose(use, url, offered, over) {
      // SECURITY: none is shown that the user was not asked about, not even the only one.
      if (offered.length === 0) return null;
      const host = hostOf(url);
      const key = use.owner === null || use.isPrivate ? null : `${use.owner} ${host}`;
      const before = key === null ? undefined : chosen.get(key);
      const known = offered.find(({ fingerprint }) => fingerprint === before);
      if (known !== undefined) return known;
      // The answer is a place in the list, so only who was offered the same list shares it.
      const list = offered.map(({ fingerprint }) => fingerprint);
      const answer = await shared.ask(
        JSON.stringify([use.owner, use.isPrivate, host, list]),
        { kind: 'certificate', host, certificates: offered.map(viewOf) },
        over,
      );
      const certificate = answer.kind === 'certificate' ? (offered[answer.index] ?? null) : null;
      if (key !== null && certificate !== null) chosen.set(key, certificate.fingerprint);
      return certificate;
    },
  };
}

function viewOf({
  subjectName,
  issuerName,
  validStart,
  validExpiry,
  fingerprint,
}: OfferedCertificate): CertificateView {
  return {
    subject: subjectName,
    issuer: issuerName,
    validFrom: validStart * 1000,
    validTo: validExpiry * 1000,
    fingerprint,
  };
}

/** Electron gives `https://host:port/`, or `host:port` alone. */
function hostOf(url: string): string {
  return url
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
}
