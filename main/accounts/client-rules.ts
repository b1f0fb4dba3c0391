/** What is wrong with a client before it is kept: the first thing, and at which field of its form. Pure. */
import { checkCallbackUrl, checkEndpoint, wrongHookField } from '../oauth';
import { fillEndpoint, grantKind, placeholdersOf, signInGrant, variableValues, type Provider } from '../providers';
import type { Client } from './account';
import { keyProblem } from './client-key';
import { usesPushed } from './client-proof';
import { authorizeEndpoint, deviceEndpoint, pushedEndpoint, tokenEndpoint } from './endpoints';
import { networkProblem, type NetworkProblem } from './network-rules';
import { optionProblem, type OptionProblem } from './option-rules';
import { loopbackCallback } from './sign-in-place';

/** Why a draft was refused, and at which field of the form. */
export interface DraftProblem {
  readonly code:
    | 'not_found'
    | 'invalid_input'
    | 'endpoint_invalid'
    | 'endpoint_not_https'
    | 'endpoint_missing'
    | 'callback_invalid'
    | 'callback_missing'
    | 'variable_missing'
    | 'variable_invalid'
    | 'host_not_allowed'
    | 'key_invalid'
    | 'key_unreadable'
    | 'key_public'
    | 'key_encrypted'
    | 'key_unsupported'
    | 'key_missing'
    | 'callback_not_loopback'
    | NetworkProblem['code']
    | OptionProblem['code'];
  readonly field: string | null;
}

/** SECURITY: an address is judged as a whole here, before the client is kept and long before a secret is sent to it. */
function variableProblem(client: Client, provider: Provider): DraftProblem | undefined {
  const values = variableValues(provider, client.variables, {});
  const templates = [
    client.endpoints.authorize === undefined ? provider.endpoints.authorize : undefined,
    client.endpoints.token === undefined ? provider.endpoints.token : undefined,
    provider.endpoints.refresh,
    client.endpoints.pushed === undefined ? provider.endpoints.pushed_authorization_request : undefined,
    ...Object.values(provider.grants).map(({ endpoint }) => endpoint),
  ];
  for (const template of templates) {
    if (template === undefined || placeholdersOf(template).length === 0) continue;
    const filled = fillEndpoint(provider, template, values);
    if (filled.kind === 'ok') continue;
    const codes = {
      missing: 'variable_missing',
      pattern: 'variable_invalid',
      host: 'host_not_allowed',
      invalid: 'variable_invalid',
      not_https: 'variable_invalid',
    } as const;
    const [first] = placeholdersOf(template);
    return { code: codes[filled.reason], field: `variables.${filled.variable ?? first ?? ''}` };
  }
  return undefined;
}

function fieldProblem(client: Client, provider: Provider): DraftProblem | undefined {
  const missing = provider.client_fields.find(({ name, required }) => required && !Object.hasOwn(client.fields, name));
  if (missing !== undefined) return { code: 'invalid_input', field: `fields.${missing.name}` };
  const wrong = wrongHookField(provider, client.fields);
  return wrong === null ? undefined : { code: 'key_invalid', field: `fields.${wrong}` };
}

/** What is wrong with the endpoints that a client has of its own, or undefined. */
export function endpointProblem({ endpoints }: Client): DraftProblem | undefined {
  for (const [name, value] of Object.entries(endpoints)) {
    const problem = value === undefined ? undefined : urlProblem(value, `endpoints.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function urlProblem(value: string, field: string): DraftProblem | undefined {
  const checked = checkEndpoint(value);
  if (checked.kind !== 'refused') return undefined;
  return { code: checked.reason === 'not_https' ? 'endpoint_not_https' : 'endpoint_invalid', field };
}

/** The first thing wrong with a client, or undefined. SECURITY: no secret is ever sent to an endpoint that this refused. */
export function clientProblem(client: Client, provider: Provider): DraftProblem | undefined {
  if (client.clientId === '') return { code: 'invalid_input', field: 'clientId' };
  const inside =
    variableProblem(client, provider) ??
    fieldProblem(client, provider) ??
    keyProblem(client, provider) ??
    optionProblem(client.options, provider) ??
    networkProblem(client.options);
  if (inside !== undefined) return inside;
  const kind = chosenKind(client, provider);
  const signsIn = kind === 'authorization_code' || kind === 'implicit';
  const wanted: (readonly [field: string, url: string | undefined])[] = [];
  if (signsIn) wanted.push(['endpoints.authorize', authorizeEndpoint(provider, client)]);
  if (kind === 'device_code') wanted.push(['endpoints.device', deviceEndpoint(provider, client)]);
  if (kind !== 'implicit') wanted.push(['endpoints.token', tokenEndpoint(provider, client)]);
  if (signsIn && usesPushed(provider, client)) wanted.push(['endpoints.pushed', pushedEndpoint(provider, client)]);
  for (const [field, value] of wanted) if (value === undefined) return { code: 'endpoint_missing', field };
  for (const [field, value] of wanted) {
    const problem = value === undefined ? undefined : urlProblem(value, field);
    if (problem !== undefined) return problem;
  }
  const own = endpointProblem(client);
  if (own !== undefined) return own;
  if (client.callbackUrl === null) return signsIn ? { code: 'callback_missing', field: 'callbackUrl' } : undefined;
  if (checkCallbackUrl(client.callbackUrl).kind === 'refused')
    return { code: 'callback_invalid', field: 'callbackUrl' };
  if (client.options.signInPlace === 'browser' && loopbackCallback(provider, client) === null)
    return { code: 'callback_not_loopback', field: 'callbackUrl' };
  return undefined;
}

/** The kind of grant that a client connects by: what it was entered for, or what its provider begins with. */
function chosenKind(client: Client, provider: Provider): string {
  const name = client.options.grant ?? signInGrant(provider, client.clientSecret === null) ?? '';
  const grant = Object.hasOwn(provider.grants, name) ? provider.grants[name] : undefined;
  return grant === undefined ? '' : grantKind(name, grant);
}
