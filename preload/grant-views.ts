/**
 * What windows see of grants that are not a sign-in page, a part of the contract (contract.ts gives it out). Types only.
 *
 * Rule: no token, no key and no device code. Tokens of the user's own accounts are named, never shown.
 */
import type { ErrorView } from './errors';

/** How an account gets new tokens: by its refresh token, by the same grant once more, or only by its user. */
export type RenewalView = 'refresh_token' | 'same_grant' | 'sign_in';

/** What is kept of a grant to ask for it again, as far as a form may be filled with it. */
export type RecipeView =
  | { readonly kind: 'form' }
  | { readonly kind: 'free'; readonly grantType: string; readonly parameters: readonly (readonly [string, string])[] }
  | { readonly kind: 'jwt_bearer'; readonly assertion: AssertionView }
  | {
      readonly kind: 'token_exchange';
      readonly subject: ParentView;
      readonly subjectType: string;
      readonly actor: ParentView | null;
      readonly actorType: string;
      readonly requestedType: string | null;
      readonly audience: readonly string[];
      readonly resource: readonly string[];
    };

/** What an assertion is made of, but for its key; null: as the provider's file or the key has it. */
export interface AssertionView {
  readonly algorithm: string | null;
  readonly keyId: string | null;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audience: string | null;
  /** Seconds. */
  readonly lifetime: number | null;
  readonly claims: string;
}

/** An account whose token another one was exchanged from; `label` is null where it is gone. */
export interface ParentView {
  readonly accountId: string;
  readonly label: string | null;
}

/** An attempt by a code that is entered on another device (RFC 8628 section 3.3). It goes on while no window is open. */
export interface DeviceAttemptView {
  readonly kind: 'device';
  readonly id: string;
  readonly providerId: string;
  readonly clientId: string;
  /** The account that is connected again, or null. */
  readonly accountId: string | null;
  readonly grant: string;
  /** `slow`: the server could not be asked the last time, and is asked again. */
  readonly step: 'waiting' | 'slow' | 'exchanging' | 'failed';
  readonly userCode: string;
  readonly verificationUri: string;
  /** The page with the code filled in, where the server gave one; what the QR code leads to. */
  readonly scanUri: string;
  /** What the server wants people to be told. */
  readonly message: string | null;
  /** When the code ends, milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Why it failed. */
  readonly error: ErrorView | null;
}
