/** What the system or a server wants to know from the user, and what is shown of certificates; a part of the contract. Types only. */
import type { ErrorView } from './errors';

/** Shown above everything else until it is answered, or nobody waits for the answer any more. */
export type QuestionView =
  | {
      readonly kind: 'login';
      readonly id: string;
      /** Who asks: the proxy on the way, or the server itself. */
      readonly from: 'proxy' | 'server';
      /** `host:port` */
      readonly host: string;
      /** What the asker calls the place (RFC 9110 section 11.5); its own text. */
      readonly realm: string;
      /** The name and password before were refused. */
      readonly wrong: boolean;
      /** They go over the network in clear. */
      readonly clear: boolean;
    }
  | {
      readonly kind: 'certificate';
      readonly id: string;
      readonly host: string;
      readonly certificates: readonly CertificateView[];
    };

export interface CertificateView {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** SHA-256. */
  readonly fingerprint: string;
}

/** What a try of the way to a client's servers brought. */
export interface ConnectionCheckView {
  readonly endpoint: 'authorize' | 'token';
  readonly host: string;
  /** The proxy that was used, or null for none. */
  readonly proxy: string | null;
  readonly outcome:
    | { readonly kind: 'reached'; readonly status: number; readonly encrypted: boolean }
    | { readonly kind: 'failed'; readonly error: ErrorView };
}
