/**
 * What windows see of providers and clients, a part of the contract (contract.ts gives it out). Types only.
 *
 * Rule: a view never holds a client secret, nor a client field that is one.
 */

import type { ClientAuthentication, ClientKeyView, Offered } from './proof-views';

/** A text, or one a language. */
export type LocalizedText = string | { readonly en: string; readonly 'zh-CN': string };

export interface FieldView {
  readonly name: string;
  readonly label: LocalizedText;
  readonly secret: boolean;
  readonly required: boolean;
}

/**
 * How a grant is asked for: `fields` of the provider's file, none of them for client credentials; a code to enter on another device;
 * a token to exchange; an assertion; or grant_type and parameters typed by hand.
 */
export type GrantFormKind = 'fields' | 'device_code' | 'token_exchange' | 'jwt_bearer' | 'free';

/** A grant that is asked for in a dialog. */
export interface GrantView {
  readonly name: string;
  readonly kind: GrantFormKind;
  /** Null where the file has none: the window's own words for a grant of this name. */
  readonly label: LocalizedText | null;
  readonly fields: readonly FieldView[];
}

/** A part of a provider's URLs that differs from client to client. */
export interface VariableView {
  readonly name: string;
  readonly label: LocalizedText;
  readonly hint: LocalizedText | null;
  /** Used where nothing is given; empty where a value is needed. */
  readonly default: string;
}

/** Something a client has besides id and secret, for example a private key. */
export interface ClientFieldView extends FieldView {
  readonly hint: LocalizedText | null;
}

export interface EndpointsView {
  readonly authorize: string | null;
  readonly token: string | null;
  readonly refresh: string | null;
  readonly pushed: string | null;
  readonly device: string | null;
  readonly userinfo: string | null;
  readonly introspection: string | null;
  readonly revocation: string | null;
}

export interface ProviderView {
  readonly id: string;
  readonly name: LocalizedText;
  readonly origin: 'catalogue' | 'file';
  /** The user can sign in on a page of the provider. */
  readonly signIn: boolean;
  /** That page gives tokens at once, by the implicit grant: all there is for some clients. */
  readonly implicit: 'no' | 'all' | 'public' | 'confidential';
  /** Grants asked for in a dialog, in the order of the file. */
  readonly forms: readonly GrantView[];
  readonly endpoints: EndpointsView;
  readonly callbackExample: string | null;
  readonly signIns: {
    /** Null: the window, or the browser where the callback URL allows it. */
    readonly usual: SignInPlaceView | null;
    /** Null: not known. */
    readonly loopback: 'any_port' | 'fixed_port' | 'no' | null;
  };
  /** Where it is used, for example `CN`; null where its file does not say. */
  readonly region: string | null;
  /** The service has ended or sleeps. */
  readonly historical: boolean;
  /** How much in its file was not seen in a document. */
  readonly unverified: number;
  /** Parts of its URLs that the client form asks for. */
  readonly variables: readonly VariableView[];
  /** What a client has besides id and secret. */
  readonly clientFields: readonly ClientFieldView[];
  /** A client secret is typed in; false where it is made anew for each request. */
  readonly asksSecret: boolean;
  readonly sendsScope: boolean;
  readonly defaultScope: string;
  readonly authentication: ClientAuthentication;
  /** Parameters that the authorize page is documented to know, with their values; none is sent by itself. */
  readonly optionalParams: Readonly<Record<string, readonly string[]>>;
  /** Scopes that it is known to have. */
  readonly scopes: readonly string[];
  readonly issuer: string | null;
  /** It was made of the server's metadata, which can be looked at again. */
  readonly discovered: boolean;
  /** Clients can be registered from here (RFC 7591). */
  readonly registers: boolean;
  /** Names of the parameters that its file adds to requests, by phase; one of the client's own takes their place. */
  readonly fixedParams: Readonly<Record<'authorize' | 'token' | 'refresh', readonly string[]>>;
  /** Sender-constrained tokens, RFC 9449. */
  readonly dpop: Offered;
  /** Pushed authorization requests, RFC 9126. */
  readonly pushed: Offered;
}

export interface ClientView {
  readonly id: string;
  readonly providerId: string;
  /** What its user calls it; null for its client_id. */
  readonly name: string | null;
  readonly clientId: string;
  readonly hasSecret: boolean;
  readonly callbackUrl: string | null;
  readonly scope: string;
  /** Only what differs from the provider's own. */
  readonly endpoints: EndpointsView;
  readonly authentication: ClientAuthentication | null;
  /** Its private key, by the public part; null where it has none. */
  readonly key: ClientKeyView | null;
  readonly variables: Readonly<Record<string, string>>;
  /** The client fields that are no secrets. */
  readonly fields: Readonly<Record<string, string>>;
  /** Names of the secret client fields that are stored. */
  readonly storedFields: readonly string[];
  readonly options: ClientOptionsView;
  /** It was registered from here; null for one that was registered elsewhere. */
  readonly registration: RegistrationView | null;
  /** Where its user can sign in, the usual place first. */
  readonly signInPlaces: readonly SignInPlaceView[];
  /** Names the practice client, for example `no-refresh-permission`; null for the user's own. */
  readonly practice: string | null;
  readonly accounts: number;
}

/** A window of the app, the system's browser, or anywhere with the final address pasted. */
export type SignInPlaceView = 'window' | 'browser' | 'paste';

/** What a client asks for beyond id, secret, scope and endpoints; `null`: as the provider's file has it. */
export interface ClientOptionsView {
  /** Further parameters by phase. */
  readonly params: Readonly<Record<'authorize' | 'token' | 'refresh', Readonly<Record<string, string>>>>;
  /** RFC 8707 */
  readonly resources: readonly string[];
  /** Pushed authorization requests, RFC 9126. */
  readonly pushed: boolean | null;
  /** Sender-constrained tokens, RFC 9449. */
  readonly dpop: boolean | null;
  /** The grant that this client connects by; null: the provider's first. */
  readonly grant: string | null;
  /** How its assertions are signed, RFC 7523. */
  readonly assertion: {
    readonly audience: string | null;
    readonly algorithm: string | null;
    readonly keyId: string | null;
  };
  readonly signInPlace: SignInPlaceView | null;
  readonly session: 'forget' | 'keep' | 'private';
  readonly network: {
    readonly proxy: { readonly kind: 'system' | 'direct' } | { readonly kind: 'fixed'; readonly url: string };
    readonly extraCa: string | null;
    readonly trustLoopback: boolean;
  };
}

/** What the server said when it registered a client (RFC 7591). */
export interface RegistrationView {
  /** When its secret ends, milliseconds since the epoch; null for never. */
  readonly secretExpiresAt: number | null;
  /** The server lets it be deleted from here (RFC 7592). */
  readonly removable: boolean;
}
