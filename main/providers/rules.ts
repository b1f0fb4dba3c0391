/**
 * What a provider file must keep to beyond its shape: endpoints that may be sent secrets, names that do not collide with the
 * protocol's own, references that lead somewhere.
 */
import { checkEndpoint } from './endpoint';
import { checkErrorPattern } from './error-pattern';
import { isHostPattern } from './hosts';
import { pathText, type ProviderProblem } from './problem';
import { authorizeParameters, nameRules, tokenParameters } from './rules-names';
import { proofRules } from './rules-proof';
import type { Provider, ProviderGrant } from './schema';

/** Longest name of a grant or a field, in characters; the contract with the windows has the same limit. */
const longestName = 64;

/** Grants whose parameters come from the protocol, not from a form. */
const protocolGrants: readonly string[] = ['authorization_code', 'implicit', 'refresh_token'];

/** Checks what the schema cannot say. An empty list means the provider can be used. */
export function brokenRules(provider: Provider): ProviderProblem[] {
  return [
    ...endpointRules(provider),
    ...authorizeRules(provider),
    ...Object.entries(provider.grants).flatMap(([name, grant]) => grantRules(name, grant)),
    ...grantsRules(provider),
    ...replyRules(provider),
    ...actionRules(provider),
    ...nameRules(provider),
    ...proofRules(provider),
  ];
}

function problem(path: readonly PropertyKey[], reason: string): ProviderProblem {
  return { path: pathText(path), reason };
}

function endpointRules(provider: Provider): ProviderProblem[] {
  const urls: [readonly PropertyKey[], string | undefined][] = [
    [['endpoints', 'authorize'], provider.endpoints.authorize],
    [['endpoints', 'token'], provider.endpoints.token],
    [['endpoints', 'refresh'], provider.endpoints.refresh],
    [['issuer'], provider.issuer],
    [['endpoints', 'device_authorization'], provider.endpoints.device_authorization],
    [['endpoints', 'discovery'], provider.endpoints.discovery],
    [['endpoints', 'jwks'], provider.endpoints.jwks],
    [['endpoints', 'registration'], provider.endpoints.registration],
    [['endpoints', 'pushed_authorization_request'], provider.endpoints.pushed_authorization_request],
    ...Object.entries(provider.grants).map(([name, grant]): [readonly PropertyKey[], string | undefined] => [
      ['grants', name, 'endpoint'],
      grant.endpoint,
    ]),
    [['token_in_api_call', 'example_url'], provider.token_in_api_call.example_url],
    [['revoke', 'url'], provider.revoke?.url],
    [['introspect', 'url'], provider.introspect?.url],
    [['userinfo', 'url'], provider.userinfo?.url],
  ];
  return urls.flatMap(([path, url]) => {
    if (url === undefined) return [];
    // What stands for a variable is checked when it has its value.
    const check = checkEndpoint(url.replace(/\{[a-z][a-z0-9_]*\}/g, 'x'));
    if (check.kind === 'ok') return [];
    return check.reason === 'not_https'
      ? [problem(path, 'must be https; http is taken for loopback hosts only (localhost, 127.0.0.1, [::1])')]
      : [problem(path, 'must be an absolute URL without spaces, "#" or a user name in it')];
  });
}

function authorizeRules(provider: Provider): ProviderProblem[] {
  return [
    ...reserved(provider.authorize.params, authorizeParameters, ['authorize', 'params']),
    ...reserved(provider.authorize.another_user, authorizeParameters, ['authorize', 'another_user']),
    ...(provider.sign_in.default === 'browser' && provider.sign_in.loopback === 'no'
      ? [
          problem(
            ['sign_in', 'default'],
            'contradicts loopback "no": the browser comes back to a loopback callback only',
          ),
        ]
      : []),
  ];
}

function grantRules(name: string, grant: ProviderGrant): ProviderProblem[] {
  const here = ['grants', name];
  const problems = reserved(
    grant.params,
    [...tokenParameters, ...(protocolGrants.includes(name) ? [] : ['scope'])],
    [...here, 'params'],
  );
  if (name.length > longestName)
    problems.push(problem(here, `has a name longer than ${longestName} characters: shorten it`));
  if (protocolGrants.includes(name)) {
    if (grant.fields.length > 0)
      problems.push(problem([...here, 'fields'], `must be left out: ${name} asks the user for nothing`));
    if (grant.identity_field !== undefined)
      problems.push(problem([...here, 'identity_field'], 'must be left out: there are no fields'));
  }
  problems.push(...kindRules(grant, here));
  const seen = new Set<string>();
  for (const [index, field] of grant.fields.entries()) {
    const path = [...here, 'fields', index, 'name'];
    if (field.name.length > longestName)
      problems.push(problem(path, `is longer than ${longestName} characters: shorten it`));
    if (seen.has(field.name))
      problems.push(problem(path, `is there twice: "${field.name}" must be unique in this grant`));
    if ([...tokenParameters, 'scope'].includes(field.name))
      problems.push(problem(path, `"${field.name}" is sent by Latchkey itself: remove the field`));
    if (Object.hasOwn(grant.params, field.name)) {
      problems.push(problem([...here, 'params', field.name], 'is a field of this grant too: keep one of the two'));
    }
    seen.add(field.name);
  }
  if (grant.identity_field !== undefined && grant.fields.length > 0) {
    const field = grant.fields.find((candidate) => candidate.name === grant.identity_field);
    const names = grant.fields.map((candidate) => candidate.name).join(', ');
    if (!field) problems.push(problem([...here, 'identity_field'], `must name a field of this grant: ${names}`));
    // SECURITY: an identity is shown on screen and kept in clear.
    else if (field.secret)
      problems.push(problem([...here, 'identity_field'], 'must not name a secret field: the identity is shown'));
  }
  return problems;
}

function kindRules(grant: ProviderGrant, here: readonly PropertyKey[]): ProviderProblem[] {
  const problems: ProviderProblem[] = [];
  // SECURITY: what is typed as a secret is never kept.
  if (grant.repeatable && grant.fields.some(({ secret }) => secret))
    problems.push(problem([...here, 'repeatable'], 'must be left out: a secret field is never kept'));
  if (grant.free_parameters && grant.fields.length > 0)
    problems.push(problem([...here, 'free_parameters'], 'must be left out: this grant has fields'));
  return problems;
}

function grantsRules(provider: Provider): ProviderProblem[] {
  const names = Object.keys(provider.grants);
  const problems: ProviderProblem[] = [];
  if (!names.some((name) => name !== 'refresh_token')) {
    problems.push(problem(['grants'], 'has no grant to connect with: add one, for example "authorization_code": {}'));
  }
  for (const [name, grant] of Object.entries(provider.grants)) {
    const path = ['grants', name];
    if (grant.sends !== undefined && (grant.fields.length > 0 || name === 'authorization_code'))
      problems.push(problem([...path, 'sends'], 'is for grants that exchange a token: they have no fields'));
    if (grant.followed_by !== undefined && provider.grants[grant.followed_by]?.sends === undefined)
      problems.push(problem([...path, 'followed_by'], 'must name a grant of this file that has "sends"'));
  }
  if (provider.endpoints.refresh !== undefined && !names.includes('refresh_token')) {
    problems.push(
      problem(
        ['endpoints', 'refresh'],
        'is of no use without the grant refresh_token: add "refresh_token": {} to grants',
      ),
    );
  }
  return problems;
}

function replyRules(provider: Provider): ProviderProblem[] {
  const problems: ProviderProblem[] = [];
  const rule = provider.reply.refresh_expires;
  if (rule?.after_access !== undefined && rule.after_issue !== undefined) {
    problems.push(
      problem(['reply', 'refresh_expires', 'after_issue'], 'contradicts after_access: keep one of the two'),
    );
  }
  if (
    rule &&
    rule.field === undefined &&
    rule.after_access === undefined &&
    rule.after_issue === undefined &&
    rule.never === undefined
  ) {
    problems.push(
      problem(['reply', 'refresh_expires'], 'is empty: give field, after_access or after_issue, or leave it out'),
    );
  }
  const pattern = provider.error.pattern;
  const objection = pattern === undefined ? null : checkErrorPattern(pattern);
  if (objection !== null) problems.push(problem(['error', 'pattern'], objection));
  return problems;
}

function actionRules(provider: Provider): ProviderProblem[] {
  return provider.actions.flatMap((action, index) =>
    action.hosts.flatMap((host, hostIndex) =>
      // SECURITY: "*" or "*.com" would let any server choose the page that is opened.
      isHostPattern(host)
        ? []
        : [
            problem(
              ['actions', index, 'hosts', hostIndex],
              'must be a host in lower case such as "example.com", or "*.example.com" for its subdomains; no scheme, port or path',
            ),
          ],
    ),
  );
}

function reserved(
  params: Readonly<Record<string, string>>,
  names: readonly string[],
  path: readonly PropertyKey[],
): ProviderProblem[] {
  return Object.keys(params)
    .filter((name) => names.includes(name))
    .map((name) => problem([...path, name], 'is sent by Latchkey itself: remove it'));
}
