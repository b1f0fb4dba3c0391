/** Clients in a list of variables: told by their names (`GITHUB_CLIENT_ID`, `token_url`), grouped by what stands before them. */
import type { Environment } from './each-environment';
import {
  foundClient,
  isClient,
  MOST_LEFT_OUT,
  placeOf,
  type FoundClient,
  type LeftOut,
  type NamedValue,
} from './found-client';
import { resolver } from './variables';

/** By the end of a name, the longer ones first. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/client_?id$/i, 'client_id'],
  [/client_?secret$/i, 'client_secret'],
  [/(?:auth|authori[sz]e|authori[sz]ation)_?(?:url|uri|endpoint)$/i, 'authorization_url'],
  [/refresh(?:_?token)?_?(?:url|uri|endpoint)$/i, 'refresh_token_url'],
  [/(?:access_?)?token_?(?:url|uri|endpoint)$/i, 'access_token_url'],
  [/(?:redirect|callback)(?:_?(?:url|uri))?$/i, 'callback_url'],
  [/(?:access|refresh|id)_?token$/i, 'access_token'],
  [/(?:password|username|user)$/i, 'password'],
  [/scopes?$/i, 'scope'],
];

/** SECURITY: each is read with what belongs to all of them: a long list must hold nothing up, nor may a long name. */
const MOST_CLIENTS = 60;
const MOST_VARIABLES = 5000;
const LONGEST_NAME = 200;

export interface FoundInVariables {
  readonly clients: readonly FoundClient[];
  readonly leftOut: readonly LeftOut[];
}

export function clientsInVariables(name: string, at: string, variables: readonly NamedValue[]): FoundInVariables {
  const resolve = resolver(new Map(variables.map((variable) => [variable.name, variable.value])));
  const groups = new Map<string, NamedValue[]>();
  const leftOut: LeftOut[] = [];
  if (variables.length > MOST_VARIABLES) leftOut.push({ at: placeOf(at, '…'), reason: 'unknown' });
  for (const { name: called, value } of variables.slice(0, MOST_VARIABLES)) {
    // `-` and `.` part words as "_" does.
    const even = called.slice(0, LONGEST_NAME).replace(/[-.\s]/g, '_');
    const ending = called.length > LONGEST_NAME ? undefined : endings.find(([pattern]) => pattern.test(even));
    if (ending === undefined) {
      leftOut.push({ at: placeOf(at, called), reason: 'unknown' });
      continue;
    }
    const prefix = even
      .replace(ending[0], '')
      .replace(/_+$/, '')
      .replace(/_?oauth2?$/i, '')
      .toLowerCase();
    const group = groups.get(prefix);
    const told = { name: ending[1], value, shown: called };
    if (group === undefined) groups.set(prefix, [told]);
    else group.push(told);
  }
  const withId = [...groups]
    .filter(([, values]) => values.some((value) => value.name === 'client_id'))
    .slice(0, MOST_CLIENTS);
  // One client only: then all of it belongs to that one, whatever its parts are called.
  const sets: readonly (readonly [string, readonly NamedValue[]])[] =
    withId.length <= 1
      ? [[withId[0]?.[0] ?? '', [...groups.values()].flat()]]
      : withId.map(([prefix, values]) => [prefix, [...(groups.get('') ?? []), ...values]]);
  const clients = sets
    .map(([prefix, values]) => foundClient(prefix === '' || withId.length <= 1 ? name : prefix, at, values, resolve))
    .filter(isClient);
  return { clients, leftOut: leftOut.slice(0, MOST_LEFT_OUT) };
}

/** The clients of several lists that are alike; what is left out of them is told once. */
export function clientsInEachEnvironment(
  name: string,
  at: string,
  environments: readonly Environment[],
): FoundInVariables {
  const told = environments.map((environment) =>
    clientsInVariables(environments.length > 1 ? environment.name : name, at, environment.variables),
  );
  const leftOut = new Map(told.flatMap((each) => each.leftOut).map((each) => [`${each.at} ${each.reason}`, each]));
  const clients = told.flatMap((each) => each.clients);
  const withId = clients.filter(({ clientId }) => clientId !== null);
  return { clients: withId.length > 0 ? withId : clients, leftOut: [...leftOut.values()].slice(0, MOST_LEFT_OUT) };
}
