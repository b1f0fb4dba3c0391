/**
 * OpenCollection, the form in which Bruno keeps collections since 3 (YAML): one file for a collection, a folder, a request or an environment
 * each, or all of them in one file. And Bruno's environments that were exported as JSON, which say the same in nearly the same words.
 */
import { type BrunoAuth, type BrunoPart, type BrunoSent, clientsInWhole, isAnAuth } from './bruno-part';
import { environmentOf, MOST_ENVIRONMENTS } from './each-environment';
import { clientsInVariables } from './environment';
import { type LeftOut, type NamedValue, placeOf } from './found-client';
import type { FurtherParam } from './further-params';
import { at, isTree, listAt, scalar, textAt, type Tree, walk } from './json-tree';
import { jsonMembers, queryParams } from './token-request';
import type { ForeignText } from './read-foreign';

const protocols = ['http', 'graphql', 'grpc', 'websocket'];
const itemTypes = [...protocols, 'folder'];

export function isOpenCollection(tree: Tree): boolean {
  return at(tree, 'opencollection') !== undefined || itemTypes.includes(textAt(at(tree, 'info'), 'type') ?? '');
}

export function readOpenCollection(tree: Tree): ForeignText {
  const isWhole = at(tree, 'opencollection') !== undefined;
  // Those of the collection hold in every environment, which may say otherwise.
  const common = variablesIn(at(at(tree, 'request'), 'variables'));
  const named = listAt(at(tree, 'config'), 'environments').slice(0, MOST_ENVIRONMENTS);
  const environments =
    named.length === 0
      ? [environmentOf('', isWhole ? common : ownVariables(tree))]
      : named.map((environment) =>
          environmentOf(textAt(environment, 'name') ?? '', [...common, ...variablesIn(at(environment, 'variables'))]),
        );
  const name = textAt(at(tree, 'info'), 'name') ?? '';
  return {
    kind: isWhole ? 'bruno_collection' : 'bruno_file',
    ...clientsInWhole(name, environments, partsOf(tree, name)),
  };
}

function* partsOf(tree: Tree, name: string): Iterable<BrunoPart> {
  const places = [{ at: '', node: tree }, ...walk(listAt(tree, 'items'), (node) => listAt(node, 'items'), 'items')];
  for (const { at: place, node } of places) {
    const protocol = protocols.find((each) => isTree(at(node, each)));
    const inner = (part: string): string => (place === '' ? part : `${place}.${part}`);
    const request = at(node, protocol ?? 'request');
    const scripts = protocol === undefined ? 'request' : 'runtime';
    yield {
      place,
      name: textAt(at(node, 'info'), 'name') ?? name,
      // The first releases had it among what is run.
      auth:
        authIn(at(request, 'auth'), inner(`${protocol ?? 'request'}.auth`)) ??
        authIn(at(at(node, 'runtime'), 'auth'), inner('runtime.auth')),
      variables: place === '' ? [] : ownVariables(node),
      scripts: listAt(at(node, scripts), 'scripts').length > 0 ? [inner(`${scripts}.scripts`)] : [],
      sent: protocol === 'http' ? sentIn(request, inner(protocol)) : null,
    };
  }
}

/** Those of a folder, or of a request. */
function ownVariables(node: Tree): readonly NamedValue[] {
  return [...variablesIn(at(at(node, 'request'), 'variables')), ...variablesIn(at(at(node, 'runtime'), 'variables'))];
}

/** Without those that are turned off, and those that are secrets: of these the file has no more than the name. */
function variablesIn(list: unknown): readonly NamedValue[] {
  return (Array.isArray(list) ? list : []).filter(isOn).flatMap((variable): NamedValue[] => {
    const value = valueOf(at(variable, 'value'));
    return value === null ? [] : [{ name: textAt(variable, 'name') ?? '', value }];
  });
}

function isOn(entry: unknown): boolean {
  return at(entry, 'disabled') !== true && at(entry, 'enabled') !== false;
}

/** A text, one with its type, or the chosen one of several. */
function valueOf(value: unknown): string | null {
  const chosen = Array.isArray(value)
    ? at(value.find((each) => at(each, 'selected') === true) ?? value[0], 'value')
    : value;
  return scalar(chosen) ?? scalar(at(chosen, 'data'));
}

function authIn(auth: unknown, where: string): BrunoAuth | null {
  const mode = textAt(auth, 'type');
  if (!isTree(auth) || !isAnAuth(mode)) return null;
  const { additionalParameters, pkce, ...rest } = auth;
  const isOff = at(pkce, 'disabled') === true;
  const proof: readonly NamedValue[] = isTree(pkce)
    ? [
        { name: 'pkce', value: String(!isOff) },
        { name: 'pkce_method', value: textAt(pkce, 'method') ?? '', shown: 'pkce.method' },
      ]
    : [];
  const place = mode === 'oauth2' ? where : `${where}.${mode}`;
  return { at: place, mode, values: [...proof, ...leaves(rest, '')], further: furtherIn(additionalParameters, place) };
}

/** Where this form has other names for things than Bruno's others. */
const names: Readonly<Record<string, string>> = {
  flow: 'grant_type',
  'credentials.placement': 'credentials_placement',
  'tokenConfig.id': 'credentials_id',
  'tokenConfig.source': 'token_source',
  'tokenConfig.placement.header': 'token_header_prefix',
};

function leaves(tree: Tree, path: string, depth = 0): readonly NamedValue[] {
  return Object.entries(tree).flatMap(([key, value]): readonly NamedValue[] => {
    const shown = path === '' ? key : `${path}.${key}`;
    if (isTree(value)) return depth < 4 ? leaves(value, shown, depth + 1) : [];
    const name = Object.hasOwn(names, shown) ? (names[shown] ?? key) : key;
    return [{ name, value: scalar(value) ?? '', shown }];
  });
}

function furtherIn(lists: unknown, where: string): readonly FurtherParam[] {
  return ['authorizationRequest', 'accessTokenRequest', 'refreshTokenRequest'].flatMap((phase) =>
    listAt(lists, phase)
      .filter(isOn)
      .map((param) => ({
        at: placeOf(`${where}.additionalParameters.${phase}`, textAt(param, 'name') ?? ''),
        name: textAt(param, 'name') ?? '',
        value: scalar(at(param, 'value')) ?? '',
        inAuthorizeUrl: phase === 'authorizationRequest' && textAt(param, 'placement') === 'query',
      })),
  );
}

function sentIn(http: unknown, where: string): BrunoSent | null {
  const url = textAt(http, 'url');
  if (url === null) return null;
  const written = at(http, 'body');
  const variants = Array.isArray(written) ? written : [];
  const body =
    variants.length === 0 ? written : at(variants.find((each) => at(each, 'selected') === true) ?? variants[0], 'body');
  const data = at(body, 'data');
  const json = textAt(body, 'type') === 'json' && typeof data === 'string' ? jsonMembers(data) : [];
  return { at: where, url, params: [...queryParams(url), ...variablesIn(data), ...json] };
}

/** One environment, or the list of them that Bruno exports. */
export function isBrunoEnvironment(tree: Tree): boolean {
  const isOne = textAt(tree, 'name') !== null && Array.isArray(at(tree, 'variables'));
  return isOne || (textAt(at(tree, 'info'), 'type') === 'bruno-environment' && Array.isArray(at(tree, 'environments')));
}

export function readBrunoEnvironment(tree: Tree): ForeignText {
  const listed = listAt(tree, 'environments').filter(isTree).slice(0, MOST_ENVIRONMENTS);
  const told = (listed.length === 0 ? [tree] : listed).map((environment) => {
    const name = textAt(environment, 'name') ?? '';
    const place = listed.length > 1 ? placeOf('', name) : '';
    const found = clientsInVariables(name, place, variablesIn(at(environment, 'variables')));
    return { clients: found.clients, leftOut: [...found.leftOut, ...secretNames(environment, place)] };
  });
  return {
    kind: 'bruno_file',
    clients: told.flatMap(({ clients }) => clients),
    leftOut: told.flatMap(({ leftOut }) => leftOut),
  };
}

/** What an environment has by name only: Bruno keeps the values elsewhere, or a service does. */
function secretNames(environment: Tree, where: string): readonly LeftOut[] {
  const secrets = listAt(environment, 'variables').filter(
    (variable) => at(variable, 'secret') === true && (scalar(at(variable, 'value')) ?? '') === '',
  );
  return [...secrets, ...listAt(at(environment, 'externalSecrets'), 'variables')]
    .filter(isOn)
    .map((variable) => ({ at: placeOf(where, textAt(variable, 'name') ?? ''), reason: 'no_value' }));
}
