/**
 * Client certificates (RFC 8446 section 4.3.2): which one is shown to a server is the user's choice, asked each time a server that was not
 * asked about in this run wants one. Remembered until Latchkey ends, for this client and this host only; a private session remembers
 * nothing and uses nothing that is remembered.
 */
import type { Certificate } from 'electron';
import type { CertificateView } from '../../preload/contract';
import type { Questions } from './questions';

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
  const pending = new Map<string, Promise<string | null>>();

  const ask = async (
    host: string,
    offered: readonly OfferedCertificate[],
    over: AbortSignal | undefined,
  ): Promise<string | null> => {
    const answer = await questions.ask({ kind: 'certificate', host, certificates: offered.map(viewOf) }, over);
    return answer.kind === 'certificate' ? (offered[answer.index]?.fingerprint ?? null) : null;
  };

  return {
    async choose(use, url, offered, over) {
      // SECURITY: none is shown that the user was not asked about, not even the only one.
      if (offered.length === 0) return null;
      const host = hostOf(url);
      const key = use.owner === null || use.isPrivate ? null : `${use.owner} ${host}`;
      const find = (fingerprint: string | null | undefined) =>
        offered.find((certificate) => certificate.fingerprint === fingerprint) ?? null;
      const known = key === null ? null : find(chosen.get(key));
      if (known !== null) return known;
      const question = `${use.owner} ${use.isPrivate} ${host}`;
      const asked = pending.get(question) ?? ask(host, offered, over).finally(() => pending.delete(question));
      pending.set(question, asked);
      const certificate = find(await asked);
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
