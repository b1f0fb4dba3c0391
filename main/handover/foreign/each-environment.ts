/**
 * One client in several environments (development, production): what it is in each of them. Values of two environments never meet in one
 * client: the secret of one would be sent with the id, or to the server, of another.
 */
import { type FoundClient, isClient, type NamedValue, sameClient } from './found-client';
import { resolver, type Resolve, type Values } from './variables';

export interface Environment {
  /** Empty where there is only one. */
  readonly name: string;
  readonly variables: readonly NamedValue[];
  readonly values: Values;
}

/** Bounded, for each place is read once with each. */
export const MOST_ENVIRONMENTS = 10;

/** @param variables a later one takes the place of an earlier one of the same name */
export function environmentOf(name: string, variables: readonly NamedValue[]): Environment {
  return { name, variables, values: new Map(variables.map((variable) => [variable.name, variable.value])) };
}

/**
 * @param environments at least one
 * @param own values of the place itself, which go before those of an environment
 * @param read gives a client with the variables of one environment
 */
export function inEachEnvironment<Other>(
  environments: readonly Environment[],
  own: Values,
  read: (resolve: Resolve) => FoundClient | Other,
): readonly (FoundClient | Other)[] {
  let looked = false;
  const found: { readonly name: string; readonly found: FoundClient | Other }[] = [];
  for (const { name, values } of environments.slice(0, MOST_ENVIRONMENTS)) {
    // What holds no variable is the same in all of them.
    if (found.length > 0 && !looked) break;
    const get = (key: string): string | undefined => {
      looked = true;
      return own.get(key) ?? values.get(key);
    };
    found.push({ name, found: read(resolver({ get })) });
  }
  const [first] = found;
  const clients = found.flatMap(({ name, found: each }) =>
    isFound(each) && isClient(each) ? [{ name, client: each }] : [],
  );
  if (clients.length === 0) return first === undefined ? [] : [first.found];
  // An environment that has nothing to do with this client says no more than the others do.
  const told = clients.some(({ client }) => client.clientId !== null)
    ? clients.filter(({ client }) => client.clientId !== null)
    : clients;
  const differing = told.filter(
    ({ client }, index) => !told.slice(0, index).some((before) => sameClient(before.client, client)),
  );
  return differing.map(({ name, client }) =>
    differing.length === 1 || name === '' ? client : { ...client, name: `${client.name} (${name})` },
  );
}

function isFound(found: unknown): found is FoundClient {
  return typeof found === 'object' && found !== null && 'clientId' in found;
}
