/** Rules on the names a provider file gives and refers to: variables, client fields, placeholders, renamed parameters, hooks. */
import { checkWholePattern } from './error-pattern';
import { isHostPattern } from './hosts';
import { pathText, type ProviderProblem } from './problem';
import type { Provider, RequestShape } from './schema';
import { hostPart, placeholdersOf } from './template';

type Path = readonly PropertyKey[];

/** The RFCs' names of what Latchkey sends by itself, and so of what can be renamed or left out. */
export const authorizeParameters = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'dpop_jkt',
  'request_uri',
];
export const tokenParameters = [
  'grant_type',
  'client_id',
  'client_secret',
  'code',
  'redirect_uri',
  'code_verifier',
  'refresh_token',
  'client_assertion',
  'client_assertion_type',
];

/** What stands for the grant itself in those with a file of their own in oauth/. */
export const grantTokens = ['device_code', 'assertion', 'subject_token'];

/** What those grants send; a provider's own params and fields may have these names as well. */
const grantParameters = [
  ...grantTokens,
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
  'audience',
  'resource',
];

/** Values every request knows; neither variables nor client fields may take their names. */
const ownNames = ['client_id', 'client_secret', 'access_token', 'refresh_token', 'token'];

/** Headers that belong to the connection or to Latchkey. */
const ownHeaders = ['host', 'content-length', 'content-type', 'connection', 'transfer-encoding', 'cookie'];

const hookFields: Readonly<Record<string, readonly string[]>> = {
  alipay_rsa2: ['private_key'],
  apple_jwt: ['team_id', 'key_id', 'private_key'],
  shopify_hmac: [],
};

export function nameRules(provider: Provider): ProviderProblem[] {
  const { endpoints, grants, authorize } = provider;
  const shapes: [Path, RequestShape][] = [
    [['token_request'], provider.token_request],
    ...Object.entries(grants).flatMap(([name, grant]): [Path, RequestShape][] =>
      grant.request === undefined ? [] : [[['grants', name, 'request'], grant.request]],
    ),
  ];
  const inClient = ['client_id', ...Object.keys(provider.variables), ...provider.client_fields.map(({ name }) => name)];
  const inAccount = [
    ...inClient,
    ...Object.keys(provider.reply.extras),
    ...Object.keys(provider.introspect?.extras ?? {}),
    ...provider.callback.capture.filter(isName),
  ];
  const inCall = [...inAccount, ...ownNames];
  const calls = [
    [['revoke'], provider.revoke] as const,
    [['introspect'], provider.introspect] as const,
    [['userinfo'], provider.userinfo] as const,
  ];
  return [
    ...variableRules(provider),
    ...fieldRules(provider),
    ...Object.entries(endpoints).flatMap(([name, url]) => endpointNames(provider, ['endpoints', name], url)),
    ...Object.entries(grants).flatMap(([name, grant]) =>
      endpointNames(provider, ['grants', name, 'endpoint'], grant.endpoint),
    ),
    ...known(authorize.params, inClient, ['authorize', 'params']),
    ...known(authorize.another_user, inClient, ['authorize', 'another_user']),
    ...renames(authorize.rename, authorize.omit, authorizeParameters, ['authorize']),
    ...Object.entries(grants).flatMap(([name, grant]) => known(grant.params, inAccount, ['grants', name, 'params'])),
    ...shapes.flatMap(([path, shape]) => shapeRules(shape, inAccount, path)),
    ...known(provider.token_in_api_call.headers, inAccount, ['token_in_api_call', 'headers']),
    ...known(provider.token_in_api_call.params, inAccount, ['token_in_api_call', 'params']),
    ...known({ example_url: provider.token_in_api_call.example_url ?? '' }, inAccount, ['token_in_api_call']),
    ...calls.flatMap(([path, call]) =>
      call === undefined
        ? []
        : [
            ...known({ url: call.url }, inAccount, path),
            ...known(call.params, inCall, [...path, 'params']),
            ...known(call.headers, inCall, [...path, 'headers']),
            ...callHosts(provider, call, path),
          ],
    ),
    ...hookRules(provider),
  ];
}

function problem(path: Path, reason: string): ProviderProblem {
  return { path: pathText(path), reason };
}

function isName(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text);
}

function variableRules(provider: Provider): ProviderProblem[] {
  return Object.entries(provider.variables).flatMap(([name, variable]) => {
    const here = ['variables', name];
    const objection = checkWholePattern(variable.pattern);
    const problems = objection === null ? [] : [problem([...here, 'pattern'], objection)];
    if (ownNames.includes(name))
      problems.push(problem(here, 'is a name that Latchkey fills in itself: choose another'));
    for (const [index, host] of variable.hosts.entries()) {
      // SECURITY: anyone can write a callback, so what comes from one must lead to hosts that the file knows.
      const any = host === '*' && variable.from_callback === undefined;
      if (!any && !isHostPattern(host))
        problems.push(
          problem(
            [...here, 'hosts', index],
            'must be a host in lower case such as "example.com", or "*.example.com" for its subdomains; "*" only where the user types the value',
          ),
        );
    }
    return problems;
  });
}

function fieldRules(provider: Provider): ProviderProblem[] {
  const taken = [...ownNames, ...Object.keys(provider.variables)];
  return provider.client_fields.flatMap(({ name }, index) => {
    const path = ['client_fields', index, 'name'];
    if (taken.includes(name)) return [problem(path, `"${name}" is taken: choose another name`)];
    taken.push(name);
    return [];
  });
}

function endpointNames(provider: Provider, path: Path, url: string | undefined): ProviderProblem[] {
  if (url === undefined) return [];
  const inHost = placeholdersOf(hostPart(url));
  return placeholdersOf(url).flatMap((name) => {
    const variable = Object.hasOwn(provider.variables, name) ? provider.variables[name] : undefined;
    if (variable === undefined) return [problem(path, `{${name}} is not described: add "${name}" to variables`)];
    return inHost.includes(name) && variable.hosts.length === 0
      ? [problem(['variables', name, 'hosts'], 'is needed, because the variable stands in the host of an endpoint')]
      : [];
  });
}

/** SECURITY: what a server told decides where a secret is sent only within the hosts that the file lists. */
function callHosts(
  provider: Provider,
  { url, hosts }: { readonly url: string; readonly hosts: readonly string[] },
  path: Path,
): ProviderProblem[] {
  const inHost = placeholdersOf(hostPart(url));
  const told = inHost.filter((name) => !Object.hasOwn(provider.variables, name));
  return [
    ...(told.length > 0 && hosts.length === 0
      ? [problem([...path, 'hosts'], `is needed, because {${told[0] ?? ''}} stands in the host`)]
      : []),
    ...hosts.flatMap((host, index) =>
      isHostPattern(host)
        ? []
        : [
            problem(
              [...path, 'hosts', index],
              'must be a host in lower case such as "example.com", or "*.example.com" for its subdomains',
            ),
          ],
    ),
    ...inHost
      .filter((name) => Object.hasOwn(provider.variables, name) && provider.variables[name]?.hosts.length === 0)
      .map((name) =>
        problem(['variables', name, 'hosts'], 'is needed, because the variable stands in the host of an endpoint'),
      ),
  ];
}

function shapeRules(shape: RequestShape, names: readonly string[], path: Path): ProviderProblem[] {
  const headers = Object.keys(shape.headers ?? {})
    .filter((name) => ownHeaders.includes(name.toLowerCase()) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    .map((name) => problem([...path, 'headers', name], 'is a header that a file cannot set: remove it'));
  const broken = Object.entries(shape.headers ?? {})
    .filter(([, value]) => /\p{Cc}/u.test(value))
    .map(([name]) => problem([...path, 'headers', name], 'must be one line: remove the line end'));
  return [
    ...known(shape.params ?? {}, names, [...path, 'params']),
    ...known(shape.headers ?? {}, [...names, 'client_secret'], [...path, 'headers']),
    ...renames(
      shape.rename ?? {},
      shape.omit ?? [],
      [...tokenParameters, 'scope', 'access_token', ...grantParameters],
      path,
    ),
    ...Object.keys(shape.params ?? {})
      .filter((name) => tokenParameters.includes(name) && !(shape.omit ?? []).includes(name))
      .map((name) =>
        problem([...path, 'params', name], 'is sent by Latchkey itself: remove it, or put it into omit too'),
      ),
    ...headers,
    ...broken,
  ];
}

function known(texts: Readonly<Record<string, string>>, names: readonly string[], path: Path): ProviderProblem[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    placeholdersOf(value)
      .filter((name) => !names.includes(name))
      .map((name) =>
        problem([...path, key], `{${name}} has no value here: it may be ${names.map((one) => `{${one}}`).join(', ')}`),
      ),
  );
}

function renames(
  rename: Readonly<Record<string, string>>,
  omit: readonly string[],
  names: readonly string[],
  path: Path,
): ProviderProblem[] {
  const hint = `is not a parameter that Latchkey sends: it may be ${names.join(', ')}`;
  return [
    ...Object.keys(rename)
      .filter((name) => !names.includes(name))
      .map((name) => problem([...path, 'rename', name], hint)),
    ...omit.flatMap((name, index) => (names.includes(name) ? [] : [problem([...path, 'omit', index], hint)])),
  ];
}

function hookRules(provider: Provider): ProviderProblem[] {
  return Object.entries(provider.hooks).flatMap(([place, hook]) =>
    (hookFields[hook ?? ''] ?? [])
      .filter((name) => !provider.client_fields.some((field) => field.name === name && field.required))
      .map((name) => problem(['hooks', place], `needs the client field ${name}: add it to client_fields`)),
  );
}
