/** Provider files as people get them wrong, through the folder they are dropped into: each is told by its place and how to mend it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadProviderFolder } from './folder';

const good = {
  version: 1,
  id: 'acme',
  name: 'Acme',
  endpoints: { authorize: 'https://login.acme.example/authorize', token: 'https://login.acme.example/token' },
  grants: { authorization_code: {}, refresh_token: {} },
};
const text = JSON.stringify(good, null, 2);
const but = (patch: Record<string, unknown>): string => JSON.stringify({ ...good, ...patch });
const shop = { authorize: 'https://login.acme.example/a', token: 'https://{shop}.acme.example/t' };

const wrong: readonly (readonly [what: string, content: string | Uint8Array, ...told: string[]])[] = [
  [
    'a key with a letter too many',
    but({ token_requests: {} }),
    'token_requests | is not known here: did you mean "token_request"?',
  ],
  [
    'a key with a letter too few',
    but({ reply: { fields: { acess_token: 't' } } }),
    'reply.fields.acess_token | is not known here: did you mean "access_token"?',
  ],
  [
    'a key in camel case',
    but({ token_request: { clientIdInBody: true } }),
    'token_request.clientIdInBody | is not known here: did you mean "client_id_in_body"?',
  ],
  [
    'a key at the wrong place',
    but({ scope_separator: ',' }),
    'scope_separator | is not known here: it belongs to authorize or reply',
  ],
  ['a key of nowhere', but({ colour: 'red' }), 'colour | is not known here: correct its spelling or remove it'],
  ['a list for a text', but({ default_scope: ['a', 'b'] }), 'default_scope | must be a text, not a list'],
  [
    'a text for a list',
    but({ callback: { code: 'auth_code' } }),
    'callback.code | must be a list, not a text: put it into [ ]',
  ],
  [
    'a number in quotes',
    but({ reply: { default_expires_in: '3600' } }),
    'reply.default_expires_in | must be a number, not a text: write it without quotes',
  ],
  ['half a second', but({ reply: { default_expires_in: 0.5 } }), 'reply.default_expires_in | must be a whole number'],
  ['a version in quotes', but({ version: '1' }), 'version | must be 1'],
  ['no name', but({ name: undefined }), 'name | is missing: add a text'],
  ['no grants', but({ grants: undefined }), 'grants | is missing: add an object { … }'],
  ['a name in one language of two', but({ name: { en: 'Acme' } }), 'name.zh-CN | is missing: add a text'],
  ['a number for a name', but({ name: 5 }), 'name | must be a text or an object { … }, not a number'],
  [
    'an id with a space',
    but({ id: 'My server' }),
    'id | must be made of lower-case letters, digits and hyphens, 40 at most',
  ],
  [
    'a variable with a capital',
    but({ variables: { Shop: {} } }),
    'variables.Shop | must be a name of lower-case letters, digits and "_" that begins with a letter, 40 at most',
  ],
  [
    'http to another computer',
    but({ endpoints: { ...good.endpoints, authorize: 'http://login.acme.example/a' } }),
    'endpoints.authorize | must be https; http is taken for loopback hosts only (localhost, 127.0.0.1, [::1])',
  ],
  [
    'an endpoint without its host',
    but({ endpoints: { ...good.endpoints, token: '/token' } }),
    'endpoints.token | must be an absolute URL that starts with https:// (http:// for a loopback host)',
  ],
  [
    'a pattern that is none',
    but({ error: { pattern: '^(\\d+:(.*)$' } }),
    'error.pattern | is not a regular expression: check brackets and escapes (in JSON a backslash is written \\\\)',
  ],
  [
    'a pattern that can take for ever',
    but({ error: { pattern: '^(?:a+)+(b):(.*)$' } }),
    'error.pattern | repeats a group, which can take for ever: repeat single characters or classes only',
  ],
  [
    'a variable that can take for ever',
    but({ endpoints: shop, variables: { shop: { pattern: '(a|a)*b', hosts: ['*.acme.example'] } } }),
    'variables.shop.pattern | repeats a group, which can take for ever: repeat single characters or classes only',
  ],
  [
    'a variable in a host, without hosts',
    but({ endpoints: shop, variables: { shop: {} } }),
    'variables.shop.hosts | is needed, because the variable stands in the host of an endpoint',
  ],
  [
    'a variable that nobody describes',
    but({ endpoints: shop }),
    'endpoints.token | {shop} is not described: add "shop" to variables',
  ],
  [
    'a placeholder of nothing',
    but({ token_request: { headers: { 'X-Key': '{app_key}' } } }),
    'token_request.headers.X-Key | {app_key} has no value here: it may be {client_id}, {client_secret}',
  ],
  [
    'a grant that follows and is not there',
    but({ grants: { authorization_code: { followed_by: 'long' } } }),
    'grants.authorization_code.followed_by | must name a grant of this file that has "sends"',
  ],
  ['true for a choice', but({ authorize: { pkce: true } }), 'authorize.pkce | must be one of "S256", "plain", "off"'],
  ['nothing between scopes', but({ reply: { scope_separator: '' } }), 'reply.scope_separator | must not be empty'],
  [
    'words too short to tell anything',
    but({ error: { texts: { retry: ['no'] } } }),
    'error.texts.retry[0] | needs at least 4 characters',
  ],
  ['a list at the top', '[1]', ' | must be an object { … }, not a list'],
  [
    'a comment',
    text.replace('"id"', '// my server\n  "id"'),
    ' | line 3, column 3: JSON has no comments: remove it; remarks may go into "notes"',
  ],
  [
    'a comment at the end of a line',
    text.replace('"Acme"', '"Acme" /* us */'),
    ' | line 4, column 18: JSON has no comments: remove it; remarks may go into "notes"',
  ],
  ['a comma too many', `${text.slice(0, -2)},\n}`, ' | line 12, column 4: a comma too many before "}": remove it'],
  [
    'a key that stands twice',
    text.replace('"id"', '"id": "one",\n  "id"'),
    ' | line 4, column 3: the key "id" stands here twice: remove one',
  ],
  ['single quotes', text.replaceAll('"', "'"), ' | line 2, column 3: expected a key in double quotes here'],
  [
    'YAML',
    'version: 1\nid: acme\n',
    ' | line 1, column 1: expected a value here: a text in double quotes, a number, true, false, null, { or [',
  ],
  ['nothing', ' \n', ' | line 2, column 1: the file is empty: begin with { "version": 1, … }'],
  [
    'its end missing',
    text.slice(0, 60),
    ' | line 5, column 3: a text that begins here is not closed on its line: add the closing quote',
  ],
  ['200 levels', '{"a":'.repeat(200), ' | line 1, column 326: is nested too deep: 64 levels at most'],
  ['300 KiB', but({ notes: ['x'.repeat(300 * 1024)] }), ' | is larger than 256 KiB: shorten it'],
  ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), ' | is not UTF-8: save it in that encoding'],
  ['Latin-1', Buffer.from('{"name":"Café"}', 'latin1'), ' | is not UTF-8: save it in that encoding'],
];

it.each(wrong)('a file with %s is told what to mend', async (_what, content, ...told) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-wrong-'));
  try {
    await writeFile(path.join(folder, 'acme.json'), content);
    const { sources, broken } = await loadProviderFolder(folder);
    expect(sources).toEqual([]);
    expect(broken.map((one) => `${one.path} | ${one.reason}`)).toEqual(told);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('a byte order mark is no mistake', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-wrong-'));
  try {
    await writeFile(path.join(folder, 'acme.json'), `\uFEFF${text}`);
    expect(await loadProviderFolder(folder)).toMatchObject({ sources: [{ provider: { id: 'acme' } }], broken: [] });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('all that is said stands in testing/wrong-files.txt, by which the translations are tested', async () => {
  const said = [...new Set(wrong.flatMap(([, , ...told]) => told.map((one) => one.slice(one.indexOf(' | ') + 3))))];
  await expect(`${said.toSorted().join('\n')}\n`).toMatchFileSnapshot('./testing/wrong-files.txt');
});
