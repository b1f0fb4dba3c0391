/** A real provider as its replay server plays it: what it wants to be asked, and what it answers. */
import type { Expected, ExpectedRequest, ReplaySession } from './wire';

export interface ReplayReply {
  readonly status?: number;
  /** Content-Type; `application/json` where left out. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | object;
}

export interface ReplayedProvider {
  /** What the catalogue calls it on screen. */
  readonly name: string;
  /** What is typed into the client form, by the labels of its fields. */
  readonly form: Readonly<Record<string, string>>;
  readonly authorize: {
    readonly url: string;
    readonly parameters: Readonly<Record<string, Expected>>;
    /** Speaks OpenID Connect: a nonce is taken. */
    readonly takesNonce?: boolean;
    /** What must stand after "#". Only the page itself sees it. */
    readonly fragment?: string;
    /** What comes to the callback when the user says yes. */
    readonly yes: (session: ReplaySession) => Readonly<Record<string, string>>;
    /** What comes when the user says no, besides state; left out where that is not documented. */
    readonly no?: Readonly<Record<string, string>>;
    /** OAuth 2.0 Form Post Response Mode. */
    readonly formPost?: boolean;
  };
  readonly token: ExpectedRequest;
  /** An exchange that follows at once. */
  readonly exchange?: ExpectedRequest;
  /** When a refresh is advised against: always, or once one has failed. */
  readonly advisesAgainst?: 'always' | 'after_failure';
  /** Left out where the provider gives no refresh token. */
  readonly refresh?: ExpectedRequest;
  /** Tokens for the code, for the exchange, for a refresh. A refresh token in it is what the next refresh must send. */
  readonly gives: {
    readonly token: (session: ReplaySession) => GivenTokens;
    readonly exchange?: (session: ReplaySession) => GivenTokens;
    readonly refresh?: (session: ReplaySession) => GivenTokens;
  };
}

export interface GivenTokens extends ReplayReply {
  /** What the next refresh must send; the one before where left out. */
  readonly refreshToken?: string;
}

export const CALLBACK = 'https://www.example.com/oauth/callback';

/** One error, and what the app must make of it. */
export interface ReplayedError {
  readonly what: string;
  readonly reply: ReplayReply;
  readonly status: 'Sign-in needed' | 'Misconfigured' | 'Fresh';
  /** The sentence on screen. */
  readonly says: string;
  readonly serverCode: string;
}

/** A deviation as the app shows it: tag, RFC section, what was seen. */
export type ExpectedDeviation = readonly [tag: string, section: string, seen: string];

/** A provider, and what the documents let expect of the app with it. */
export interface ReplayCase {
  readonly provider: ReplayedProvider;
  /** Who the account belongs to, where the replies tell. */
  readonly identity: string | null;
  readonly connected: readonly ExpectedDeviation[];
  readonly refreshed: readonly ExpectedDeviation[];
  /** Seconds that the access token lives after connecting; null: unknown, or never. */
  readonly lives: number | null;
  readonly errors: readonly ReplayedError[];
}

/** The tokens of a set, and what most pages send back. */
export const access = (session: ReplaySession): string => `ACCESS-${session.generation}`;
export const renewal = (session: ReplaySession): string => `REFRESH-${session.generation}`;
export const codeAndState = (session: ReplaySession): Record<string, string> => ({
  code: session.code,
  state: session.asked['state'] ?? '',
});

/** What most servers send when their user says no (RFC 6749 section 4.1.2.1). */
export const denied = { error: 'access_denied', error_description: 'The user denied the request' };

type Shown = Pick<ReplayedError, 'status' | 'says'>;
const shown =
  (how: Shown) =>
  (what: string, serverCode: string, reply: ReplayReply): ReplayedError => ({
    what,
    reply,
    serverCode,
    ...how,
  });

export const signInNeeded = shown({ status: 'Sign-in needed', says: 'The server no longer accepts this grant.' });
export const misconfigured = shown({ status: 'Misconfigured', says: 'The server does not accept this client.' });
export const passing = shown({ status: 'Fresh', says: 'The server has trouble of its own.' });
export const tooMany = shown({ status: 'Fresh', says: 'The server says that there were too many requests.' });
