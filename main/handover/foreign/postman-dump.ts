/**
 * Postman: everything in one file, as the app exports its data (several collections, environments and globals), and collections of the format
 * 1 that stand in it: a flat list of requests, which are read as those of format 2 are.
 */
import { environmentOf, MOST_ENVIRONMENTS } from './each-environment';
import { clientsInEachEnvironment } from './environment';
import type { FoundClient, LeftOut } from './found-client';
import { at, isTree, listAt, MOST_READ, textAt, type Tree } from './json-tree';
import { clientsInCollection, environmentVariables, isPostmanCollection } from './postman';
import type { ForeignText } from './read-foreign';

export function isPostmanDump(tree: Tree): boolean {
  return collectionsIn(tree).length > 0 || isFormatOne(tree);
}

export function readPostmanDump(tree: Tree): ForeignText {
  const globals = listAt(tree, 'globals');
  // A list of variables, or of one environment with them.
  const everywhere = [...environmentVariables({ values: globals }), ...globals.flatMap(environmentVariables)];
  const environments = listAt(tree, 'environments')
    .filter(isTree)
    .slice(0, MOST_ENVIRONMENTS)
    .map((node) => environmentOf(textAt(node, 'name') ?? '', environmentVariables(node)));
  const around = { environments, globals: environmentOf('', everywhere).values };
  const collections = isFormatOne(tree) ? [{ where: '', node: tree }] : collectionsIn(tree);
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  for (const { where, node } of collections) {
    if (clients.length >= MOST_READ) {
      leftOut.unshift({ at: `${where}…`, reason: 'unknown' });
      break;
    }
    const read = clientsInCollection(isFormatOne(node) ? asFormatTwo(node) : node, where, around);
    clients.push(...read.clients);
    leftOut.push(...read.leftOut);
  }
  if (clients.length > 0) return { kind: 'postman_collection', clients, leftOut };
  const told = clientsInEachEnvironment('', 'environments', environments);
  return { kind: 'postman_collection', clients: told.clients, leftOut: [...leftOut, ...told.leftOut] };
}

/** SECURITY: of thousands only the first ones are read. */
const MOST_COLLECTIONS = 500;

interface Collection {
  readonly where: string;
  readonly node: Tree;
}

/** Postman's API wraps each: `{ "collection": … }`. */
function collectionsIn(tree: Tree): readonly Collection[] {
  return listAt(tree, 'collections')
    .slice(0, MOST_COLLECTIONS)
    .flatMap((each, index): readonly Collection[] => {
      const node = at(each, 'collection') ?? each;
      return isTree(node) && (isPostmanCollection(node) || isFormatOne(node))
        ? [{ where: `collections[${index}]`, node }]
        : [];
    });
}

function isFormatOne(tree: Tree): boolean {
  return Array.isArray(at(tree, 'requests')) && (Array.isArray(at(tree, 'order')) || textAt(tree, 'id') !== null);
}

/** Folders have no requests in them; both name what they inherit from, which says nothing of clients. */
function asFormatTwo(tree: Tree): Tree {
  const folders = listAt(tree, 'folders')
    .filter(isTree)
    .map((folder) => ({ name: textAt(folder, 'name') ?? '', auth: at(folder, 'auth'), event: at(folder, 'events') }));
  const requests = listAt(tree, 'requests')
    .filter(isTree)
    .map((request) => ({
      name: textAt(request, 'name') ?? '',
      event: at(request, 'events'),
      request: {
        auth: at(request, 'auth') ?? olderAuth(request),
        url: at(request, 'url'),
        header: at(request, 'headers'),
        body: bodyOf(request),
      },
    }));
  return {
    info: { name: textAt(tree, 'name') ?? '' },
    auth: at(tree, 'auth'),
    event: at(tree, 'events'),
    variable: listAt(tree, 'variables'),
    item: [...folders, ...requests],
  };
}

/** As it was kept before 2017. */
function olderAuth(request: Tree): object | null {
  const values = at(request, 'helperAttributes');
  const helper = textAt(request, 'currentHelper');
  if (helper === 'basicAuth') return { type: 'basic', basic: values };
  // Its id says what it is, once more.
  return helper === 'oAuth2' ? { type: 'oauth2', oauth2: isTree(values) ? { ...values, id: '' } : {} } : null;
}

function bodyOf(request: Tree): object {
  const raw = textAt(request, 'rawModeData');
  if (textAt(request, 'dataMode') === 'raw' && raw !== null) return { mode: 'raw', raw };
  const data = at(request, 'data');
  return typeof data === 'string' ? { mode: 'raw', raw: data } : { urlencoded: data };
}
