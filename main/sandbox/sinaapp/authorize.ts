/**
 * The SinaApp authorize endpoint: `/sinaapp/oauth2/authorize`.
 *
 * Documented: the query, the sign-in by secure e-mail and secure password with one button, the redirect with `code` and `state` to
 * the registered callback, and the creator page, which leads nowhere. Inferred: which errors stay in the browser and which are
 * redirected, and their texts (bshaffer's AuthorizeController); that a person can refuse.
 */
import { plainReply, type Reply, type SandboxRequest } from '../exchange';
import { isForeignOrigin } from '../pages';
import { PRACTICE_PEOPLE, type SandboxClient, type SinaappPerson } from '../practice';
import { sameSecret } from '../secrets';
import { findClient, type World } from '../world';
import { creatorOnlyPage, signInPage } from './pages';
import { errorReply, isGiven } from './replies';

/** An authorize request that may be shown to a person. */
interface AuthorizeRequest {
  readonly client: SandboxClient;
  readonly callback: string;
  readonly suppliedRedirectUri: string | null;
  readonly state: string;
}

type Judgement =
  | { readonly kind: 'sound'; readonly authorize: AuthorizeRequest }
  | { readonly kind: 'refused'; readonly reply: Reply };

export function answerSinaappAuthorize(request: SandboxRequest, world: World): Reply {
  // The query is judged anew when the form comes back: it can be posted by anybody.
  const judgement = judge(request, world);
  if (judgement.kind === 'refused') return judgement.reply;
  const { authorize } = judgement;
  if (request.method === 'GET') return signInPage(request, authorize);
  // SECURITY: a foreign page must not sign a visitor in to somebody else's account.
  if (isForeignOrigin(request)) return plainReply(403, 'This form may be sent by its own page only.');
  if (request.form.get('decision') === 'deny') {
    return redirectError(
      authorize.callback,
      'access_denied',
      'The user denied access to your application',
      authorize.state,
    );
  }
  return signIn(request, world, authorize);
}

function signIn(request: SandboxRequest, world: World, authorize: AuthorizeRequest): Reply {
  const person = findPerson(request.form.get('secure_email'), request.form.get('secure_password'));
  if (person === null)
    return signInPage(request, { ...authorize, failedEmail: request.form.get('secure_email') ?? '' });
  const isCreator = person === PRACTICE_PEOPLE.sinaapp.creator;
  if (!isCreator && !authorize.client.openToEveryone) return creatorOnlyPage(request);
  const code = world.grants.issueCode(
    { dialect: 'sinaapp', clientId: authorize.client.clientId, person: person.secureEmail, scope: null },
    authorize.suppliedRedirectUri,
    world.settings().codeLifetime,
  );
  return redirect(authorize.callback, { code, state: authorize.state }, 'code');
}

function findPerson(email: string | undefined, password: string | undefined): SinaappPerson | null {
  const people = Object.values<SinaappPerson>(PRACTICE_PEOPLE.sinaapp);
  const named = people.find((person) => person.secureEmail === email?.trim().toLowerCase());
  return named !== undefined && sameSecret(password, named.securePassword) ? named : null;
}

function judge(request: SandboxRequest, world: World): Judgement {
  const { query } = request;
  const clientId = query.get('client_id');
  if (!isGiven(clientId)) return stay('invalid_client', 'No client id supplied');
  const client = findClient(world, 'sinaapp', clientId);
  if (client === null || client.callbackUrl === null)
    return stay('invalid_client', 'The client id supplied is invalid');
  const supplied = query.get('redirect_uri');
  if (isGiven(supplied) && supplied !== client.callbackUrl) {
    return stay('redirect_uri_mismatch', 'The redirect URI provided is missing or does not match', '#section-3.1.2');
  }
  const callback = client.callbackUrl;
  const state = query.get('state');
  const refuse = (error: string, description: string): Judgement => ({
    kind: 'refused',
    reply: redirectError(callback, error, description, state),
  });
  const responseType = query.get('response_type');
  if (responseType === 'token') return refuse('unsupported_response_type', 'implicit grant type not supported');
  if (responseType !== 'code') return refuse('invalid_request', 'Invalid or missing response type');
  if (isGiven(query.get('scope'))) return refuse('invalid_scope', 'An unsupported scope was requested');
  if (!isGiven(state)) {
    return {
      kind: 'refused',
      reply: redirectError(callback, 'invalid_request', 'The state parameter is required', undefined),
    };
  }
  return {
    kind: 'sound',
    authorize: { client, callback, suppliedRedirectUri: isGiven(supplied) ? supplied : null, state },
  };
}

/** An error that is shown where the person is: the callback cannot be trusted or is not known. */
function stay(error: 'invalid_client' | 'redirect_uri_mismatch', description: string, section?: string): Judgement {
  const failure = { status: 400, error, description } as const;
  return { kind: 'refused', reply: errorReply(section === undefined ? failure : { ...failure, section }) };
}

function redirectError(callback: string, error: string, description: string, state: string | undefined): Reply {
  const fields = { error, error_description: description, ...(state === undefined ? {} : { state }) };
  return redirect(callback, fields, error);
}

function redirect(callback: string, fields: Readonly<Record<string, string>>, detail: string): Reply {
  const separator = callback.includes('?') ? '&' : '?';
  return {
    status: 302,
    headers: {
      Location: `${callback}${separator}${new URLSearchParams(fields).toString()}`,
      'Cache-Control': 'no-store',
      // SECURITY: the sign-in page's address carries `state`; the callback host has no business with it.
      'Referrer-Policy': 'no-referrer',
    },
    body: '',
    outcome: { kind: 'redirected', detail },
  };
}
