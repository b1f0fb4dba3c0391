/** The practice server and its fault bench as windows see them, a part of the contract (contract.ts gives them out). Types only. */

/** Where a fault meets a request: at the token endpoints, or at the API that tokens open. */
export type BenchPlaceView = 'token' | 'api';

export type BenchFaultView =
  | 'server_error'
  | 'too_many'
  | 'portal'
  | 'invalid_client'
  | 'slow'
  | 'drop_before'
  | 'drop_after'
  | 'odd_loose'
  | 'odd_form'
  | 'odd_jsonp'
  | 'odd_nested'
  | 'odd_bare'
  | 'odd_error_200'
  | 'odd_cut'
  | 'clock_ahead'
  | 'clock_behind'
  | 'invalid_token';

export interface BenchSettingView {
  readonly place: BenchPlaceView;
  readonly fault: BenchFaultView;
  readonly until: 'next' | 'off';
}

/** One exchange with the practice server; everything in it that could open something is masked. */
export interface BenchExchangeView {
  readonly id: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly received: readonly { readonly name: string; readonly value: string }[];
  readonly fault: string | null;
  /** Null where no answer was sent. */
  readonly status: number | null;
  readonly answer: string;
}

export interface BenchView {
  /** What each place can be told to do, in the order in which it is shown. */
  readonly faults: { readonly [P in BenchPlaceView]: readonly BenchFaultView[] };
  readonly settings: readonly BenchSettingView[];
  /** The newest first. */
  readonly log: readonly BenchExchangeView[];
  /** Lines for a shell that somebody's own program can be compared with; without secrets, but for the public practice ones. */
  readonly lines: { readonly token: string; readonly call: string; readonly control: string };
}

export interface SandboxPersonView {
  readonly dialect: 'sinaapp' | 'kaixin001';
  /** What can be seen with them; translated by the renderer. */
  readonly role:
    | 'creator'
    | 'somebody_else'
    | 'password'
    | 'tencent_bound'
    | 'tencent_unbound'
    | 'weibo_bound'
    | 'weibo_unbound';
  /** Practice credentials by field name; not secrets. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface SandboxView {
  readonly running: boolean;
  readonly origin: string | null;
  readonly people: readonly SandboxPersonView[];
  readonly settings: {
    /** Seconds; 0 = never expires (Kaixin001 only). */
    readonly sinaappLifetime: number;
    readonly kaixin001Lifetime: number;
    /** Kaixin001 gives a refresh token. */
    readonly kaixin001RefreshToken: boolean;
    /** Scopes that the Kaixin001 user leaves ticked, separated by spaces; null = all that are asked for. */
    readonly kaixin001GrantedScope: string | null;
  } | null;
}

export interface BenchAnswers {
  setFault: null;
  switchFaultOff: null;
  clearFaults: null;
  endPracticeTokens: { readonly ended: number };
  /** When the clipboard will be cleared, or null. */
  copyBenchLine: { readonly clearsAt: number | null };
  copyPracticeCall: { readonly clearsAt: number | null };
}
