/**
 * The API call that an account's token is made for, before it is written in anybody's language: where the provider wants the token (header,
 * query or body), under what name and word, and what has to go with it. Everything that copies or exports a token is made of this.
 */
import type { Account } from '../accounts';
import { dpopProof, isSenderConstrained, type Secret, type SigningMoment } from '../oauth';
import { fillText, fillUrl, type Provider } from '../providers';

/** An address for providers that name none; .example never resolves (RFC 2606). */
const EXAMPLE_URL = 'https://api.example/';

/** A name and its value; the value may be a secret. */
export type Pair = readonly [name: string, value: string];

/** SECURITY: holds the token in the clear. It is made when something is written, and dropped with it. */
export interface ApiCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Where the token goes. */
  readonly token: {
    readonly in: 'header' | 'query' | 'body';
    /** The header's or the parameter's. */
    readonly name: string;
    /** What stands before it in a header, for example `Bearer `; empty elsewhere. */
    readonly before: string;
    readonly value: string;
  };
  /** A proof for this address (RFC 9449 section 7.1); null where none is needed or could be made. */
  readonly proof: string | null;
  /** Besides the token's and the proof's. */
  readonly headers: readonly Pair[];
  /** Besides the token's; sent where the token is sent, so in the body with it and else in the query. */
  readonly params: readonly Pair[];
}

/**
 * @param provider tells how its API calls carry the token; undefined (its file is gone) means in a header
 * @param clientId for API calls that name the client too
 * @param momentAt what a proof for an address is made with; null for none
 */
export function apiCall(
  account: Account,
  provider: Provider | undefined,
  clientId = '',
  momentAt: ((url: string) => SigningMoment) | null = null,
): ApiCall {
  const use = provider?.token_in_api_call;
  const values = { ...account.tokens.extras, client_id: clientId };
  const url = fillUrl(use?.example_url ?? EXAMPLE_URL, values) ?? EXAMPLE_URL;
  const method = use?.in === 'body' ? 'POST' : 'GET';
  const proof = momentAt === null || use?.example_url === undefined ? null : proofFor(account, method, url, momentAt);
  // What this account has no value for is left out: the call then shows what is known.
  const given = (texts: Readonly<Record<string, string>> | undefined): Pair[] =>
    Object.entries(texts ?? {}).flatMap(([name, text]) => {
      const value = fillText(text, values);
      return value === null ? [] : [[name, value] as const];
    });
  return {
    method,
    url,
    token: tokenPlace(account, provider),
    proof: proof?.reveal() ?? null,
    headers: given(use?.headers),
    params: given(use?.params),
  };
}

/** The header by which API calls carry the token; the standard one also where they carry it elsewhere. */
export function tokenHeader(account: Account, provider: Provider | undefined): Pair {
  const use = provider?.token_in_api_call.in === 'header' ? provider.token_in_api_call : undefined;
  const { tokens } = account;
  // RFC 9449 section 7.1 leaves no choice of the word.
  const word = isSenderConstrained(tokens) ? 'DPoP' : (use?.scheme ?? scheme(tokens.tokenType));
  return [use?.name ?? 'Authorization', `${word === '' ? '' : `${word} `}${tokens.accessToken.reveal()}`];
}

/** Every header of the call: the proof, the token, then what else the provider wants. */
export function headersOf({ token, proof, headers }: ApiCall): readonly Pair[] {
  return [
    ...(proof === null ? [] : [['DPoP', proof] as const]),
    ...(token.in === 'header' ? [[token.name, `${token.before}${token.value}`] as const] : []),
    ...headers,
  ];
}

/** Every parameter of the call, the token's first where it is one. */
export function paramsOf({ token, params }: ApiCall): readonly Pair[] {
  return token.in === 'header' ? params : [[token.name, token.value], ...params];
}

/** The address with its parameters, for those who write them there. */
export function urlWith(url: string, params: readonly Pair[]): string {
  if (params.length === 0) return url;
  const query = params.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function tokenPlace(account: Account, provider: Provider | undefined): ApiCall['token'] {
  const use = provider?.token_in_api_call;
  const value = account.tokens.accessToken.reveal();
  if (use !== undefined && use.in !== 'header')
    return { in: use.in, name: use.name ?? 'access_token', before: '', value };
  const [name, whole] = tokenHeader(account, provider);
  return { in: 'header', name, before: whole.slice(0, whole.length - value.length), value };
}

/** Null where the token needs none. */
function proofFor(
  { tokens }: Account,
  method: string,
  url: string,
  momentAt: (url: string) => SigningMoment,
): Secret | null {
  const { dpopKey, accessToken } = tokens;
  if (dpopKey === null || !isSenderConstrained(tokens)) return null;
  const { now, nonce } = momentAt(url);
  return dpopProof({ key: dpopKey, method, url, nonce, accessToken, now });
}

/**
 * RFC 6750 section 2.1 writes "Bearer"; servers that say "bearer" mean the same (RFC 6749 section 5.1: case insensitive). N_A is no
 * type at all (RFC 8693 section 2.2.1): whoever copies such a token as a header knows why.
 */
function scheme(tokenType: string): string {
  const name = tokenType.toLowerCase();
  return name === 'bearer' || name === 'n_a' ? 'Bearer' : tokenType;
}
