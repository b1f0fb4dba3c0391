/**
 * What would be sent for a client, step by step: the very requests, made by the builders that make them when it counts, with stand-ins
 * for secrets and for what is made anew each time (preview-marks.ts). Nothing is sent and nothing is kept.
 */
import {
  buildPushedRequest,
  buildTokenRequest,
  draftAuthorization,
  dpopThumbprint,
  exchangeParameters,
  newSigningKey,
  scopeIsParameter,
  scopeList,
  type Authorization,
  type EpochMs,
  type Secret,
  type TokenGrant,
} from '../oauth';
import { Fault } from '../fault';
import { grantKind, signInGrant, type Provider } from '../providers';
import type { Client } from './account';
import { usesDpop, usesPushed } from './client-proof';
import {
  authorizeEndpoint,
  authorizeValues,
  clientForRequest,
  deviceEndpoint,
  extraParameters,
  pushedEndpoint,
  refreshEndpoint,
  tokenEndpoint,
} from './endpoints';
import { standIn, type StandIn } from './preview-client';
import { previewMarks, type PreviewMarks, type ShownRequest } from './preview-marks';

export type PreviewStep = 'push' | 'authorize' | 'device' | 'token' | 'refresh';

export type PreviewedStep =
  | ({ readonly kind: 'request'; readonly step: PreviewStep } & ShownRequest)
  /** It cannot be made yet: there is no endpoint, or a value is missing. */
  | { readonly kind: 'missing'; readonly step: PreviewStep; readonly what: 'endpoint' | 'value' };

export interface RequestPreview {
  /** The grants that can be looked at, in the order of the file. */
  readonly grants: readonly string[];
  /** The one whose steps these are. */
  readonly grant: string;
  readonly steps: readonly PreviewedStep[];
}

/**
 * @param client with or without a secret and a key, as they decide how it proves itself; the secret is not used, and the key to sign only
 * @param isSample it stands for any client, so that a secret is taken for granted
 * @param wanted the grant; null for the one that a user would connect by
 * @param now ms since the epoch, for what carries a time
 */
export async function requestPreview(
  provider: Provider,
  client: Client,
  {
    isSample = false,
    wanted = null,
    now,
  }: { readonly isSample?: boolean; readonly wanted?: string | null; readonly now: EpochMs },
): Promise<RequestPreview> {
  const marks = previewMarks();
  const grants = Object.keys(provider.grants);
  const usual = client.options.grant ?? signInGrant(provider, client.clientSecret === null && !isSample) ?? grants[0];
  const grant = wanted !== null && grants.includes(wanted) ? wanted : (usual ?? '');
  const stood = await standIn(provider, client, marks, isSample);
  const around = { ...stood, marks, now, isDpop: usesDpop(provider, client) };
  return { grants, grant, steps: await stepsOf(around, grant) };
}

/** What is exchanged most often (RFC 8693 section 3); the dialog of the grant asks for it. */
const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

interface Around extends StandIn {
  readonly marks: PreviewMarks;
  readonly now: EpochMs;
  readonly isDpop: boolean;
}

async function stepsOf(around: Around, name: string): Promise<readonly PreviewedStep[]> {
  const { provider, client, marks } = around;
  const described = Object.hasOwn(provider.grants, name) ? provider.grants[name] : undefined;
  if (described === undefined) return [];
  const scope = scopeList(client.scope, provider);
  const refresh = provider.grants['refresh_token'] === undefined ? [] : [await refreshStep(around)];
  const parameters = (
    list: Extract<TokenGrant, { kind: 'parameters' }>['parameters'],
    grantType: string | null = null,
  ) =>
    tokenStep(around, name, {
      kind: 'parameters',
      name,
      grantType,
      parameters: list,
      scope: scopeIsParameter(provider, name) ? scope : [],
    });
  switch (grantKind(name, described)) {
    case 'authorization_code':
      return [...(await codeSteps(around)), ...refresh];
    case 'implicit':
      return (await authorizeSteps(around, 'implicit')).steps;
    case 'refresh_token':
      return refresh;
    case 'step':
      return [await tokenStep(around, name, { kind: 'exchange', name, accessToken: marks.secret('access_token') })];
    case 'form': {
      const fields = described.fields.map((field): [string, Secret] => [field.name, marks.secret(field.name)]);
      const grant = { kind: 'form', name, fields: Object.fromEntries(fields), scope } as const;
      return [await tokenStep(around, name, grant), ...refresh];
    }
    case 'device_code':
      return [
        await deviceStep(around, name),
        await tokenStep(around, name, {
          kind: 'parameters',
          name,
          grantType: null,
          parameters: [['device_code', marks.secret('device_code')]],
          scope: [],
        }),
        ...refresh,
      ];
    case 'token_exchange':
      return [
        await parameters(
          exchangeParameters({
            subject: marks.secret('subject_token'),
            subjectType: ACCESS_TOKEN_TYPE,
            actor: null,
            actorType: ACCESS_TOKEN_TYPE,
            requestedType: null,
            audience: [],
            resource: [],
          }),
        ),
        ...refresh,
      ];
    case 'jwt_bearer':
      return [await parameters([['assertion', marks.secret('assertion')]])];
    case 'free':
      return [await parameters([], marks.of('grant_type'))];
  }
}

async function codeSteps(around: Around): Promise<readonly PreviewedStep[]> {
  const { marks } = around;
  const { steps, authorization } = await authorizeSteps(around, 'authorization_code');
  const token = await tokenStep(around, 'authorization_code', {
    kind: 'authorization_code',
    code: marks.secret('code'),
    redirectUri: authorization === null ? around.client.callbackUrl : authorization.redirectUri,
    verifier: authorization === null ? null : authorization.verifier,
    ...(authorization === null ? {} : { state: authorization.state }),
  });
  return [...steps, token];
}

async function authorizeSteps(
  around: Around,
  grant: 'authorization_code' | 'implicit',
): Promise<{ readonly steps: readonly PreviewedStep[]; readonly authorization: Authorization | null }> {
  const { provider, client, marks, now } = around;
  const url = authorizeEndpoint(provider, client);
  if (url === undefined) return { steps: [missing('authorize', 'endpoint')], authorization: null };
  const dpopKey = around.isDpop ? (await newSigningKey('ES256')).jwk : null;
  if (dpopKey !== null) marks.put(dpopThumbprint(dpopKey), 'dpop_jkt');
  const draft = await orMissing('authorize', () =>
    draftAuthorization(provider, {
      clientId: client.clientId,
      authorizeEndpoint: url,
      callbackUrl: client.callbackUrl ?? 'http://127.0.0.1/callback',
      scope: scopeList(client.scope, provider),
      clientSecret: client.clientSecret,
      dpopKey,
      values: authorizeValues(provider, client),
      grant,
      anotherUser: false,
      extra: extraParameters(client, 'authorize'),
    }),
  );
  if ('kind' in draft) return { steps: [draft], authorization: null };
  const { authorization } = draft;
  marks.put(authorization.state.reveal(), 'state');
  if (authorization.nonce) marks.put(authorization.nonce, 'nonce');
  if (authorization.verifier !== null) marks.put(authorization.verifier.reveal(), 'code_verifier');
  const { rename } = provider.authorize;
  const challengeName = (Object.hasOwn(rename, 'code_challenge') && rename['code_challenge']) || 'code_challenge';
  const challenge = draft.parameters.find(([name]) => name === challengeName)?.[1];
  if (challenge !== undefined && provider.authorize.pkce === 'S256') marks.put(challenge, 'code_challenge');
  const page = (of: Authorization): PreviewedStep => ({
    kind: 'request',
    step: 'authorize',
    method: 'GET',
    url: marks.shown(of.url),
    headers: [],
    body: '',
  });
  if (!usesPushed(provider, client)) return { steps: [page(authorization)], authorization };
  const endpoint = pushedEndpoint(provider, client);
  const pushed =
    endpoint === undefined
      ? missing('push', 'endpoint')
      : await orMissing('push', () =>
          shownAs(
            around,
            'push',
            buildPushedRequest({
              provider,
              client: clientForRequest(provider, client, tokenEndpoint(provider, client) ?? endpoint),
              endpoint,
              parameters: draft.parameters,
              proof: dpopKey === null ? null : { key: dpopKey, nonce: null },
              now,
            }),
          ),
        );
  return { steps: [pushed, page(draft.byReference(marks.of('request_uri')))], authorization };
}

function tokenStep(around: Around, name: string, grant: TokenGrant): Promise<PreviewedStep> {
  const { provider, client } = around;
  return built(around, 'token', tokenEndpoint(provider, client, name, extrasOf(around)), grant);
}

function refreshStep(around: Around): Promise<PreviewedStep> {
  const { provider, client, marks } = around;
  const refreshToken = marks.secret('refresh_token');
  return built(around, 'refresh', refreshEndpoint(provider, client, extrasOf(around)), {
    kind: 'refresh_token',
    refreshToken,
  });
}

function deviceStep(around: Around, name: string): Promise<PreviewedStep> {
  const { provider, client } = around;
  const scope = scopeList(client.scope, provider);
  return built(around, 'device', deviceEndpoint(provider, client), { kind: 'device_authorization', name, scope });
}

async function built(
  around: Around,
  step: PreviewStep,
  endpoint: string | undefined,
  grant: TokenGrant,
): Promise<PreviewedStep> {
  const { provider, client, now } = around;
  if (endpoint === undefined) return missing(step, 'endpoint');
  return orMissing(step, async () => {
    // The proof's own words change with every request, so a key of the moment says as much as the real one.
    const proof = around.isDpop && step !== 'device' ? { key: (await newSigningKey('ES256')).jwk, nonce: null } : null;
    const sent = clientForRequest(provider, client, endpoint, extrasOf(around));
    return shownAs(around, step, buildTokenRequest({ provider, client: sent, grant, proof, now }));
  });
}

/** What replies and the callback bring, for the placeholders that wait for it. */
function extrasOf({ provider, marks }: Around): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(provider.reply.extras).map((name) => [name, marks.of(name)]));
}

function shownAs(around: Around, step: PreviewStep, request: Parameters<PreviewMarks['request']>[0]): PreviewedStep {
  const { rename } = around.provider.token_request;
  const assertion = rename?.['client_assertion'] ?? 'client_assertion';
  return { kind: 'request', step, ...around.marks.request(request, [assertion]), ...signedBody(around, step, request) };
}

/** Hooks sign what is sent to the token endpoint; their parameters come last. */
function signedBody(
  { marks, signed }: Around,
  step: PreviewStep,
  request: Parameters<PreviewMarks['request']>[0],
): Partial<ShownRequest> {
  if (signed.length === 0 || step === 'push') return {};
  const added = signed.map((name) => `${name}={${name}}`).join('&');
  const plain = marks.request(request, []);
  const inBody = plain.body !== '';
  return inBody ? { body: `${plain.body}&${added}` } : { url: `${plain.url}&${added}` };
}

function missing(step: PreviewStep, what: 'endpoint' | 'value'): Extract<PreviewedStep, { kind: 'missing' }> {
  return { kind: 'missing', step, what };
}

/** A request that cannot be built yet is no failure of the preview. */
async function orMissing<T>(
  step: PreviewStep,
  build: () => T | Promise<T>,
): Promise<T | Extract<PreviewedStep, { kind: 'missing' }>> {
  try {
    return await build();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return missing(step, error.code.startsWith('endpoint_') ? 'endpoint' : 'value');
  }
}
