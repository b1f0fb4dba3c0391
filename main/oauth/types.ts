/**
 * The protocol's values: what is sent to a token endpoint, what comes back, and what the reader makes of it. Pure data; the
 * transport is handed in, so that everything in oauth/ runs in plain Node.
 *
 * All points in time are milliseconds since the epoch by the local wall clock.
 */
import type { Secret } from './secret';

export type EpochMs = number;

/** Where a point of expiry comes from. */
export type ExpirySource =
  /** `expires_in` of the reply (RFC 6749 section 5.1), counted from when the request was sent. */
  | 'expires_in'
  /** A lifetime that the provider's document gives and the reply does not. */
  | 'provider_document'
  /** A field of the reply that only this provider has. */
  | 'provider_field'
  /** `exp` of an access token that is a JWT, where the reply itself says nothing (RFC 7519 section 4.1.4). */
  | 'jwt_exp'
  /** What the server said when it was asked about the token (RFC 7662), and its user took over. */
  | 'introspection';

/** When a token ends. */
export type Expiry =
  | { readonly kind: 'at'; readonly at: EpochMs; readonly source: ExpirySource }
  | { readonly kind: 'never'; readonly source: ExpirySource }
  | { readonly kind: 'unknown' };

/** One way in which a reply departs from the RFCs, recorded when met. */
export interface Deviation {
  /** Stable name, for example `token_type_missing`. */
  readonly tag: string;
  /** The section departed from, for example `RFC 6749 section 5.1`. */
  readonly section: string;
  /** What was seen, without secrets, for example `scope: null`. */
  readonly seen: string;
  /** What was done about it, a stable name for the screen's translation, for example `assumed_bearer`. */
  readonly done: string;
}

/** The tokens of one reply, with absolute times. */
export interface TokenSet {
  readonly accessToken: Secret;
  readonly refreshToken: Secret | null;
  /**
   * The private key, as JWK, that these tokens were asked for with (RFC 9449); null where none was. A refresh token of a public client
   * is bound to it, so it lives and is kept with the tokens. The reader gives null: it is whoever asked that knows.
   */
  readonly dpopKey: Secret | null;
  readonly tokenType: string;
  /** The scope the server says it granted; null where the reply named none (RFC 6749 section 3.3: as requested). */
  readonly scope: readonly string[] | null;
  /** When the request was sent that brought these tokens. */
  readonly issuedAt: EpochMs;
  readonly accessExpiry: Expiry;
  /** `unknown` where there is no refresh token. */
  readonly refreshExpiry: Expiry;
  /** Who the account belongs to, where the reply says so. */
  readonly identity: string | null;
  /** What API calls need besides the token, by name: from the reply and from the callback. Shown, so nothing secret. */
  readonly extras: Readonly<Record<string, string>>;
  readonly deviations: readonly Deviation[];
  /** Who signed in, in the server's words (OpenID Connect Core section 2); null where it gave none. */
  readonly idToken: Secret | null;
  /** What the id token must repeat, as it was sent to the authorize page; null where none was. */
  readonly nonce: string | null;
}

/** The way to a server: the same for every call of a client. */
export interface NetworkProfile {
  readonly proxy:
    | { readonly kind: 'system' | 'direct' }
    /** For example `http://proxy.example:3128` or `socks5://127.0.0.1:1080`. */
    | { readonly kind: 'fixed'; readonly url: string };
  /** Certificates in PEM that are trusted besides the system's, or null. */
  readonly extraCa: string | null;
  /** Servers on loopback hosts need no certificate that can be verified; off unless its user says so. */
  readonly trustLoopback: boolean;
}

/** A request to an endpoint of the authorization server, ready to be sent. Its query, body and headers hold secrets. */
export interface TokenRequest {
  /** Without what `query` adds; see `requestUrl`. */
  readonly url: string;
  readonly method: 'POST' | 'GET' | 'DELETE' | 'PUT';
  /** The system's proxy and certificates where left out. */
  readonly network?: NetworkProfile;
  /** The client's record id: what its user chose for it (a client certificate) is not used for others. */
  readonly owner?: string;
  readonly headers: Readonly<Record<string, Secret | string>>;
  /** Parameters for the URL, encoded; empty for most servers. */
  readonly query: Secret;
  /** The time that its signatures say, ms since the epoch; left out where nothing in it is signed. */
  readonly signedAt?: EpochMs;
  /** A form or a JSON object; empty where all parameters are in the query. */
  readonly body: Secret;
}

/** What came back, unjudged. */
export interface RawReply {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly sentAt: EpochMs;
  readonly receivedAt: EpochMs;
}

/**
 * What became of a request.
 * - `reply`: the server answered, whatever it said.
 * - `not_sent`: no byte of it reached the server (no network, no connection, TLS failed); the refresh token is unspent.
 * - `lost`: it may have reached the server, and no complete answer came; the refresh token may be spent.
 */
export type TransportResult =
  | { readonly kind: 'reply'; readonly reply: RawReply }
  | { readonly kind: 'not_sent'; readonly reason: NotSentReason; readonly detail: string }
  | { readonly kind: 'lost'; readonly reason: LostReason; readonly detail: string };

/** `proxy_failed`: the proxy of the network profile could not be reached, or refused. */
export type NotSentReason = 'offline' | 'unreachable' | 'proxy_failed' | 'tls_failed';
export type LostReason = 'timed_out' | 'connection_lost' | 'reply_too_large';

/** Sends a token request exactly once on a fresh connection. Never throws. */
export type Transport = (request: TokenRequest) => Promise<TransportResult>;

/** How a server's error is to be taken. */
export type ServerErrorClass =
  /** The grant is dead: the user must sign in again (`invalid_grant`). */
  | 'sign_in_needed'
  /** The client's credentials were refused (`invalid_client`). */
  | 'client_rejected'
  /** The client may not use this grant (`unauthorized_client`). */
  | 'not_permitted'
  /** `invalid_scope` */
  | 'scope_refused'
  /** 429 */
  | 'rate_limited'
  /** 408, 5xx, `temporarily_unavailable`, `server_error` */
  | 'server_unavailable'
  /** The request itself was refused: `invalid_request`, `unsupported_grant_type`, and every code that is not known. */
  | 'request_refused';

/** An error as the server told it. */
export interface ServerError {
  readonly class: ServerErrorClass;
  /** The server's own code, or `http_<status>` where it gave none. */
  readonly code: string;
  /** The server's own text for people. */
  readonly text: string | null;
  readonly status: number;
  /** From Retry-After, when to ask again. */
  readonly retryAt: EpochMs | null;
}

/** What a reply says. */
export type TokenReply =
  | {
      readonly kind: 'tokens';
      readonly tokens: TokenSet;
      /** Further tokens of the same reply, for example the user's beside a bot's. */
      readonly also: readonly { readonly label: string; readonly tokens: TokenSet }[];
    }
  | { readonly kind: 'error'; readonly error: ServerError; readonly deviations: readonly Deviation[] }
  | { readonly kind: 'action'; readonly action: UserAction; readonly deviations: readonly Deviation[] }
  /**
   * Neither tokens nor an error could be read.
   * `page`: an HTML page, so not the token endpoint's answer (captive portal, proxy, wrong URL).
   * `tokens`: it names a token and a value after it, so it is to be kept whatever its status: a cut reply, one in XML.
   * `garbled`: something else, perhaps a reply that was cut before its tokens.
   */
  | {
      readonly kind: 'unreadable';
      readonly looksLike: 'page' | 'garbled' | 'empty' | 'tokens';
      readonly status: number;
      readonly retryAt: EpochMs | null;
    };

/** Something the user must do at the provider before the same grant can succeed. */
export interface UserAction {
  readonly reason: 'bind_account';
  /** Checked against the hosts that the provider's file allows. */
  readonly url: string;
}
