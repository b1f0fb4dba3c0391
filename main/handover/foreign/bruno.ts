/** Bruno: one .bru file (a request, a folder, a collection or an environment), or a collection that was exported as JSON. */
import { bruBlocks, type BruBlock } from './bru-text';
import { type Environment, environmentOf, inEachEnvironment, MOST_ENVIRONMENTS } from './each-environment';
import { clientsInVariables } from './environment';
import { foundClient, type FoundClient, isClient, type LeftOut, type NamedValue } from './found-client';
import { at, isTree, listAt, MOST_READ, type Place, scalar, textAt, type Tree, walk } from './json-tree';
import { resolver, type Resolve } from './variables';
import type { ForeignText } from './read-foreign';

/** Null where the text is no .bru file. */
export function readBru(text: string): ForeignText | null {
  const blocks = bruBlocks(text);
  if (blocks === null || !blocks.some(({ name }) => isKnown(name))) return null;
  const pairsOf = (wanted: (name: string) => boolean): readonly NamedValue[] =>
    blocks.filter((block) => wanted(block.name)).flatMap(({ pairs }) => pairs);
  const variables = pairsOf((name) => name === 'vars' || name === 'vars:pre-request');
  const resolve = resolver(new Map(variables.map(({ name, value }) => [name, value])));
  const name = pairsOf((block) => block === 'meta').find((pair) => pair.name === 'name')?.value ?? '';
  const oauth = pairsOf((block) => block === 'auth:oauth2');
  const leftOut = [...blocks.flatMap(leftOutOf), ...secretNames(blocks, oauth)];
  const found = foundClient(name, 'auth:oauth2', oauth, resolve);
  if (isClient(found)) return { kind: 'bruno_file', clients: [found], leftOut };
  const told = clientsInVariables(name, 'vars', variables);
  return { kind: 'bruno_file', clients: told.clients, leftOut: [...leftOut, ...told.leftOut] };
}

const methods = ['get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'connect', 'trace'];

/** Without one of them it is some other text that happens to have braces. */
function isKnown(name: string): boolean {
  return /^(?:meta|vars|auth|headers|params|body|script)\b/.test(name) || methods.includes(name);
}

/** What an environment has by name only. */
function secretNames(blocks: readonly BruBlock[], oauth: readonly NamedValue[]): readonly LeftOut[] {
  // What refers to one has no value, and is listed for that.
  if (oauth.length > 0) return [];
  return blocks
    .filter(({ name }) => name === 'vars:secret')
    .flatMap(({ names }) => names)
    .map((name) => ({ at: `vars:secret.${name}`, reason: 'no_value' }));
}

function leftOutOf({ name }: BruBlock): readonly LeftOut[] {
  if (/^(?:script|tests)\b/.test(name)) return [{ at: name, reason: 'script' }];
  // What further settings for the token request there are has blocks of its own.
  const other = name.startsWith('auth:') && name !== 'auth:oauth2';
  return other ? [{ at: name, reason: 'unknown' }] : [];
}

export function isBrunoCollection(tree: Tree): boolean {
  const items = listAt(tree, 'items');
  return (
    Array.isArray(at(tree, 'items')) &&
    (at(tree, 'brunoConfig') !== undefined ||
      textAt(tree, 'version') !== null ||
      items.some((item) => isTree(at(item, 'request'))))
  );
}

export function readBrunoCollection(tree: Tree): ForeignText {
  // Those of the collection hold in every environment, which may say otherwise.
  const common = variablesIn(at(at(at(at(tree, 'root'), 'request'), 'vars'), 'req'));
  const named = listAt(tree, 'environments').slice(0, MOST_ENVIRONMENTS);
  const environments: readonly Environment[] =
    named.length === 0
      ? [environmentOf('', common)]
      : named.map((environment) =>
          environmentOf(textAt(environment, 'name') ?? '', [...common, ...variablesIn(at(environment, 'variables'))]),
        );
  const name = textAt(tree, 'name') ?? '';
  const places: readonly Place[] = [
    { at: '', node: tree },
    ...walk(listAt(tree, 'items'), (node) => listAt(node, 'items'), 'items'),
  ];
  const clients: FoundClient[] = [];
  const leftOut: LeftOut[] = [];
  for (const { at: where, node } of places) {
    if (clients.length >= MOST_READ) {
      leftOut.unshift({ at: `${where}…`, reason: 'unknown' });
      break;
    }
    const inner = (part: string): string => (where === '' ? part : `${where}.${part}`);
    const called = where === '' ? name : (textAt(node, 'name') ?? name);
    for (const [request, part] of [
      [at(node, 'request'), 'request'],
      [at(at(node, 'root'), 'request'), 'root.request'],
    ] as const) {
      if (hasScript(request)) leftOut.push({ at: inner(`${part}.script`), reason: 'script' });
      const auth = at(request, 'auth');
      if (auth === undefined) continue;
      const own = where === '' ? [] : variablesIn(at(at(request, 'vars'), 'req'));
      for (const found of inEachEnvironment(environments, own, (resolve) =>
        authorization(auth, called, inner(`${part}.auth`), resolve),
      )) {
        if (found !== null && 'reason' in found) leftOut.push(found);
        else if (found !== null) clients.push(found);
      }
    }
  }
  return { kind: 'bruno_collection', clients, leftOut };
}

function variablesIn(list: unknown): readonly NamedValue[] {
  return (Array.isArray(list) ? list : [])
    .filter((variable) => at(variable, 'enabled') !== false)
    .map((variable) => ({ name: textAt(variable, 'name') ?? '', value: scalar(at(variable, 'value')) ?? '' }));
}

function hasScript(request: unknown): boolean {
  const script = at(request, 'script');
  return ['req', 'res'].some((part) => (textAt(script, part) ?? '') !== '') || (textAt(request, 'tests') ?? '') !== '';
}

function authorization(auth: unknown, name: string, where: string, resolve: Resolve): FoundClient | LeftOut | null {
  const mode = textAt(auth, 'mode');
  if (mode === null || ['none', 'inherit'].includes(mode)) return null;
  const block = at(auth, 'oauth2');
  if (mode !== 'oauth2' || !isTree(block)) return { at: `${where}.${mode}`, reason: 'unknown' };
  const values = Object.entries(block).map(([key, value]): NamedValue => ({ name: key, value: scalar(value) ?? '' }));
  const found = foundClient(name, `${where}.oauth2`, values, resolve);
  return isClient(found) ? found : { at: `${where}.oauth2`, reason: 'unknown' };
}
