/** What windows see of a provider's file and of requests that would be sent; a part of the contract (contract.ts gives it out). Types only. */
import type { ErrorView } from './errors';
import type { GrantFormKind } from './provider-views';

/** A request that would be sent, without a secret: what stands in braces is filled in when it counts. */
export type PreviewedStepView =
  | {
      readonly kind: 'request';
      readonly step: PreviewStepName;
      readonly method: string;
      readonly url: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** Empty where all is in the URL. */
      readonly body: string;
    }
  | { readonly kind: 'missing'; readonly step: PreviewStepName; readonly what: 'endpoint' | 'value' };

export type PreviewStepName = 'push' | 'authorize' | 'device' | 'token' | 'refresh';

export interface RequestPreviewView {
  readonly grants: readonly string[];
  readonly grant: string;
  readonly steps: readonly PreviewedStepView[];
}

/** What is wrong with a provider file, by its path; the reason is a clause in English (see providerProblem in the messages). */
export interface FileProblemView {
  readonly path: string;
  readonly reason: string;
}

export interface CheckedProviderView {
  readonly problems: readonly FileProblemView[];
  /** Null while there is a problem. */
  readonly preview: RequestPreviewView | null;
}

export interface PreviewedClientView {
  /** Why it could not be kept as it stands. */
  readonly problem: ErrorView | null;
  /** Null while there is a problem. */
  readonly preview: RequestPreviewView | null;
}

/** A grant as a reader of the catalogue sees it. */
export interface GrantFactView {
  readonly name: string;
  readonly kind: GrantFormKind | 'authorization_code' | 'implicit' | 'refresh_token' | 'step';
  readonly needsPermission: boolean;
}

export interface ProviderFactsView {
  readonly grants: readonly GrantFactView[];
  readonly refresh: {
    /** Null: it has no refresh tokens. */
    readonly token: 'one_use' | 'reusable' | 'unknown' | null;
    readonly afterFailure: 'kept' | 'burned';
    /** Seconds; null where no shortest time is known. */
    readonly atMostEvery: number | null;
  };
  readonly pkce: boolean;
  readonly unverified: readonly string[];
  readonly notes: readonly string[];
  /** Where its facts were found; `url` where it can be opened. */
  readonly sources: readonly { readonly text: string; readonly url: string | null }[];
}

/** The answers to the requests of provider-requests.ts. */
export interface ProviderAnswers {
  openProvidersFolder: null;
  reloadProviders: null;
  describeProvider: ProviderFactsView;
  openProviderSource: null;
  readProvider: { readonly file: string };
  checkProvider: CheckedProviderView;
  saveProvider: { readonly providerId: string };
  previewClient: PreviewedClientView;
}
