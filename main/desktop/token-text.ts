/** How an access token is written for other tools. Everything made here is a secret and goes to the clipboard only. */
import type { Account } from '../accounts';
import { dpopProof, isSenderConstrained, Secret, type SigningMoment } from '../oauth';
import { fillText, fillUrl, type Provider } from '../providers';
import type { CopyNote } from '../../preload/contract';

export type TokenFormat = 'token' | 'header' | 'curl';

/** An address for the curl command of providers that name none; .example never resolves (RFC 2606). */
const EXAMPLE_URL = 'https://api.example/';

/**
 * @param account whose access token is written
 * @param provider tells how its API calls carry the token; undefined (its file is gone) means in a header
 * @param clientId for API calls that name the client too
 * @param momentAt what a proof for an address is made with; a token that is bound to a key is of use only with one (RFC 9449 section 7)
 */
export function tokenText(
  account: Account,
  provider: Provider | undefined,
  format: TokenFormat,
  clientId = '',
  momentAt: ((url: string) => SigningMoment) | null = null,
): Secret {
  const { accessToken } = account.tokens;
  switch (format) {
    case 'token':
      return accessToken;
    case 'header':
      return new Secret(tokenHeader(account, provider));
    case 'curl':
      return new Secret(curl(account, provider, clientId, momentAt));
  }
}

function curl(
  account: Account,
  provider: Provider | undefined,
  clientId: string,
  momentAt: ((url: string) => SigningMoment) | null,
): string {
  const use = provider?.token_in_api_call;
  const values = { ...account.tokens.extras, client_id: clientId };
  const url = fillUrl(use?.example_url ?? EXAMPLE_URL, values) ?? EXAMPLE_URL;
  const token = account.tokens.accessToken.reveal();
  // What this account has no value for is left out: the command then shows what is known.
  const given = (texts: Readonly<Record<string, string>> | undefined): [string, string][] =>
    Object.entries(texts ?? {}).flatMap(([name, text]) => {
      const value = fillText(text, values);
      return value === null ? [] : [[name, value]];
    });
  const params = given(use?.params);
  const headers = given(use?.headers).map(([name, value]) => `${name}: ${value}`);
  if (use?.in === 'query') params.unshift([use.name ?? 'access_token', token]);
  if (use === undefined || use.in === 'header') headers.unshift(tokenHeader(account, provider));
  const proof = momentAt === null || use?.example_url === undefined ? null : proofFor(account, url, momentAt(url));
  if (proof !== null) headers.unshift(`DPoP: ${proof.reveal()}`);
  const asQuery = params.length > 0 && use?.in !== 'body';
  const data = use?.in === 'body' ? [[use.name ?? 'access_token', token], ...params] : params;
  return [
    `curl ${asQuery ? '--get ' : ''}${quote(url)}`,
    ...headers.map((header) => `--header ${quote(header)}`),
    ...data.map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`),
  ].join(' ');
}

/** For a GET, as curl sends one here; null where the token needs none. */
function proofFor({ tokens }: Account, url: string, { now, nonce }: SigningMoment): Secret | null {
  const { dpopKey, accessToken } = tokens;
  if (dpopKey === null || !isSenderConstrained(tokens)) return null;
  return dpopProof({ key: dpopKey, method: 'GET', url, nonce, accessToken, now });
}

/** What is to be said of a copied token that is bound to a key; null where it needs no words. */
export function copyNote({ tokens }: Account, provider: Provider | undefined, format: TokenFormat): CopyNote | null {
  if (!isSenderConstrained(tokens)) return null;
  if (format !== 'curl') return 'needs_proof';
  return provider?.token_in_api_call.example_url === undefined ? 'no_address' : 'proof_included';
}

/** The header by which API calls carry the token; the standard one also where they carry it elsewhere. */
function tokenHeader({ tokens }: Account, provider: Provider | undefined): string {
  const use = provider?.token_in_api_call.in === 'header' ? provider.token_in_api_call : undefined;
  // RFC 9449 section 7.1 leaves no choice of the word.
  const word = isSenderConstrained(tokens) ? 'DPoP' : (use?.scheme ?? scheme(tokens.tokenType));
  return `${use?.name ?? 'Authorization'}: ${word === '' ? '' : `${word} `}${tokens.accessToken.reveal()}`;
}

/**
 * RFC 6750 section 2.1 writes "Bearer"; servers that say "bearer" mean the same (RFC 6749 section 5.1: case insensitive). N_A is no
 * type at all (RFC 8693 section 2.2.1): whoever copies such a token as a header knows why.
 */
function scheme(tokenType: string): string {
  const name = tokenType.toLowerCase();
  return name === 'bearer' || name === 'n_a' ? 'Bearer' : tokenType;
}

/** Quotes for a POSIX shell: nothing inside single quotes is special but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
