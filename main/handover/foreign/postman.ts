/**
 * Postman: collections in the formats 2.0 (authorization as an object) and 2.1 (as a list), and environments. The authorization may stand on
 * the collection, on a folder or on a request; a request that asks for a token by itself counts too.
 */
import { type Environment, environmentOf, inEachEnvironment } from './each-environment';
import { clientsInVariables, type FoundInVariables } from './environment';
import { foundClient, type FoundClient, isClient, type LeftOut, type NamedValue, placeOf } from './found-client';
import { type FurtherParam, withFurtherParams } from './further-params';
import { at, isTree, listAt, MOST_READ, type Place, scalar, textAt, type Tree, walk } from './json-tree';
import { clientInRequest, formParams, jsonMembers, queryParams } from './token-request';
import type { Resolve, Values } from './variables';
import type { ForeignText } from './read-foreign';

export function isPostmanCollection(tree: Tree): boolean {
  return isTree(at(tree, 'info')) && Array.isArray(at(tree, 'item'));
}

export function isPostmanEnvironment(tree: Tree): boolean {
  return (
    Array.isArray(at(tree, 'values')) &&
    (at(tree, '_postman_variable_scope') !== undefined || textAt(tree, 'name') !== null)
  );
}

export function readPostmanEnvironment(tree: Tree): ForeignText {
  const told = clientsInVariables(textAt(tree, 'name') ?? '', '', environmentVariables(tree));
  // An export has the names of secrets, and their values only where their user wanted that.
  const empty = listAt(tree, 'values')
    .filter((variable) => at(variable, 'enabled') !== false && textAt(variable, 'type') === 'secret')
    .filter((variable) => scalar(at(variable, 'value')) === '')
    .map((variable): LeftOut => ({ at: textAt(variable, 'key') ?? '', reason: 'no_value' }));
  return { kind: 'postman_environment', clients: told.clients, leftOut: [...told.leftOut, ...empty] };
}

export function environmentVariables(tree: unknown): readonly NamedValue[] {
  return listAt(tree, 'values')
    .filter((variable) => at(variable, 'enabled') !== false)
    .map((variable) => ({ name: textAt(variable, 'key') ?? '', value: scalar(at(variable, 'value')) ?? '' }));
}

export function readPostmanCollection(tree: Tree): ForeignText {
  return { kind: 'postman_collection', ...clientsInCollection(tree, '', { environments: [], globals: new Map() }) };
}

/** What stands beside a collection: environments go before its own variables, globals after them. */
export interface Surroundings {
  readonly environments: readonly Environment[];
  readonly globals: Values;
}

/** @param prefix where the collection stands, for the list of what was left out */
export function clientsInCollection(tree: Tree, prefix: string, around: Surroundings): FoundInVariables {
  const name = textAt(at(tree, 'info'), 'name') ?? '';
  const own = environmentOf('', variablesIn(listAt(tree, 'variable')));
  const outer = around.environments.length === 0 ? [environmentOf('', [])] : around.environments;
  const environments = outer.map(({ values, ...environment }): Environment => ({
    ...environment,
    values: { get: (key) => values.get(key) ?? own.values.get(key) ?? around.globals.get(key) },
  }));
  const nothingAbove = new Map<string, string>();
  const places: readonly Place[] = [
    { at: '', node: tree },
    ...walk(listAt(tree, 'item'), (node) => listAt(node, 'item'), 'item'),
  ];
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  for (const { at: within, node } of places) {
    const where = [prefix, within].filter((part) => part !== '').join('.');
    if (clients.length >= MOST_READ) {
      leftOut.unshift({ at: `${where}…`, reason: 'unknown' });
      break;
    }
    const inner = (part: string): string => (where === '' ? part : `${where}.${part}`);
    const called = within === '' ? name : (textAt(node, 'name') ?? name);
    if (listAt(node, 'event').length > 0) leftOut.push({ at: inner('event'), reason: 'script' });
    const auth = at(node, 'auth');
    const request = at(node, 'request');
    const readers: readonly ((resolve: Resolve) => FoundClient | LeftOut | null)[] = [
      (resolve) => authorization(auth, called, inner('auth'), resolve),
      (resolve) =>
        tokenRequest(request, called, inner('request'), resolve) ??
        authorization(at(request, 'auth'), called, inner('request.auth'), resolve),
    ];
    for (const found of readers.flatMap((read) => inEachEnvironment(environments, nothingAbove, read))) {
      if (found !== null && 'reason' in found) leftOut.push(found);
      else if (found !== null) clients.push(found);
    }
  }
  return { clients, leftOut };
}

/** The schema lets either name one; older exports have an id only. */
function variablesIn(list: readonly unknown[]): readonly NamedValue[] {
  return list
    .filter((variable) => at(variable, 'disabled') !== true)
    .map((variable) => ({
      name: textAt(variable, 'key') ?? textAt(variable, 'id') ?? '',
      value: scalar(at(variable, 'value')) ?? '',
    }));
}

/** Null where there is none; another kind of authorization is listed. */
function authorization(auth: unknown, name: string, where: string, resolve: Resolve): FoundClient | LeftOut | null {
  const type = textAt(auth, 'type');
  if (type === null || type === 'noauth') return null;
  if (type !== 'oauth2') return { at: `${where}.${type}`, reason: 'unknown' };
  const block = at(auth, 'oauth2');
  const values: NamedValue[] = Array.isArray(block)
    ? block.map((entry) => ({ name: textAt(entry, 'key') ?? '', value: scalar(at(entry, 'value')) ?? '' }))
    : Object.entries(isTree(block) ? block : {}).map(([key, value]) => ({ name: key, value: scalar(value) ?? '' }));
  // What a token is called there says nothing of the client.
  const telling = values.filter((value) => value.name !== 'tokenName');
  const found = foundClient(name, `${where}.oauth2`, telling, resolve);
  if (!isClient(found)) return { at: `${where}.oauth2`, reason: 'unknown' };
  return withParams(found, block, `${where}.oauth2`, resolve);
}

/** Further parameters, each with where it is sent: those of the authorize URL are taken, of the others it is told that they are there. */
function withParams(found: FoundClient, block: unknown, where: string, resolve: Resolve): FoundClient {
  const member = (name: string): readonly unknown[] =>
    Array.isArray(block)
      ? listAt(
          block.find((entry) => textAt(entry, 'key') === name),
          'value',
        )
      : listAt(block, name);
  const further = ['authRequestParams', 'tokenRequestParams', 'refreshRequestParams'].flatMap((list) =>
    member(list)
      .filter((entry) => (textAt(entry, 'key') ?? '') !== '' && at(entry, 'enabled') !== false)
      .map((entry): FurtherParam => {
        const name = textAt(entry, 'key') ?? '';
        const value = resolve(scalar(at(entry, 'value')) ?? '');
        return { at: placeOf(`${where}.${list}`, name), name, value, inAuthorizeUrl: list === 'authRequestParams' };
      }),
  );
  return withFurtherParams(found, further);
}

function tokenRequest(request: unknown, name: string, where: string, resolve: Resolve): FoundClient | null {
  const user = basicUser(at(request, 'auth')) ?? basicHeader(at(request, 'header'));
  const url = urlOf(at(request, 'url'));
  const params = [...queryParams(url), ...paramsIn(at(request, 'body'))];
  return clientInRequest({ name, at: where, url, params, user }, resolve);
}

/** A text, or an object with the text in it, or with nothing but the text's parts. */
function urlOf(url: unknown): string {
  const text = scalar(url) ?? textAt(url, 'raw');
  if (text !== null) return text;
  const joined = (name: string, mark: string): string => scalar(at(url, name)) ?? listAt(url, name).join(mark);
  const [host, port] = [joined('host', '.'), scalar(at(url, 'port'))];
  if (host === '') return '';
  return `${textAt(url, 'protocol') ?? 'https'}://${host}${port === null ? '' : `:${port}`}/${joined('path', '/').replace(/^\//, '')}`;
}

/** A form in any of the three ways in which Postman keeps one, or JSON. */
function paramsIn(body: unknown): readonly NamedValue[] {
  const raw = textAt(body, 'mode') === 'raw' ? (textAt(body, 'raw') ?? '') : '';
  if (/^\s*[\w.-]+=/.test(raw)) return formParams(raw.trim());
  if (/^\s*\{\s*"/.test(raw)) return jsonMembers(raw);
  return [...listAt(body, 'urlencoded'), ...listAt(body, 'formdata')]
    .filter(
      (entry) => at(entry, 'disabled') !== true && at(entry, 'enabled') !== false && textAt(entry, 'type') !== 'file',
    )
    .map((entry) => ({ name: textAt(entry, 'key') ?? '', value: scalar(at(entry, 'value')) ?? '' }));
}

/** `id:secret` of an Authorization header that was written by hand. */
function basicHeader(headers: unknown): string | null {
  const lines = Array.isArray(headers)
    ? headers
        .filter((entry) => at(entry, 'disabled') !== true)
        .map((entry) => `${textAt(entry, 'key') ?? ''}: ${textAt(entry, 'value') ?? ''}`)
    : (scalar(headers) ?? '').split('\n');
  const [, coded] = lines.map((line) => /^authorization:\s*basic\s+([\w+/=-]+)\s*$/i.exec(line)).find(Boolean) ?? [];
  return coded === undefined ? null : Buffer.from(coded, 'base64').toString('utf8');
}

/** `id:secret` of basic authorization; null where there is another one, or none. */
function basicUser(auth: unknown): string | null {
  if (textAt(auth, 'type') !== 'basic') return null;
  const block = at(auth, 'basic');
  const value = (name: string): string =>
    (Array.isArray(block)
      ? scalar(
          at(
            block.find((entry) => textAt(entry, 'key') === name),
            'value',
          ),
        )
      : textAt(block, name)) ?? '';
  return `${value('username')}:${value('password')}`;
}
