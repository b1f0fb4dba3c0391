/** A client in a token request (RFC 6749 sections 4.1.3 and 2.3.1), as somebody wrote it for curl or in a collection. */
import { foundClient, type FoundClient, type NamedValue } from './found-client';
import { isTree, scalar } from './json-tree';
import type { Resolve } from './variables';

export interface WrittenRequest {
  readonly name: string;
  /** Where its parameters stand, for the list of what was left out. */
  readonly at: string;
  readonly url: string;
  readonly params: readonly NamedValue[];
  /** `id:secret` of a Basic header, decoded; null where there is none. */
  readonly user: string | null;
}

/** Null where it is no token request: nothing in it names a grant. */
export function clientInRequest({ name, at, url, params, user }: WrittenRequest, resolve: Resolve): FoundClient | null {
  if (!params.some((param) => param.name === 'grant_type')) return null;
  const [address = ''] = url.split(/[?#]/);
  // One variable may hold both; else, without a colon, curl asks for the secret when it runs.
  const given = user === null || user.includes(':') ? user : (resolve(user) ?? user);
  const [id = '', ...secret] = given?.split(':') ?? [];
  const basic: NamedValue[] =
    user === null
      ? []
      : [
          // RFC 6749 section 2.3.1: both are form-encoded within the header; curl's -u leaves that to its user.
          { name: 'client_id', value: id },
          { name: 'client_secret', value: secret.join(':') },
          { name: 'client_authentication', value: 'header' },
        ];
  const inBody: NamedValue[] = params.some((param) => param.name === 'client_secret')
    ? [{ name: 'client_authentication', value: 'body' }]
    : [];
  // A request to refresh says nothing of how the first token came.
  const told = params.filter((param) => param.name !== 'grant_type' || param.value !== 'refresh_token');
  return foundClient(name, at, [{ name: 'token_url', value: address }, ...told, ...inBody, ...basic], resolve);
}

/** Characters of a body; one of megabytes is none that asks for a token. */
const LONGEST_BODY = 65_536;

export function formParams(text: string): readonly NamedValue[] {
  if (text.length > LONGEST_BODY) return [];
  return [...new URLSearchParams(text)].map(([name, value]) => ({ name, value }));
}

/** Some servers take everything in the address. */
export function queryParams(url: string): readonly NamedValue[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  return formParams(query);
}

/** The texts, numbers and switches of a JSON object. */
export function jsonMembers(text: string): readonly NamedValue[] {
  if (text.length > LONGEST_BODY) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Object.entries(isTree(value) ? value : {}).flatMap(([name, member]) => {
      const told = scalar(member);
      return told === null ? [] : [{ name, value: told }];
    });
  } catch {
    // With variables in the place of whole values it is no JSON yet.
    return [];
  }
}
