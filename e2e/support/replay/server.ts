/**
 * The servers of a real provider under their real names, over TLS on loopback. The app is started so that these names lead here; nothing
 * of the catalogue's file is changed. Strict: a request that is not as the provider's document has it is refused and written down.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { makeCertificate } from './certificate';
import type { GivenTokens, ReplayedProvider, ReplayReply } from './provider';
import {
  differences,
  parameterDifferences,
  type ExpectedRequest,
  type ReceivedRequest,
  type ReplaySession,
} from './wire';

export interface ReplayServer {
  /** Switches by which the app is led here. */
  readonly options: { readonly hosts: Readonly<Record<string, number>>; readonly switches: readonly string[] };
  /** Requests that were not as they should be. */
  readonly violations: readonly string[];
  /** What was answered with tokens, in order. */
  readonly granted: readonly string[];
  /** Requests that brought a secret, answered or not. */
  readonly tokenRequests: readonly string[];
  /** The next token request is answered so, if it is right. */
  answerNext(reply: ReplayReply): void;
  close(): Promise<void>;
}

export async function replay(provider: ReplayedProvider): Promise<ReplayServer> {
  const session: ReplaySession = { asked: {}, code: '', refreshToken: '', generation: 0 };
  const violations: string[] = [];
  const granted: string[] = [];
  const tokenRequests: string[] = [];
  let next: ReplayReply | null = null;
  const calls = (['token', 'exchange', 'refresh'] as const).flatMap((kind) => {
    const expected = provider[kind];
    return expected === undefined ? [] : [{ kind, expected }];
  });

  const authorize = (url: URL, response: ServerResponse): void => {
    const asked = Object.fromEntries(url.searchParams);
    const { nonce: _nonce, ...plain } = asked;
    const compared = provider.authorize.takesNonce === true ? plain : asked;
    const wrong = parameterDifferences(compared, provider.authorize.parameters, session);
    violations.push(...wrong.map((each) => `authorize: ${each}`));
    session.asked = asked;
    session.code = `CODE.${randomBytes(8).toString('hex')}`;
    page(response, consentPage(wrong));
  };

  const decided = (form: URLSearchParams, response: ServerResponse): void => {
    const { fragment = '', yes, no = {}, formPost } = provider.authorize;
    if (form.get('fragment') !== fragment) violations.push(`authorize: the fragment is "${form.get('fragment')}"`);
    const answer = form.get('answer') === 'yes' ? yes(session) : { ...no, ...stateOf(session) };
    const callback = session.asked['redirect_uri'] ?? '';
    if (formPost === true) return page(response, selfSubmitting(callback, answer));
    const joint = callback.includes('?') ? '&' : '?';
    response.writeHead(302, { location: callback + joint + new URLSearchParams(answer).toString() }).end();
  };

  /** Userinfo, metadata and keys: not played here, and no secret may go there. */
  const aside = ({ url, body }: ReceivedRequest, response: ServerResponse): void => {
    const [address = ''] = url.split('?');
    const secrets = ['Client secret', 'App secret'].flatMap((label) => provider.form[label] ?? []);
    if (secrets.some((secret) => url.includes(secret) || body.includes(secret)))
      violations.push(`the client's secret went to ${address}`);
    send(response, { status: 404, body: {} });
  };

  const token = (received: ReceivedRequest, response: ServerResponse): void => {
    const call = callOf(received, calls, session);
    tokenRequests.push(call.kind);
    const wrong = differences(received, call.expected, session);
    violations.push(...wrong.map((each) => `${call.kind}: ${each}`));
    if (wrong.length > 0) return send(response, { status: 400, body: { error: 'invalid_request' } });
    if (next !== null) {
      const reply = next;
      next = null;
      return send(response, reply);
    }
    session.generation += 1;
    const given: GivenTokens = provider.gives[call.kind]?.(session) ?? { status: 501, body: '' };
    session.refreshToken = given.refreshToken ?? session.refreshToken;
    if (call.kind === 'token') session.code = 'spent';
    granted.push(call.kind);
    send(response, given);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { host = '' } = request.headers;
    const url = new URL(`https://${host}${request.url ?? '/'}`);
    const address = `${url.origin}${url.pathname}`;
    if (url.pathname === '/favicon.ico') response.writeHead(404).end();
    else if (url.pathname === '/replay/decided') decided(new URLSearchParams(await text(request)), response);
    else if (address === provider.authorize.url && request.method === 'GET') authorize(url, response);
    else {
      const { method = '', headers } = request;
      const received = { method, headers, url: `${address}${url.search}`, body: await text(request) };
      if (calls.some(({ expected }) => expected.url === address)) token(received, response);
      else aside(received, response);
    }
  };

  const certificate = makeCertificate();
  const server = createServer(certificate, (request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const played = [provider.authorize.url, ...calls.map(({ expected }) => expected.url)].map((url) => new URL(url).host);
  const names = [...played, ...(await hostsInFile(provider.name))];
  return {
    options: {
      hosts: Object.fromEntries(names.map((name) => [name, port])),
      switches: [`--ignore-certificate-errors-spki-list=${certificate.fingerprint}`],
    },
    violations,
    granted,
    tokenRequests,
    answerNext: (reply) => (next = reply),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The hosts that the catalogue's file of a provider names; none where it is in no catalogue file. */
async function hostsInFile(name: string): Promise<readonly string[]> {
  const folder = path.resolve(__dirname, '../../../main/providers/catalogue');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  for (const file of files) {
    const content = await readFile(path.join(folder, file), 'utf8');
    const { name: called, sources: _sources, ...rest } = JSON.parse(content) as Record<string, unknown>;
    const shown = typeof called === 'string' ? called : ((called as { readonly en?: string }).en ?? '');
    if (!shown.startsWith(name)) continue;
    return [...JSON.stringify(rest).matchAll(/https:\/\/([\w.-]+)(?=[/"])/g)].flatMap(([, host]) => host ?? []);
  }
  return [];
}

interface Call {
  readonly kind: 'token' | 'exchange' | 'refresh';
  readonly expected: ExpectedRequest;
}

/** Calls of one address are told apart by which of them the request fits better. */
function callOf(received: ReceivedRequest, calls: readonly Call[], session: ReplaySession): Call {
  const [address = ''] = received.url.split('?');
  const ranked = calls
    .filter(({ expected }) => expected.url === address)
    .map((call) => ({ call, wrong: safely(() => differences(received, call.expected, session).length) }))
    .toSorted((a, b) => a.wrong - b.wrong);
  return ranked[0]!.call;
}

function safely(count: () => number): number {
  try {
    return count();
  } catch {
    // A body that is not of the encoding at all.
    return Number.POSITIVE_INFINITY;
  }
}

/** Where the page was sent a state. */
function stateOf({ asked }: ReplaySession): Record<string, string> {
  return asked['state'] === undefined ? {} : { state: asked['state'] };
}

function consentPage(wrong: readonly string[]): string {
  return `<h1>${wrong.length > 0 ? `Refused: ${wrong.join('; ')}` : 'Sign in'}</h1>
<form method="post" action="/replay/decided">
<input type="hidden" name="fragment">
<button name="answer" value="yes">Allow</button> <button name="answer" value="no">Deny</button>
</form><script>document.forms[0].fragment.value = location.hash.slice(1)</script>`;
}

function selfSubmitting(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
  );
  return `<body onload="document.forms[0].submit()"><form method="post" action="${action}">${inputs.join('')}</form>`;
}

function page(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><title>Sign in</title>${body}`);
}

function send(
  response: ServerResponse,
  { status = 200, type = 'application/json', headers = {}, body }: ReplayReply,
): void {
  response
    .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
}
