/**
 * The samples of all providers as objects, with the places of their tokens written down by hand: the oracle must not ask the reader, nor
 * the provider's file, where a token stands.
 */
import { providerSamples } from '../testing/provider-samples';

export type JsonObject = { [name: string]: unknown };

export interface FuzzSample {
  readonly id: string;
  readonly tokens: JsonObject;
  readonly error: JsonObject;
  /** Steps to the object that holds the tokens. */
  readonly inside: readonly string[];
  readonly accessName: string;
  readonly refreshName: string;
  /** What stands before the object, for the one that has something there. */
  readonly prefix: string;
}

const insides: Readonly<Record<string, readonly string[]>> = {
  alipay: ['alipay_system_oauth_token_response'],
  douyin: ['data'],
};

export const fuzzSamples: readonly FuzzSample[] = providerSamples.map(({ id, tokens, error }) => ({
  id,
  tokens: objectOf(tokens),
  error: objectOf(error),
  inside: insides[id] ?? [],
  accessName: id === 'dingtalk' ? 'accessToken' : 'access_token',
  refreshName: id === 'dingtalk' ? 'refreshToken' : 'refresh_token',
  prefix: id === 'xiaomi' ? '&&&START&&&' : '',
}));

function objectOf(body: string): JsonObject {
  const open = body.indexOf('{');
  if (open === -1) return Object.fromEntries(new URLSearchParams(body));
  return JSON.parse(body.slice(open, body.lastIndexOf('}') + 1)) as JsonObject;
}

/** A deep copy with other tokens; `refresh` null leaves the refresh token out. */
export function withTokens(sample: FuzzSample, access: string, refresh: string | null): JsonObject {
  return changedInside(structuredClone(sample.tokens), sample.inside, (place) => {
    place[sample.accessName] = access;
    if (refresh === null) delete place[sample.refreshName];
    else place[sample.refreshName] = refresh;
  });
}

/** The error with tokens beside it, where this provider would have them. */
export function errorWithToken(sample: FuzzSample, access: string): JsonObject {
  return changedInside(structuredClone(sample.error), sample.inside, (place) => {
    place[sample.accessName] = access;
  });
}

function changedInside(object: JsonObject, steps: readonly string[], change: (place: JsonObject) => void): JsonObject {
  let place = object;
  for (const step of steps) {
    place[step] ??= {};
    place = place[step] as JsonObject;
  }
  change(place);
  return object;
}
