/**
 * The servers of real providers under their real names, over TLS on loopback. The app is started so that these names lead here; nothing
 * of the catalogue's files is changed. One provider plays at a time, and a request to the name of another is a stray one. Strict: a request that is not as the provider's document has it is refused and written down.
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

export interface ReplayStage {
  /** By which an app is led here. */
  readonly options: { readonly hosts: Readonly<Record<string, number>>; readonly switches: readonly string[] };
  /** From now on a provider's servers are there, and no others. */
  play(provider: ReplayedProvider): Promise<ReplayServer>;
  /** Nobody is there any more. @returns the strays since the last one began to play */
  clear(): readonly string[];
  close(): Promise<void>;
}

export interface ReplayServer {
  /** Requests that were not as they should be. */
  readonly violations: readonly string[];
  /** What was answered with tokens, in order. */
  readonly granted: readonly string[];
  /** Requests that brought a secret, answered or not. */
  readonly tokenRequests: readonly string[];
  /** The next token request is answered so, if it is right. */
  answerNext(reply: ReplayReply): void;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** @param providers all that will play; the app is led here by their names */
export async function openStage(providers: readonly ReplayedProvider[]): Promise<ReplayStage> {
  let playing: { readonly hosts: ReadonlySet<string>; readonly answer: Answer } | null = null;
  let strays: string[] = [];
  const certificate = makeCertificate();
  const server = createServer(certificate, (request, response) => {
    const { host = '' } = request.headers;
    if (playing?.hosts.has(host) === true) return void playing.answer(request, response);
    strays.push(`${request.method} ${host}${request.url}`);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const names = (await Promise.all(providers.map(hostsOf))).flat();
  return {
    options: {
      hosts: Object.fromEntries(names.map((name) => [name, port])),
      switches: [`--ignore-certificate-errors-spki-list=${certificate.fingerprint}`],
    },
    async play(provider) {
      const { answer, ...played } = replay(provider);
      playing = { hosts: new Set(await hostsOf(provider)), answer };
      strays = [];
      return played;
    },
    clear() {
      playing = null;
      server.closeAllConnections();
      return strays;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a provider is asked during a sign-in and afterwards, by kind. */
function callsOf(provider: ReplayedProvider): readonly Call[] {
  return (['token', 'exchange', 'refresh'] as const).flatMap((kind) => {
    const expected = provider[kind];
    return expected === undefined ? [] : [{ kind, expected }];
  });
}

async function hostsOf(provider: ReplayedProvider): Promise<readonly string[]> {
  const urls = [provider.authorize.url, ...callsOf(provider).map(({ expected }) => expected.url)];
  return [...urls.map((url) => new URL(url).host), ...(await hostsInFile(provider.name))];
}

function replay(provider: ReplayedProvider): ReplayServer & { readonly answer: Answer } {
  const session: ReplaySession = { asked: {}, code: '', refreshToken: '', generation: 0 };
  const violations: string[] = [];
  const granted: string[] = [];
  const tokenRequests: string[] = [];
  let next: ReplayReply | null = null;
  const calls = callsOf(provider);

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

  const answer: Answer = async (request, response) => {
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

  return { answer, violations, granted, tokenRequests, answerNext: (reply) => (next = reply) };
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
