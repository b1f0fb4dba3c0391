/**
 * What windows see, a part of the contract (contract.ts gives it out). Types only, so that nothing of
 * this reaches a bundle.
 *
 * Rules: a view never holds a refresh token, an access token or a client secret. Points of time are milliseconds since the epoch.
 */
import type { AfterView } from './after-views';
import type { BenchView, SandboxView } from './bench-views';
import type { AtHandView } from './at-hand-views';
import type { ErrorView } from './errors';
import type { DeviceAttemptView, RecipeView, RenewalView } from './grant-views';
import type { CopyFormat } from './hand-views';
import type { IdTokenView } from './id-token-views';
import type { AccountProofView } from './proof-views';
import type { LockView, ProtectionView } from './protection';
import type { ClientView, LocalizedText, ProviderView, SignInPlaceView } from './provider-views';
import type { QuestionView } from './question-views';
import type { BatchView } from './refresh-views';
import type { RemovalView } from './removal-requests';

export type Status =
  | 'fresh'
  | 'expiring'
  | 'refreshable'
  | 'expired'
  | 'sign_in_needed'
  | 'misconfigured'
  | 'uncertain'
  | 'locked';

/** The account has this status until then (exclusive); the last phase has `until: null`. Main derives them, windows only look up. */
export interface PhaseView {
  readonly status: Status;
  readonly until: number | null;
}

export type ExpiryView =
  | {
      readonly kind: 'at';
      readonly at: number;
      readonly source: 'expires_in' | 'provider_document' | 'provider_field' | 'jwt_exp' | 'introspection';
    }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' };

export interface TokenView {
  readonly expiry: ExpiryView;
  /** `••••9f2c` */
  readonly mask: string;
  /** Eight hex digits, to tell two tokens apart. */
  readonly fingerprint: string;
}

export interface DeviationView {
  readonly tag: string;
  readonly section: string;
  readonly seen: string;
  readonly done: string;
}

/** The last thing that went wrong with an account, with when and, for passing faults, when it is worth trying again. */
export interface ProblemView extends ErrorView {
  readonly at: number;
  readonly retryAt: number | null;
}

export interface AccountView {
  readonly id: string;
  readonly label: string;
  readonly providerId: string;
  readonly providerName: LocalizedText;
  readonly clientId: string;
  /** What its user calls the client; else its client_id. */
  readonly clientName: string;
  /** `client_id` as the provider issued it. */
  readonly issuedClientId: string;
  /** Name of the grant in the provider's file and what the form calls it. */
  readonly grant: string;
  readonly grantLabel: LocalizedText | null;
  /** Through a browser, or by a form. */
  readonly connectBy: 'sign_in' | 'form';
  readonly practice: boolean;
  /** What its user wrote on it. */
  readonly marks: MarksView;
  readonly identity: string | null;
  readonly phases: readonly PhaseView[];
  readonly refreshing: boolean;
  /** When the present tokens were asked for. */
  readonly issuedAt: number;
  readonly connectedAt: number;
  readonly refreshedAt: number | null;
  /** When its user last went back to the token set before. */
  readonly restoredAt: number | null;
  readonly generation: number;
  /** Why it is locked; null for an account that is open. */
  readonly lock: LockView | null;
  /** Null for a locked account. */
  readonly access: TokenView | null;
  /** Null where the provider gave no refresh token. */
  readonly refresh: TokenView | null;
  /** `sign_in` for a locked account. */
  readonly renewal: RenewalView;
  /** What the same grant is asked for again with; null where its user is needed. */
  readonly recipe: RecipeView | null;
  /** What an exchange gave (RFC 8693 section 2.2.1); null where the reply did not say. */
  readonly issuedTokenType: string | null;
  /** Null where the provider gave none. */
  readonly idToken: IdTokenView | null;
  /** The access token before, which can be restored; null where there is none. */
  readonly previous: TokenView | null;
  readonly scope: {
    readonly asked: readonly string[] | null;
    readonly granted: readonly string[] | null;
    readonly missing: readonly string[];
  };
  readonly problem: ProblemView | null;
  readonly deviations: readonly DeviationView[];
  /** Whether it is refreshed by itself, and when next; null for not. */
  /** How its requests are proved; null for a locked account, and while its client or its provider's file is not there. */
  readonly proof: AccountProofView | null;
  readonly automatic: { readonly on: boolean; readonly nextAt: number | null };
  /** By how many milliseconds the server's clock was ahead of this computer's; null where it was about right or is not known. */
  readonly clockOffset: number | null;
  /** Tokens are in memory and could not be written yet. */
  readonly unsaved: boolean;
  /** Who its user is, and what can be asked of the server. */
  readonly after: AfterView;
}

export interface MarksView {
  readonly favourite: boolean;
  readonly note: string;
  readonly colour: MarkColour | null;
  /** How its token is usually copied; null for the plain token. */
  readonly copyAs: CopyFormat | null;
}

export const markColours = ['red', 'orange', 'yellow', 'green', 'blue', 'violet'] as const;
export type MarkColour = (typeof markColours)[number];

/** Something in progress that waits for the user: a sign-in window, or an action at the provider. Never stored. */
export type AttemptView =
  | DeviceAttemptView
  | {
      readonly kind: 'sign_in';
      readonly id: string;
      readonly providerId: string;
      readonly clientId: string;
      /** The account that is connected again, or null. */
      readonly accountId: string | null;
      /** `pushing`: the request is handed to the server, and no page is open yet. */
      readonly step: 'pushing' | 'waiting' | 'creator_only' | 'dead_end' | 'exchanging';
      /** Tokens come back in the address itself: the implicit grant, legacy. */
      readonly implicit: boolean;
      /** Origin of the page now shown, for example `https://api.sinaapp.com`. */
      readonly pageOrigin: string | null;
      /** Where the user signs in now. */
      readonly place: SignInPlaceView;
      /** Where they can. */
      readonly places: readonly SignInPlaceView[];
      /** Something happened in the browser that did not end the attempt. */
      readonly note: 'browser_failed' | 'no_parameters' | 'not_ours' | null;
      readonly deadline: number;
    }
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly providerId: string;
      readonly clientId: string;
      readonly accountId: string | null;
      readonly grant: string;
      /** `needed`: the page was not opened yet; `open`; `closed`: the window is closed, the grant can be repeated. */
      readonly step: 'needed' | 'open' | 'closed' | 'repeating';
      readonly reason: 'bind_account';
      readonly host: string;
    };

export type LocaleSetting = 'system' | 'en' | 'zh-CN';
export type ThemeSetting = 'system' | 'light' | 'dark';

export interface SettingsView {
  readonly locale: LocaleSetting;
  readonly theme: ThemeSetting;
  /** Seconds until a copied token is cleared from the clipboard; 0 = never. */
  readonly clipboardSeconds: number;
  /** Seconds a sign-in may take. */
  readonly signInSeconds: number;
  /** Minutes without a key or a mouse until a passphrase vault is locked; 0 = never. */
  readonly lockMinutes: number;
  /** New accounts are refreshed by themselves. */
  readonly automaticRefresh: boolean;
  /** The first steps were finished or put away. */
  readonly guideDone: boolean;
  /** By name, or what ends first. */
  readonly listSort: ListSort;
  readonly listGroup: ListGroup;
}

export type ListSort = 'label' | 'expiry';
export type ListGroup = 'none' | 'provider' | 'client';

/** Something the user should know that belongs to no account. */
export type NoticeView =
  | {
      readonly id: string;
      readonly kind: 'provider_file_broken';
      readonly file: string;
      readonly path: string;
      readonly reason: string;
    }
  | {
      readonly id: string;
      readonly kind: 'record_damaged';
      readonly what: 'account' | 'client' | 'journal' | 'history' | 'settings';
      readonly keptAs: string;
      /** `locked`: it is not damaged, but cannot be opened now; `previous_loaded`: the record before it is in use. */
      readonly outcome: 'previous_loaded' | 'set_aside' | 'locked' | 'newer_version';
      readonly detail: string;
    }
  /** This computer's clock was set while Latchkey ran: by so many milliseconds, ahead where positive. */
  | { readonly id: string; readonly kind: 'clock_jumped'; readonly by: number }
  /** Nobody caught it. For example from `TypeError in besides`. */
  | { readonly id: string; readonly kind: 'unexpected_error'; readonly origin: string };

export interface RuntimeView {
  readonly appVersion: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** For example `linux x64 6.1.0`. */
  readonly system: string;
  readonly platform: string;
  /** On the stand-in runtime for trial and tests. */
  readonly trial: boolean;
  /** BCP 47, as the system prefers. */
  readonly systemLocale: string;
  readonly userDataFolder: string;
  readonly providersFolder: string;
}

/** All that a window shows. */
export interface AppView {
  readonly runtime: RuntimeView;
  readonly protection: ProtectionView;
  readonly settings: SettingsView;
  readonly providers: readonly ProviderView[];
  readonly clients: readonly ClientView[];
  readonly accounts: readonly AccountView[];
  /** Accounts are still being read, which are not in the view yet; null when all are. */
  readonly opening: { readonly total: number } | null;
  readonly attempts: readonly AttemptView[];
  /** What has to be answered before something can go on. */
  readonly questions: readonly QuestionView[];
  /** Tray, notifications, shortcuts, start at login. */
  readonly atHand: AtHandView;
  /** Null while nothing is in line. */
  readonly batch: BatchView | null;
  readonly sandbox: SandboxView;
  /** The practice server's fault bench; null while it does not run. */
  readonly bench: BenchView | null;
  readonly notices: readonly NoticeView[];
  /** What was removed and can come back, the latest last. */
  readonly removals: readonly RemovalView[];
}

/** What changed since the last view: whole lists for small things, single accounts for the long list. */
export interface ViewPatch extends Partial<Omit<AppView, 'runtime' | 'accounts'>> {
  readonly accounts?: { readonly changed: readonly AccountView[]; readonly removed: readonly string[] };
}

/** What became of one account among many that were to be refreshed. */
export type RefreshResultView = { readonly accountId: string } & (
  | { readonly outcome: 'refreshed' | 'cancelled' }
  | { readonly outcome: 'failed'; readonly error: ErrorView }
);

/** Outcome of submitting a grant by form. */
export type GrantOutcome =
  | { readonly kind: 'connected'; readonly accountId: string }
  | { readonly kind: 'action_needed'; readonly attemptId: string };
