/**
 * What a client proves and how, decided from its options, then the provider's file, then what the RFCs have: what its assertions say,
 * whether its tokens are bound to a key, whether its authorization requests are pushed.
 */
import {
  spokenAlgorithms,
  newSigningKey,
  readSigningKey,
  secretAlgorithms,
  type AssertionTerms,
  type Secret,
  type SigningKey,
} from '../oauth';
import { fillText, type Provider, type Values } from '../providers';
import type { Client } from './account';

/**
 * What the client's assertions say.
 *
 * `aud`: what the client says, what the file says, the issuer, the token endpoint, in this order. RFC 7523 section 3 wants a value that
 * identifies the server and names the token endpoint as one; its revision wants the issuer.
 */
export function assertionTerms(
  provider: Provider,
  client: Client,
  { tokenEndpoint, values }: { readonly tokenEndpoint: string; readonly values: Values },
): AssertionTerms {
  const method = client.authentication ?? provider.client_authentication;
  const { audience, algorithm, keyId } = client.options.assertion;
  const issuer = provider.issuer === undefined ? null : fillText(provider.issuer, values);
  const read = client.key === null ? null : readSigningKey(client.key.reveal());
  const key = read?.kind === 'key' ? read.key : null;
  // What it can sign with, the preferred one first.
  const able: readonly string[] = method === 'client_secret_jwt' ? secretAlgorithms : (key?.algorithms ?? []);
  const taken = provider.client_assertion.algorithms;
  return {
    audience: audienceOf(audience ?? provider.client_assertion.audience, issuer, tokenEndpoint),
    algorithm: able.find((one) => one === algorithm) ?? able.find((one) => taken.includes(one)) ?? null,
    keyId,
    certificateThumbprint: key?.certificateThumbprint ?? null,
  };
}

function audienceOf(wanted: string | undefined, issuer: string | null, tokenEndpoint: string): string {
  if (wanted === 'token_endpoint') return tokenEndpoint;
  if (wanted === undefined || wanted === 'issuer') return issuer ?? tokenEndpoint;
  return wanted;
}

/** Are the tokens of this client's next grant bound to a key (RFC 9449)? */
export function usesDpop(provider: Provider, client: Client): boolean {
  return client.options.dpop ?? provider.dpop.use === 'required';
}

/** A key for the client's next grant; null where its tokens are not bound to one. */
export async function newDpopKey(provider: Provider, client: Client): Promise<Secret | null> {
  return usesDpop(provider, client) ? (await newKeyFor(provider.dpop.algorithms)).jwk : null;
}

/**
 * A new key of a kind that a server takes, ES256 before the others.
 * @param taken algorithms (RFC 7518) as the provider's file lists them
 */
export function newKeyFor(taken: readonly string[]): Promise<SigningKey> {
  return newSigningKey(spokenAlgorithms.find((one) => taken.includes(one)) ?? 'ES256');
}

/** Are this client's authorization requests pushed (RFC 9126)? */
export function usesPushed(provider: Provider, client: Client): boolean {
  return client.options.pushed ?? provider.authorize.pushed === 'required';
}
