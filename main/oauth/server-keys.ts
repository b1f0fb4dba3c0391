/**
 * The keys that a server signs with (RFC 7517), fetched over the app's own transport and kept in memory. A token whose key is not among
 * them has them fetched once more: servers change their keys.
 */
import type { ExportedJWKSCache, JWKSCacheInput } from 'oauth4webapi';
import { checkEndpoint } from '../providers';
import { metadataRequest, parseFields } from './discovery';
import { textOf, valueOf, type ReplyFields } from './reply-fields';
import type { Transport } from './types';

/** Thrown through oauth4webapi, which knows no other way out of its fetch. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable';
}

/** The keys at one address. */
export interface ServerKeys {
  readonly url: string;
  /** What is in memory, as the library wants it. */
  cache(): JWKSCacheInput;
  /** After the library has used it. */
  keep(cache: JWKSCacheInput): void;
  readonly fetch: (url: string) => Promise<Response>;
}

/** What a server's metadata says about id tokens. */
export interface ServerFacts {
  readonly issuer: string;
  readonly jwksUrl: string | null;
  readonly algorithms: readonly string[] | null;
}

export interface KeyShelf {
  at(url: string): ServerKeys;
  /** Reads a server's metadata, once; null where it cannot be read now. */
  factsAt(metadataUrl: string): Promise<ServerFacts | null>;
}

/** Between these ages, seconds, oauth4webapi uses what it is given, and fetches anew where a key is missing. */
const trustedAge = 120;

export function keyShelf(send: Transport): KeyShelf {
  const sets = new Map<string, ExportedJWKSCache>();
  const facts = new Map<string, ServerFacts>();
  const inSeconds = (): number => Math.floor(Date.now() / 1000);

  const fetchKeys = async (url: string): Promise<Response> => {
    const result = await send(metadataRequest(url));
    if (result.kind !== 'reply') throw new KeysUnreachable(result.detail);
    const { status, body } = result.reply;
    if (status !== 200) throw new KeysUnreachable(`HTTP ${status}`);
    if (!Array.isArray(valueOf(parseFields(body) ?? {}, 'keys'))) throw new KeysUnreachable('no key set');
    return new Response(Buffer.from(body), { headers: { 'content-type': 'application/json' } });
  };

  return {
    at: (url) => ({
      url,
      cache() {
        const known = sets.get(url);
        return known === undefined ? {} : { jwks: known.jwks, uat: inSeconds() - trustedAge };
      },
      keep(cache) {
        if ('jwks' in cache && cache.jwks !== undefined && cache.uat !== undefined)
          sets.set(url, { jwks: cache.jwks, uat: cache.uat });
      },
      fetch: fetchKeys,
    }),
    async factsAt(metadataUrl) {
      const known = facts.get(metadataUrl);
      if (known !== undefined) return known;
      const result = await send(metadataRequest(metadataUrl));
      const metadata = result.kind === 'reply' && result.reply.status === 200 ? parseFields(result.reply.body) : null;
      const read = metadata === null ? null : factsIn(metadata);
      if (read !== null) facts.set(metadataUrl, read);
      return read;
    },
  };
}

function factsIn(metadata: ReplyFields): ServerFacts | null {
  const issuer = textOf(metadata, 'issuer');
  const jwks = textOf(metadata, 'jwks_uri');
  if (issuer === null) return null;
  const listed = valueOf(metadata, 'id_token_signing_alg_values_supported');
  const algorithms = Array.isArray(listed)
    ? listed.filter((name): name is string => typeof name === 'string' && name !== 'none')
    : null;
  return { issuer, jwksUrl: jwks !== null && checkEndpoint(jwks).kind === 'ok' ? jwks : null, algorithms };
}
