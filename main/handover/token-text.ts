/** How an access token is written for other tools. Everything made here is a secret and goes to the clipboard only. */
import type { Account, CopyForm } from '../accounts';
import { isSenderConstrained, Secret, type SigningMoment } from '../oauth';
import type { Provider } from '../providers';
import { apiCall, tokenHeader, type ApiCall } from './api-call';
import { inDotenv } from './quoting';
import { curlCommand, curlThatAsks, fetchCode, httpieCommand, powerShellCommand, requestsCode } from './snippets';
import { tokenJson } from './token-json';
import { variableName } from './variable-name';

/** What is to be said of a copied token that is bound to a key (preload/proof-views.ts). */
export type TokenNote = 'needs_proof' | 'proof_included' | 'no_address';

/**
 * @param account whose access token is written
 * @param provider tells how its API calls carry the token; undefined (its file is gone) means in a header
 * @param clientId for API calls that name the client too
 * @param momentAt what a proof for an address is made with; a token that is bound to a key is of use only with one (RFC 9449 section 7)
 * @returns null where this form cannot hold this token (quoting.ts)
 */
export function tokenText(
  account: Account,
  provider: Provider | undefined,
  form: CopyForm,
  clientId = '',
  momentAt: ((url: string) => SigningMoment) | null = null,
): Secret | null {
  const { accessToken } = account.tokens;
  const called = (write: (call: ApiCall) => string | null): Secret | null => {
    const text = write(apiCall(account, provider, clientId, momentAt));
    return text === null ? null : new Secret(text);
  };
  switch (form) {
    case 'token':
      return accessToken;
    case 'header':
      return new Secret(tokenHeader(account, provider).join(': '));
    case 'curl':
      return called(curlCommand);
    case 'curl_asks':
      return called(curlThatAsks);
    case 'httpie':
      return called(httpieCommand);
    case 'powershell':
      return called(powerShellCommand);
    case 'fetch':
      return called(fetchCode);
    case 'python':
      return called(requestsCode);
    case 'dotenv': {
      const value = inDotenv(accessToken.reveal());
      return value === null ? null : new Secret(`${variableName(account)}=${value}\n`);
    }
    case 'json':
      return new Secret(`${JSON.stringify(tokenJson(account), null, 2)}\n`);
  }
}

/** Null where it needs no words. */
export function copyNote({ tokens }: Account, provider: Provider | undefined, form: CopyForm): TokenNote | null {
  if (!isSenderConstrained(tokens)) return null;
  switch (form) {
    case 'token':
    case 'header':
    case 'dotenv':
    case 'json':
      return 'needs_proof';
    case 'curl':
    case 'curl_asks':
    case 'httpie':
    case 'powershell':
    case 'fetch':
    case 'python':
      return provider?.token_in_api_call.example_url === undefined ? 'no_address' : 'proof_included';
  }
}

/** A text that holds no token needs no clearing. */
export function holdsToken(form: CopyForm): boolean {
  return form !== 'curl_asks';
}
