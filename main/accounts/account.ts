/**
 * The domain's facts. An account is one grant obtained through a client; a client is the user's registration with a provider.
 * Only facts are held here: status is derived (status.ts), activity such as "refreshing" is never stored.
 */
import type {
  EpochMs,
  IdTokenFault,
  IdTokenOrigin,
  NotSentReason,
  Secret,
  ServerError,
  ShownField,
  TokenSet,
} from '../oauth';
import type { ClientOptions } from './client-options';
import type { GrantRecipe } from './recipe';

export type AccountId = string;
export type ClientId = string;

/** The user's registration with a provider. */
export interface Client {
  readonly id: ClientId;
  /** What its user calls it; null for its client_id. */
  readonly name: string | null;
  readonly providerId: string;
  /** `client_id` as the provider issued it. */
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: Secret | null;
  /** Its private key as JWK, for `private_key_jwt`; null where it has none. */
  readonly key: Secret | null;
  /** The registered redirection endpoint, or null where no grant of the provider needs one. */
  readonly callbackUrl: string | null;
  readonly scope: string;
  /** Endpoints that differ from the provider's own. */
  readonly endpoints: ClientEndpoints;
  /** Differs from the provider's own where the user chose so. */
  readonly authentication: ClientAuthentication | null;
  /** Values of the provider's URL variables, by name, where they are not the default. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the provider asks for besides id and secret, by name, for example a private key. */
  readonly fields: Readonly<Record<string, Secret>>;
  readonly options: ClientOptions;
  /** What the server said when the client was registered from here; null for one that was registered elsewhere. */
  readonly registration: ClientRegistration | null;
  /** Set on the ready-made clients of the practice server; names the one. */
  readonly practice: string | null;
}

/** A registration by RFC 7591, and how to delete it (RFC 7592). */
export interface ClientRegistration {
  /** When the client secret ends; null for never. */
  readonly secretExpiresAt: EpochMs | null;
  /** Checked by `checkEndpoint`; null where the server offers none. */
  readonly managementUrl: string | null;
  readonly managementToken: Secret | null;
}

export type ClientAuthentication =
  | 'client_secret_post'
  | 'client_secret_basic'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'none';

export interface ClientEndpoints {
  readonly authorize?: string | undefined;
  readonly token?: string | undefined;
  readonly refresh?: string | undefined;
  /** Pushed authorization requests. */
  readonly pushed?: string | undefined;
  /** RFC 8628 section 3.1 */
  readonly device?: string | undefined;
  readonly userinfo?: string | undefined;
  readonly introspection?: string | undefined;
  readonly revocation?: string | undefined;
}

/** Why the last attempt to refresh brought no new tokens. Kept so that a restart still shows it. */
export type RefreshProblem =
  | { readonly kind: 'server'; readonly at: EpochMs; readonly error: ServerError }
  | {
      readonly kind: 'not_sent';
      readonly at: EpochMs;
      readonly reason: NotSentReason;
      readonly detail: string;
    }
  | {
      readonly kind: 'not_from_server';
      readonly at: EpochMs;
      readonly status: number;
      readonly retryAt: EpochMs | null;
    }
  /** No readable answer came to a request that spends nothing, so that it may simply be sent again. */
  | { readonly kind: 'lost'; readonly at: EpochMs; readonly reason: UncertainReason; readonly detail: string }
  /** The refresh token was perhaps spent and no readable answer came. */
  | { readonly kind: 'uncertain'; readonly at: EpochMs; readonly reason: UncertainReason; readonly detail: string };

export type UncertainReason = 'timed_out' | 'connection_lost' | 'reply_too_large' | 'unreadable' | 'interrupted';

/** Who the server said the user is, when it was last asked. */
export interface Profile {
  /** An id that stays; null where the server tells none. */
  readonly id: string | null;
  readonly name: string | null;
  /** What else it told, for display. */
  readonly facts: readonly ShownField[];
  readonly at: EpochMs;
}

/**
 * The tokens came when another account was connected again, and are kept apart from it until their user decides.
 * `somebody_else`: the server named another person; `not_confirmed`: it did not say who this is.
 */
export interface MeantFor {
  readonly accountId: AccountId;
  readonly why: 'somebody_else' | 'not_confirmed';
}

/** What its user had revoked at the server, and when. */
export interface Revocation {
  readonly at: EpochMs;
  readonly accessToken: boolean;
  readonly refreshToken: boolean;
}

/** One grant obtained through a client. */
export interface Account {
  readonly id: AccountId;
  readonly clientId: ClientId;
  readonly providerId: string;
  /** The name of the grant in the provider's file, for example `authorization_code` or `tencent_token`. */
  readonly grant: string;
  /** How the same grant is asked for again, without its user; null where it cannot be. */
  readonly recipe: GrantRecipe | null;
  readonly label: string;
  /** As the token reply or its user said. */
  readonly identity: string | null;
  /** Null until the server has told, or where it cannot. */
  readonly profile: Profile | null;
  readonly meantFor: MeantFor | null;
  readonly revoked: Revocation | null;
  /** The scope that was asked for; null where none was sent. */
  readonly requestedScope: readonly string[] | null;
  /**
   * Changes with every grant (connect, connect again). A late answer to a request that belongs to an older grant is dropped.
   */
  readonly grantId: string;
  /** Counts the token sets of this account, from 1. */
  readonly generation: number;
  readonly tokens: TokenSet;
  /** The token set before this one. */
  readonly previous: TokenSet | null;
  /** What was revoked of that one. */
  readonly previousRevoked: Revocation | null;
  /** The last failed refresh since the tokens came, or null. */
  readonly problem: RefreshProblem | null;
  readonly connectedAt: EpochMs;
  readonly refreshedAt: EpochMs | null;
  /** How often a refresh brought another refresh token, since the account was connected. */
  readonly renewals: number;
  /** When its user last went back to the token set before, or null. */
  readonly restoredAt: EpochMs | null;
  /** Its user wants it to be refreshed by itself, ahead of its end. */
  readonly automatic: boolean;
  readonly marks: AccountMarks;
  /** How far the server's clock was ahead of ours when it last answered, milliseconds; null where it sent no Date. A hint only. */
  readonly clockOffset: number | null;
  /** What became of checking an id token; null where none was checked yet. */
  readonly idTokenCheck: IdTokenCheck | null;
  /** Obtained from the practice server. */
  readonly practice: boolean;
}

/** What its user wrote on an account, for the eye only. */
export interface AccountMarks {
  readonly favourite: boolean;
  readonly note: string;
  readonly colour: MarkColour | null;
  /** How its token is usually copied; null for the plain token. */
  readonly copyAs: CopyForm | null;
}

/** How a token is written for another tool (handover/token-text.ts). */
export const copyForms = [
  'token',
  'header',
  'curl',
  'curl_asks',
  'httpie',
  'powershell',
  'fetch',
  'python',
  'dotenv',
  'json',
] as const;
export type CopyForm = (typeof copyForms)[number];

export const markColours = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
export type MarkColour = (typeof markColours)[number];

export const NO_MARKS: AccountMarks = { favourite: false, note: '', colour: null, copyAs: null };

/** The check of one id token. Who the account belongs to is taken from a valid one only. */
export type IdTokenCheck = {
  /** Fingerprint of the id token that was checked: another one has not been. */
  readonly of: string;
  readonly at: EpochMs;
  /** Whose the last valid one was; null where there was none. */
  readonly subject: string | null;
} & (
  | { readonly kind: 'valid'; readonly origin: IdTokenOrigin }
  | { readonly kind: 'failed'; readonly reason: IdTokenFault; readonly detail: string }
  | { readonly kind: 'unchecked'; readonly reason: UncheckedReason; readonly detail: string }
);

/**
 * `no_issuer`: the provider's file names none; `other_server`: the client has a token endpoint of its own, so that the file's issuer is
 * not the one that answered; the others are those of the check itself.
 */
export type UncheckedReason = 'no_issuer' | 'other_server' | 'keys_unreachable' | 'algorithm';

/**
 * An account as the vault knows it: readable, or with its secrets under a key that is not there now. What is public of a locked
 * account was written beside the sealed part.
 */
export type StoredAccount =
  | { readonly state: 'open'; readonly account: Account }
  | ({ readonly state: 'locked'; readonly facts: AccountFacts } & Lock);

/** Why secrets cannot be opened now, by the names that the system gives its keys. */
export interface Lock {
  readonly reason: LockReason;
  readonly sealedBy: KeyName;
  /** What would seal now; null where nothing does. */
  readonly keyNow: KeyName | null;
}

/** For example `linux-v11` and `gnome_libsecret`; or `passphrase-v1` and the id of a key. */
export interface KeyName {
  readonly scheme: string;
  /** Null where the system does not say. */
  readonly keyring: string | null;
}

/** What is known of an account without unsealing it. */
export interface AccountFacts {
  readonly id: AccountId;
  readonly clientId: ClientId;
  readonly providerId: string;
  readonly grant: string;
  readonly label: string;
  readonly identity: string | null;
  readonly generation: number;
  readonly practice: boolean;
}

/**
 * `key_unavailable`: try again later; `key_changed`: sealed by another key; `damaged`: the sealed bytes do not open; `newer`: a later
 * Latchkey wrote them.
 */
export type LockReason = 'key_unavailable' | 'key_changed' | 'damaged' | 'newer';
