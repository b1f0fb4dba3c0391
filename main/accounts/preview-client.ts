/** The client of a preview: the user's own without its secrets, or one that stands for any client of a provider. */
import type { Secret } from '../oauth';
import type { Provider } from '../providers';
import type { Client } from './account';
import { PLAIN_OPTIONS } from './client-options';
import { newKeyFor } from './client-proof';
import type { PreviewMarks } from './preview-marks';

/** What the builders are given. */
export interface StandIn {
  readonly provider: Provider;
  readonly client: Client;
  /** Names on the wire of what a hook signs. */
  readonly signed: readonly string[];
}

/** The client of a provider that has none yet: everything it does not know stands for itself. */
export function sampleClient(provider: Provider): Client {
  return {
    id: 'preview',
    name: null,
    providerId: provider.id,
    clientId: '{client_id}',
    clientSecret: null,
    key: null,
    callbackUrl: provider.callback_example ?? 'http://127.0.0.1/callback',
    scope: provider.default_scope,
    endpoints: {},
    authentication: null,
    variables: {},
    fields: {},
    options: PLAIN_OPTIONS,
    registration: null,
    practice: null,
  };
}

/**
 * SECURITY: from here on there is no secret but the private key, and that signs only; what it signs is named, not shown (preview-marks.ts).
 * A stand-in would sign by another algorithm than the client can, and hide that it can sign by none.
 */
export async function standIn(
  provider: Provider,
  client: Client,
  marks: PreviewMarks,
  isSample: boolean,
): Promise<StandIn> {
  const { client_secret: makesSecret, sign_token_request: signs, ...hooks } = provider.hooks;
  const hasSecret = client.clientSecret !== null || makesSecret !== undefined || isSample;
  const hasKey = client.key !== null || (isSample && provider.client_authentication === 'private_key_jwt');
  const fields = provider.client_fields.map(({ name, secret }): [string, Secret] => {
    const own = Object.hasOwn(client.fields, name) ? client.fields[name] : undefined;
    return [name, !secret && own !== undefined ? own : marks.secret(name)];
  });
  const unset = Object.entries(provider.variables).filter(
    ([name, variable]) => variable.default === '' && !client.variables[name] && isSample,
  );
  const clientId = isSample ? marks.of('client_id') : client.clientId;
  return {
    // Signing wants real keys; what it adds is named below.
    provider: { ...provider, hooks },
    client: {
      ...client,
      clientId,
      clientSecret: hasSecret ? marks.secret('client_secret') : null,
      key: hasKey ? await keyLike(provider, client) : null,
      fields: Object.fromEntries(fields),
      variables: { ...client.variables, ...Object.fromEntries(unset.map(([name]) => [name, marks.of(name)])) },
    },
    signed: signs === undefined ? [] : ['timestamp', 'sign'],
  };
}

/** The client's own key where it has one: it decides the algorithm. */
async function keyLike(provider: Provider, client: Client): Promise<Secret> {
  if (client.key !== null) return client.key;
  return (await newKeyFor(provider.client_assertion.algorithms)).jwk;
}
