/** Bruno: one .bru file (a request, a folder, a collection or an environment). */
import { bruBlocks, type BruBlock } from './bru-text';
import { type BrunoAuth, type BrunoPart, clientsInParts, isAnAuth } from './bruno-part';
import { environmentOf } from './each-environment';
import { clientsInVariables } from './environment';
import { type LeftOut, type NamedValue, placeOf } from './found-client';
import type { FurtherParam } from './further-params';
import { queryParams } from './token-request';
import type { ForeignText } from './read-foreign';

/** Null where the text is no .bru file. */
export function readBru(text: string): ForeignText | null {
  const blocks = bruBlocks(text);
  if (blocks === null || !blocks.some(({ name }) => isKnown(name))) return null;
  const pairsOf = (wanted: (name: string) => boolean): readonly NamedValue[] =>
    blocks.filter((block) => wanted(block.name)).flatMap(({ pairs }) => pairs);
  const variables = pairsOf((name) => name === 'vars' || name === 'vars:pre-request');
  const name = pairsOf((block) => block === 'meta').find((pair) => pair.name === 'name')?.value ?? '';
  const url = pairsOf((block) => methods.includes(block)).find((pair) => pair.name === 'url')?.value;
  const form = pairsOf((block) => block === 'body:form-urlencoded' || block === 'body:multipart-form');
  const part: BrunoPart = {
    place: '',
    name,
    auth: authIn(blocks),
    variables: [],
    scripts: blocks.filter((block) => /^(?:script|tests)\b/.test(block.name)).map((block) => block.name),
    sent: url === undefined ? null : { at: 'body', url, params: [...queryParams(url), ...form] },
  };
  const read = clientsInParts([environmentOf('', variables)], [part]);
  const others = blocks.filter((block) => isAuth(block) && block.name !== part.auth?.at);
  const leftOut = [...read.leftOut, ...others.map((block): LeftOut => ({ at: block.name, reason: 'unknown' }))];
  if (read.clients.length > 0) return { kind: 'bruno_file', clients: read.clients, leftOut };
  const told = clientsInVariables(name, 'vars', variables);
  return { kind: 'bruno_file', clients: told.clients, leftOut: [...leftOut, ...secretNames(blocks), ...told.leftOut] };
}

const methods = ['get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'connect', 'trace'];

/** Without one of them it is some other text that happens to have braces. */
function isKnown(name: string): boolean {
  return /^(?:meta|vars|auth|headers|params|body|script)\b/.test(name) || methods.includes(name);
}

/** What an environment has by name only. */
function secretNames(blocks: readonly BruBlock[]): readonly LeftOut[] {
  return blocks
    .filter(({ name }) => name === 'vars:secret')
    .flatMap(({ names }) => names)
    .map((name) => ({ at: placeOf('vars:secret', name), reason: 'no_value' }));
}

function isAuth({ name }: BruBlock): boolean {
  const [, mode = null] = /^auth:([\w-]+)$/.exec(name) ?? [];
  return isAnAuth(mode);
}

/** The OAuth block goes before others, which may be left from before. */
function authIn(blocks: readonly BruBlock[]): BrunoAuth | null {
  const block = blocks.find(({ name }) => name === 'auth:oauth2') ?? blocks.find(isAuth);
  if (block === undefined) return null;
  const mode = block.name.replace('auth:', '');
  return { at: block.name, mode, values: block.pairs, further: blocks.flatMap(furtherIn) };
}

/** What is sent besides has a block for each request and each part of it: `auth:oauth2:additional_params:auth_req:queryparams`. */
function furtherIn({ name: block, pairs }: BruBlock): readonly FurtherParam[] {
  const [, place = ''] = /^auth:oauth2:additional_params:(.+)$/.exec(block) ?? [];
  if (place === '') return [];
  const inAuthorizeUrl = place === 'auth_req:queryparams';
  return pairs.map(({ name, value }) => ({ at: placeOf(block, name), name, value, inAuthorizeUrl }));
}
