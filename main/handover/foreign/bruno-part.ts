/**
 * What a collection, a folder or a request of Bruno says, in whichever of its forms it was written, and the clients in it. A variable's value
 * is that of the request, else of its folders from the inside out, else of the environment, else of the collection.
 */
import { type Environment, inEachEnvironment } from './each-environment';
import { clientsInEachEnvironment, type FoundInVariables } from './environment';
import { foundClient, type FoundClient, isClient, type LeftOut, type NamedValue } from './found-client';
import { type FurtherParam, withFurtherParams } from './further-params';
import { MOST_READ } from './json-tree';
import { clientInRequest } from './token-request';
import type { Resolve, Values } from './variables';

export interface BrunoAuth {
  readonly at: string;
  /** For example `oauth2` or `basic`. */
  readonly mode: string;
  readonly values: readonly NamedValue[];
  readonly further: readonly FurtherParam[];
}

/** What is sent, for requests that ask for a token by themselves. */
export interface BrunoSent {
  readonly at: string;
  readonly url: string;
  readonly params: readonly NamedValue[];
}

export interface BrunoPart {
  /** Where its node stands in folders of items, for example `items[0].items[1]`; empty for the whole. */
  readonly place: string;
  readonly name: string;
  /** Null where there is none, or that of a folder or the collection holds. */
  readonly auth: BrunoAuth | null;
  /** Those of its own; but the collection's, which are part of each environment. */
  readonly variables: readonly NamedValue[];
  /** Where scripts stand. */
  readonly scripts: readonly string[];
  readonly sent: BrunoSent | null;
}

/** In Bruno's words, without those that only sign in. */
export function isAnAuth(mode: string | null): mode is string {
  return mode !== null && mode !== 'none' && mode !== 'inherit';
}

/**
 * @param environments at least one
 * @param parts folders before what is in them
 */
export function clientsInParts(environments: readonly Environment[], parts: Iterable<BrunoPart>): FoundInVariables {
  const scopes = new Map<string, Values>();
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  for (const part of parts) {
    if (clients.length >= MOST_READ) {
      leftOut.unshift({ at: `${part.place}…`, reason: 'unknown' });
      break;
    }
    leftOut.push(...part.scripts.map((at): LeftOut => ({ at, reason: 'script' })));
    const scope = scopeOf(part.variables, scopes.get(part.place.replace(/\.?items\[\d+\]$/, '')));
    scopes.set(part.place, scope);
    if (part.auth === null && part.sent === null) continue;
    for (const found of inEachEnvironment(environments, scope, (resolve) => clientOf(part, resolve))) {
      if (found !== null && 'reason' in found) leftOut.push(found);
      else if (found !== null) clients.push(found);
    }
  }
  return { clients, leftOut };
}

/** As {@link clientsInParts}; and where no part has one, those that the names of variables tell. */
export function clientsInWhole(
  name: string,
  environments: readonly Environment[],
  parts: Iterable<BrunoPart>,
): FoundInVariables {
  const { clients, leftOut } = clientsInParts(environments, parts);
  if (clients.length > 0) return { clients, leftOut };
  const told = clientsInEachEnvironment(name, '', environments);
  return { clients: told.clients, leftOut: [...leftOut, ...told.leftOut] };
}

/** SECURITY: looked up in one after the other; copied together they would grow with the square of a file. */
function scopeOf(variables: readonly NamedValue[], above: Values = new Map()): Values {
  if (variables.length === 0) return above;
  const own = new Map(variables.map(({ name, value }) => [name, value]));
  return { get: (name) => own.get(name) ?? above.get(name) };
}

/** Null where it says nothing of a client. */
function clientOf({ name, auth, sent }: BrunoPart, resolve: Resolve): FoundClient | LeftOut | null {
  const asked = sent === null ? null : clientInRequest({ ...sent, name, user: basicUser(auth) }, resolve);
  if (asked !== null && isClient(asked)) return asked;
  if (auth === null) return null;
  const found = auth.mode === 'oauth2' ? foundClient(name, auth.at, auth.values, resolve) : null;
  if (found === null || !isClient(found)) return { at: auth.at, reason: 'unknown' };
  return withFurtherParams(
    found,
    auth.further.map((param) => ({ ...param, value: param.value === null ? null : resolve(param.value) })),
  );
}

function basicUser(auth: BrunoAuth | null): string | null {
  if (auth?.mode !== 'basic') return null;
  const value = (name: string): string => auth.values.find((each) => each.name === name)?.value ?? '';
  return `${value('username')}:${value('password')}`;
}
