/**
 * Insomnia: exports of format 4 (JSON, a flat list of resources) and 5 (YAML, a tree). The authorization stands on requests and, since 5, on
 * folders; variables in the base environment and those below it.
 */
import { type Environment, environmentOf, inEachEnvironment, MOST_ENVIRONMENTS } from './each-environment';
import { clientsInEachEnvironment } from './environment';
import { foundClient, type FoundClient, isClient, type LeftOut, type NamedValue } from './found-client';
import { at, isTree, listAt, MOST_READ, type Place, scalar, textAt, type Tree, walk } from './json-tree';
import type { Resolve } from './variables';
import type { ForeignText } from './read-foreign';

export function isInsomniaExport(tree: Tree): boolean {
  const four = textAt(tree, '_type') === 'export' && Array.isArray(at(tree, 'resources'));
  return four || /^[a-z]+\.insomnia\.rest\/5\.\d+$/i.test(textAt(tree, 'type') ?? '');
}

export function readInsomnia(tree: Tree): ForeignText {
  return textAt(tree, '_type') === 'export' ? readFour(tree) : readFive(tree);
}

function readFour(tree: Tree): ForeignText {
  const resources = walk(listAt(tree, 'resources'), () => [], 'resources');
  const ofType = (type: string) => resources.filter(({ node }) => textAt(node, '_type') === type);
  const name = ofType('workspace').map(({ node }) => textAt(node, 'name'))[0] ?? '';
  const environments = environmentsOfFour(ofType('environment').map(({ node }) => node));
  return read(name, [...ofType('request'), ...ofType('request_group')], environments);
}

/** Each with those above it: the base environment, as a rule. */
function environmentsOfFour(nodes: readonly Tree[]): readonly Environment[] {
  const byId = new Map(nodes.map((node) => [textAt(node, '_id'), node]));
  const own = new Map(nodes.map((node) => [node, flat(at(node, 'data'), '')]));
  const withThoseAbove = (node: Tree, depth: number): readonly NamedValue[] => {
    const above = byId.get(textAt(node, 'parentId'));
    return [...(above === undefined || depth > 8 ? [] : withThoseAbove(above, depth + 1)), ...(own.get(node) ?? [])];
  };
  if (nodes.length === 0) return [environmentOf('', [])];
  return nodes
    .slice(0, MOST_ENVIRONMENTS)
    .map((node) => environmentOf(textAt(node, 'name') ?? '', withThoseAbove(node, 0)));
}

function readFive(tree: Tree): ForeignText {
  const places = walk(listAt(tree, 'collection'), (node) => listAt(node, 'children'), 'collection');
  const base = at(tree, 'environments');
  const variables = flat(at(base, 'data'), '');
  const below = listAt(base, 'subEnvironments').slice(0, MOST_ENVIRONMENTS - 1);
  const environments = [
    environmentOf(textAt(base, 'name') ?? '', variables),
    ...below.map((node) => environmentOf(textAt(node, 'name') ?? '', [...variables, ...flat(at(node, 'data'), '')])),
  ];
  return read(textAt(tree, 'name') ?? '', places, environments);
}

function read(name: string, places: readonly Place[], environments: readonly Environment[]): ForeignText {
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  for (const { at: where, node } of places) {
    if (clients.length >= MOST_READ) {
      leftOut.unshift({ at: `${where}…`, reason: 'unknown' });
      break;
    }
    const scripts = at(node, 'scripts') ?? at(node, 'preRequestScript') ?? at(node, 'afterResponseScript');
    if (isTree(scripts) || (typeof scripts === 'string' && scripts !== ''))
      leftOut.push({ at: `${where}.scripts`, reason: 'script' });
    const auth = at(node, 'authentication');
    if (auth === undefined) continue;
    const called = textAt(node, 'name') ?? name;
    for (const found of inEachEnvironment(environments, new Map(), (resolve) =>
      authorization(auth, called, where, resolve),
    )) {
      if (found !== null && 'reason' in found) leftOut.push(found);
      else if (found !== null) clients.push(found);
    }
  }
  if (clients.length > 0) return { kind: 'insomnia_export', clients, leftOut };
  const told = clientsInEachEnvironment(name, '', environments);
  return { kind: 'insomnia_export', clients: told.clients, leftOut: [...leftOut, ...told.leftOut] };
}

function authorization(auth: unknown, name: string, where: string, resolve: Resolve): FoundClient | LeftOut | null {
  const type = textAt(auth, 'type');
  if (type === null || type === 'none' || !isTree(auth)) return null;
  if (type !== 'oauth2') return { at: `${where}.authentication.${type}`, reason: 'unknown' };
  const values = Object.entries(auth).map(([key, value]): NamedValue => ({ name: key, value: scalar(value) ?? '' }));
  const found = foundClient(name, `${where}.authentication`, values, resolve);
  return isClient(found) ? found : { at: `${where}.authentication`, reason: 'unknown' };
}

/** Objects within the data are reached by a path: `{{ _.api.client_id }}`. */
function flat(data: unknown, path: string, depth = 0): readonly NamedValue[] {
  if (!isTree(data) || depth > 8) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    const text = scalar(value);
    return text === null ? flat(value, name, depth + 1) : [{ name, value: text }];
  });
}
