/** How an access token is written for other tools. Everything made here is a secret and goes to the clipboard only. */
import type { Account } from '../accounts';
import { Secret } from '../oauth';
import type { Provider } from '../providers';

export type TokenFormat = 'token' | 'header' | 'curl';

/** An address for the curl command of providers that name none; .example never resolves (RFC 2606). */
const EXAMPLE_URL = 'https://api.example/';

/**
 * @param account whose access token is written
 * @param provider tells how its API calls carry the token; undefined (its file is gone) means in a header
 */
export function tokenText(account: Account, provider: Provider | undefined, format: TokenFormat): Secret {
  const { accessToken, tokenType } = account.tokens;
  const token = accessToken.reveal();
  switch (format) {
    case 'token':
      return accessToken;
    case 'header':
      return new Secret(`Authorization: ${scheme(tokenType)} ${token}`);
    case 'curl':
      return new Secret(curl(token, tokenType, provider));
  }
}

function curl(token: string, tokenType: string, provider: Provider | undefined): string {
  const use = provider?.token_in_api_call;
  const url = use?.example_url ?? EXAMPLE_URL;
  return use?.in === 'query'
    ? `curl --get ${quote(url)} --data-urlencode ${quote(`${use.name}=${token}`)}`
    : `curl ${quote(url)} --header ${quote(`Authorization: ${scheme(tokenType)} ${token}`)}`;
}

/** RFC 6750 section 2.1 writes "Bearer"; servers that say "bearer" mean the same (RFC 6749 section 5.1: case insensitive). */
function scheme(tokenType: string): string {
  return tokenType.toLowerCase() === 'bearer' ? 'Bearer' : tokenType;
}

/** Quotes for a POSIX shell: nothing inside single quotes is special but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
