/**
 * Finding out how a token endpoint wants clients to prove themselves, without burning anything: a grant that cannot succeed is sent by one
 * method after the other, and the error tells whether the client was accepted. RFC 6749 section 5.2: `invalid_client` is about the client;
 * `invalid_grant` and what else is said about the grant comes after the client was believed.
 *
 * SECURITY: the code is random. A real code, a refresh token or a password is never sent.
 */
import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import type { Provider, ProviderGrant } from '../providers';
import type { ClientAuthenticationMethod } from './client-authentication';
import { Secret } from './secret';
import { readTokenReply } from './token-reply';
import { buildTokenRequest, type TokenClient } from './token-request';
import type { EpochMs, Transport, TransportResult } from './types';

/** What one method brought. `code` is the server's own. */
export type ProbeStep = { readonly method: ClientAuthenticationMethod; readonly code: string | null } & (
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused' }
  /** The server said something else, for example that the request is malformed: the client may have been believed, or not looked at. */
  | { readonly outcome: 'unclear' }
);

export type Probe =
  /** `sure`: with a wrong secret the server refused it. Otherwise it takes whatever is sent, and this method as well. */
  | {
      readonly kind: 'found';
      readonly method: ClientAuthenticationMethod;
      readonly sure: boolean;
      readonly steps: readonly ProbeStep[];
    }
  /** Every method was refused: id or secret are wrong. */
  | { readonly kind: 'none'; readonly steps: readonly ProbeStep[] }
  /** The server asks to wait, or has trouble of its own. */
  | { readonly kind: 'later'; readonly retryAt: EpochMs | null; readonly steps: readonly ProbeStep[] }
  | { readonly kind: 'transport'; readonly result: Exclude<TransportResult, { kind: 'reply' }> }
  /** What answers is no token endpoint. */
  | { readonly kind: 'unreadable'; readonly status: number };

export interface ProbeInput {
  readonly provider: Provider;
  readonly client: TokenClient;
  /** In the order in which they are tried. */
  readonly methods: readonly ClientAuthenticationMethod[];
  /** The wall clock: assertions are signed with the time. */
  readonly now: () => EpochMs;
}

type Judged =
  | { readonly kind: 'step'; readonly step: ProbeStep }
  | Extract<Probe, { readonly kind: 'transport' | 'unreadable' }>
  | { readonly kind: 'later'; readonly retryAt: EpochMs | null };

/** Tries the methods one after the other; stops at the first that is accepted, and where the server asks to wait. */
export async function probeMethods(send: Transport, input: ProbeInput): Promise<Probe> {
  const steps: ProbeStep[] = [];
  for (const method of input.methods) {
    const judged = await tryMethod(send, input, method);
    if (judged.kind === 'later') return { ...judged, steps };
    if (judged.kind !== 'step') return judged;
    steps.push(judged.step);
    if (judged.step.outcome !== 'accepted') continue;
    return { kind: 'found', method, sure: await refusesWrongSecret(send, input, method), steps };
  }
  const [unclear, ...others] = steps.filter(({ outcome }) => outcome === 'unclear');
  // One that was not refused where all others were is the one: the server believed the client and then disliked the grant.
  if (unclear !== undefined && others.length === 0 && steps.length > 1)
    return { kind: 'found', method: unclear.method, sure: false, steps };
  return { kind: 'none', steps };
}

async function tryMethod(send: Transport, input: ProbeInput, method: ClientAuthenticationMethod): Promise<Judged> {
  const { provider, client } = input;
  const result = await send(probeRequest(input, method));
  if (result.kind !== 'reply') return { kind: 'transport', result };
  const read = readTokenReply(result.reply, provider, {
    endpoint: client.tokenEndpoint,
    grant: 'authorization_code',
    secrets: client.clientSecret === null ? [] : [client.clientSecret],
  });
  // A page is no answer of the endpoint's, but a server that shows one for 401 has refused this method and may take the next.
  if (read.kind === 'unreadable') {
    return read.status === 401
      ? { kind: 'step', step: { method, code: 'http_401', outcome: 'refused' } }
      : { kind: 'unreadable', status: read.status };
  }
  // Tokens for a random code: whatever this server is, it believes everything.
  if (read.kind !== 'error') return { kind: 'step', step: { method, code: null, outcome: 'accepted' } };
  const { code } = read.error;
  switch (read.error.class) {
    case 'client_rejected':
      return { kind: 'step', step: { method, code, outcome: 'refused' } };
    case 'sign_in_needed':
    case 'not_permitted':
    case 'scope_refused':
      return { kind: 'step', step: { method, code, outcome: 'accepted' } };
    case 'request_refused':
      return { kind: 'step', step: { method, code, outcome: 'unclear' } };
    case 'rate_limited':
    case 'server_unavailable':
      return { kind: 'later', retryAt: read.error.retryAt };
  }
}

/** Does it look at the secret at all? Asked once, and only of a method that has one. */
async function refusesWrongSecret(
  send: Transport,
  input: ProbeInput,
  method: ClientAuthenticationMethod,
): Promise<boolean> {
  if (method === 'none' || method === 'private_key_jwt') return true;
  const client = { ...input.client, clientSecret: new Secret(generateRandomState()) };
  const judged = await tryMethod(send, { ...input, client }, method);
  return judged.kind === 'step' && judged.step.outcome === 'refused';
}

/** A code grant that a file says nothing of. */
const plainGrant: ProviderGrant = {
  fields: [],
  params: {},
  needs_permission: false,
  clients: 'all',
  repeatable: false,
  free_parameters: false,
  assertion: { scope: 'parameter', lifetime: 300 },
};

function probeRequest({ provider, client, now }: ProbeInput, method: ClientAuthenticationMethod) {
  const request = provider.token_request;
  const code = provider.grants['authorization_code'];
  // The method is what is asked about, so the file's own word on it is left out.
  const { client_authentication: _ofAll, ...shape } = request;
  const { client_authentication: _ofGrant, ...grantShape } = code?.request ?? {};
  const asked: Provider = {
    ...provider,
    token_request: shape,
    grants: {
      ...provider.grants,
      authorization_code: { ...(code ?? plainGrant), request: grantShape },
    },
  };
  return buildTokenRequest({
    provider: asked,
    client: { ...client, authentication: method, clientSecret: method === 'none' ? null : client.clientSecret },
    grant: {
      kind: 'authorization_code',
      code: new Secret(generateRandomState()),
      redirectUri: client.callbackUrl ?? null,
      verifier: provider.authorize.pkce === 'off' ? null : new Secret(generateRandomCodeVerifier()),
    },
    now: now(),
  });
}
