/** Bruno: a collection that was exported as JSON. */
import { type BrunoAuth, type BrunoPart, type BrunoSent, clientsInWhole, isAnAuth } from './bruno-part';
import { type Environment, environmentOf, MOST_ENVIRONMENTS } from './each-environment';
import { type NamedValue, placeOf } from './found-client';
import type { FurtherParam } from './further-params';
import { at, isTree, listAt, scalar, textAt, type Tree, walk } from './json-tree';
import { jsonMembers, queryParams } from './token-request';
import type { ForeignText } from './read-foreign';

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
  return { kind: 'bruno_collection', ...clientsInWhole(name, environments, partsOf(tree, name)) };
}

function* partsOf(tree: Tree, name: string): Iterable<BrunoPart> {
  const places = [{ at: '', node: tree }, ...walk(listAt(tree, 'items'), (node) => listAt(node, 'items'), 'items')];
  for (const { at: place, node } of places)
    for (const [request, part] of [
      [at(node, 'request'), 'request'],
      [at(at(node, 'root'), 'request'), 'root.request'],
    ] as const) {
      if (!isTree(request)) continue;
      const where = place === '' ? part : `${place}.${part}`;
      yield {
        place,
        name: place === '' ? name : (textAt(node, 'name') ?? name),
        auth: authIn(at(request, 'auth'), `${where}.auth`),
        variables: place === '' ? [] : variablesIn(at(at(request, 'vars'), 'req')),
        scripts: hasScript(request) ? [`${where}.script`] : [],
        sent: sentIn(request, where),
      };
    }
}

function variablesIn(list: unknown): readonly NamedValue[] {
  return (Array.isArray(list) ? list : [])
    .filter((variable) => at(variable, 'enabled') !== false)
    .map((variable) => ({ name: textAt(variable, 'name') ?? '', value: scalar(at(variable, 'value')) ?? '' }));
}

function hasScript(request: Tree): boolean {
  const script = at(request, 'script');
  return ['req', 'res'].some((part) => (textAt(script, part) ?? '') !== '') || (textAt(request, 'tests') ?? '') !== '';
}

function authIn(auth: unknown, where: string): BrunoAuth | null {
  const mode = textAt(auth, 'mode');
  if (!isAnAuth(mode)) return null;
  const block = at(auth, mode);
  const place = `${where}.${mode}`;
  const values = Object.entries(isTree(block) ? block : {}).flatMap(([name, value]): NamedValue[] => {
    const text = scalar(value);
    return text === null ? [] : [{ name, value: text }];
  });
  return { at: place, mode, values, further: furtherIn(at(block, 'additionalParameters'), place) };
}

function furtherIn(lists: unknown, where: string): readonly FurtherParam[] {
  return ['authorization', 'token', 'refresh'].flatMap((phase) =>
    listAt(lists, phase)
      .filter((param) => at(param, 'enabled') !== false)
      .map((param) => ({
        at: placeOf(`${where}.additionalParameters.${phase}`, textAt(param, 'name') ?? ''),
        name: textAt(param, 'name') ?? '',
        value: scalar(at(param, 'value')) ?? '',
        inAuthorizeUrl: phase === 'authorization' && textAt(param, 'sendIn') === 'queryparams',
      })),
  );
}

function sentIn(request: Tree, where: string): BrunoSent | null {
  const url = textAt(request, 'url');
  if (url === null) return null;
  const body = at(request, 'body');
  const mode = textAt(body, 'mode') ?? '';
  const form = mode === 'formUrlEncoded' || mode === 'multipartForm' ? variablesIn(at(body, mode)) : [];
  const json = mode === 'json' ? jsonMembers(textAt(body, 'json') ?? '') : [];
  return { at: where, url, params: [...queryParams(url), ...form, ...json] };
}
