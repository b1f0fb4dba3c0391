/**
 * Postman: collections in the formats 2.0 (authorization as an object) and 2.1 (as a list), and environments. The authorization may stand on
 * the collection, on a folder or on a request; a request that asks for a token by itself counts too.
 */
import { clientsInVariables } from './environment';
import { foundClient, type FoundClient, isClient, type LeftOut, type NamedValue } from './found-client';
import { at, isTree, listAt, type Place, scalar, textAt, type Tree, walk } from './json-tree';
import { clientInRequest } from './token-request';
import { resolver, type Resolve } from './variables';
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
  const variables = listAt(tree, 'values')
    .filter((variable) => at(variable, 'enabled') !== false)
    .map((variable): NamedValue => ({
      name: textAt(variable, 'key') ?? '',
      value: scalar(at(variable, 'value')) ?? '',
    }));
  return { kind: 'postman_environment', ...clientsInVariables(textAt(tree, 'name') ?? '', '', variables) };
}

export function readPostmanCollection(tree: Tree): ForeignText {
  const name = textAt(at(tree, 'info'), 'name') ?? '';
  const resolve = resolver(
    new Map(
      listAt(tree, 'variable').map((variable) => [textAt(variable, 'key') ?? '', scalar(at(variable, 'value')) ?? '']),
    ),
  );
  const places: readonly Place[] = [
    { at: '', node: tree },
    ...walk(listAt(tree, 'item'), (node) => listAt(node, 'item'), 'item'),
  ];
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  for (const { at: where, node } of places) {
    const inner = (part: string): string => (where === '' ? part : `${where}.${part}`);
    const called = where === '' ? name : (textAt(node, 'name') ?? name);
    if (listAt(node, 'event').length > 0) leftOut.push({ at: inner('event'), reason: 'script' });
    const request = at(node, 'request');
    const asked = tokenRequest(request, called, inner('request'), resolve);
    for (const found of [
      authorization(at(node, 'auth'), called, inner('auth'), resolve),
      asked ?? authorization(at(request, 'auth'), called, inner('request.auth'), resolve),
    ]) {
      if (found !== null && 'reason' in found) leftOut.push(found);
      else if (found !== null) clients.push(found);
    }
  }
  return { kind: 'postman_collection', clients, leftOut };
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
  return isClient(found) ? found : { at: `${where}.oauth2`, reason: 'unknown' };
}

function tokenRequest(request: unknown, name: string, where: string, resolve: Resolve): FoundClient | null {
  const form = listAt(at(request, 'body'), 'urlencoded');
  const params = form
    .filter((entry) => at(entry, 'disabled') !== true)
    .map((entry): NamedValue => ({ name: textAt(entry, 'key') ?? '', value: scalar(at(entry, 'value')) ?? '' }));
  const url = textAt(request, 'url') ?? textAt(at(request, 'url'), 'raw') ?? '';
  return clientInRequest({ name, at: where, url, params, user: basicUser(at(request, 'auth')) }, resolve);
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
