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
} from '../oauth';
import { fillText, type Provider, type Values } from '../providers';
import type { Client } from './account';

/** The algorithms a client can sign its assertions with, the preferred one first: by its key where it has one, else by its secret. */
function algorithmsFor(method: string, key: Secret | null): readonly string[] {
  if (method === 'client_secret_jwt') return secretAlgorithms;
  const read = key === null ? null : readSigningKey(key.reveal());
  return read?.kind === 'key' ? read.key.algorithms : [];
}

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
  const able = algorithmsFor(method, client.key);
  const taken = provider.client_assertion.algorithms;
  const read = client.key === null ? null : readSigningKey(client.key.reveal());
  return {
    audience: audienceOf(audience ?? provider.client_assertion.audience, issuer, tokenEndpoint),
    algorithm: able.find((one) => one === algorithm) ?? able.find((one) => taken.includes(one)) ?? null,
    keyId,
    certificateThumbprint: read?.kind === 'key' ? read.key.certificateThumbprint : null,
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

/** A key for the client's next grant, signing by ES256 where the server takes it; null where its tokens are not bound to one. */
export async function newDpopKey(provider: Provider, client: Client): Promise<Secret | null> {
  if (!usesDpop(provider, client)) return null;
  const taken = provider.dpop.algorithms;
  const key = await newSigningKey(spokenAlgorithms.find((one) => taken.includes(one)) ?? 'ES256');
  return key.jwk;
}

/** Are this client's authorization requests pushed (RFC 9126)? */
export function usesPushed(provider: Provider, client: Client): boolean {
  return client.options.pushed ?? provider.authorize.pushed === 'required';
}
