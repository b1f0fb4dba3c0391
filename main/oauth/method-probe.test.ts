/** Against real loopback servers of each kind. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { probeMethods } from './method-probe';
import { Secret } from './secret';
import { requestUrl } from './request-shape';
import { fromCatalogue, providerWith } from './testing/read';
import type { Transport } from './types';

interface Asked {
  readonly basic: string | null;
  readonly form: URLSearchParams;
}
type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serverThat(answers: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const read = async (request: IncomingMessage): Promise<Asked> => {
    const [, encoded] = /^Basic (.*)$/.exec(request.headers.authorization ?? '') ?? [];
    return {
      basic: encoded === undefined ? null : Buffer.from(encoded, 'base64').toString(),
      form: new URLSearchParams(await text(request)),
    };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one = await read(request);
    asked.push(one);
    const [status, body, headers] = answers(one);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token` };
}

const send: Transport = async (request) => {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    value instanceof Secret ? value.reveal() : value,
  ]);
  const response = await fetch(requestUrl(request), { method: 'POST', headers, body: request.body.reveal() });
  return {
    kind: 'reply',
    reply: {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
      sentAt: 0,
      receivedAt: 0,
    },
  };
};

const methods = ['client_secret_basic', 'client_secret_post', 'none'] as const;
const probe = (tokenEndpoint: string, provider = fromCatalogue('standard')) =>
  probeMethods(send, {
    provider,
    client: { clientId: 'me', clientSecret: new Secret('right'), authentication: 'none', tokenEndpoint },
    methods,
    now: () => 0,
  });

const refused: Answer = [401, { error: 'invalid_client' }];
const believed: Answer = [400, { error: 'invalid_grant' }];

test('a server that takes the form body only', async () => {
  const { url, asked } = await serverThat(({ form }) => (form.get('client_secret') === 'right' ? believed : refused));
  expect(await probe(url)).toEqual({
    kind: 'found',
    method: 'client_secret_post',
    sure: true,
    steps: [
      { method: 'client_secret_basic', code: 'invalid_client', outcome: 'refused' },
      { method: 'client_secret_post', code: 'invalid_grant', outcome: 'accepted' },
    ],
  });
  expect(new Set(asked.map(({ form }) => form.get('code'))).size).toBe(asked.length);
  expect(asked.every(({ form }) => form.get('grant_type') === 'authorization_code')).toBe(true);
});

test('a server that takes a Basic header only', async () => {
  const { url, asked } = await serverThat(({ basic }) => (basic === 'me:right' ? believed : refused));
  expect(await probe(url)).toMatchObject({ kind: 'found', method: 'client_secret_basic', sure: true });
  // The first is accepted; the second shows that a wrong secret is not.
  expect(asked).toHaveLength(2);
});

test.each([
  ['with nothing but the status', ''],
  ['with a page', '<html><title>HTTP Status 401</title></html>'],
])('a server that refuses a Basic header %s, and takes the form body', async (_how, body) => {
  const { url } = await serverThat(({ form }) =>
    form.get('client_secret') === 'right' ? believed : [401, body, { 'www-authenticate': 'Basic realm="token"' }],
  );
  expect(await probe(url)).toMatchObject({
    kind: 'found',
    method: 'client_secret_post',
    steps: [{ outcome: 'refused' }, { outcome: 'accepted' }],
  });
});

test('a server for public clients', async () => {
  const { url } = await serverThat(({ basic, form }) =>
    basic === null && !form.has('client_secret') && form.get('client_id') === 'me' ? believed : refused,
  );
  expect(await probe(url)).toMatchObject({ kind: 'found', method: 'none' });
});

test('a server that believes everything is said to do so', async () => {
  const { url } = await serverThat(() => believed);
  expect(await probe(url)).toMatchObject({ kind: 'found', method: 'client_secret_basic', sure: false });
});

test('a server that refuses them all', async () => {
  const { url, asked } = await serverThat(() => refused);
  expect(await probe(url)).toMatchObject({ kind: 'none', steps: [{}, {}, {}] });
  expect(asked).toHaveLength(3);
});

test('a server that limits the rate is not asked any further', async () => {
  const { url, asked } = await serverThat(() => [429, { error: 'slow_down' }, { 'retry-after': '30' }]);
  expect(await probe(url)).toEqual({ kind: 'later', retryAt: 30_000, steps: [] });
  expect(asked).toHaveLength(1);
});

test('a server that answers errors with 200 and words of its own', async () => {
  const provider = providerWith({
    error: { code: 'errcode', classes: { misconfigured: ['40125'], sign_in_needed: ['40029'] } },
  });
  const { url } = await serverThat(({ form }) => [
    200,
    { errcode: form.get('client_secret') === 'right' ? 40029 : 40125 },
  ]);
  expect(await probe(url, provider)).toMatchObject({ kind: 'found', method: 'client_secret_post', sure: true });
});

test('a server that says invalid_request once the client is believed', async () => {
  const { url } = await serverThat(({ form }) =>
    form.get('client_secret') === 'right' ? [400, { error: 'invalid_request' }] : refused,
  );
  expect(await probe(url)).toMatchObject({ kind: 'found', method: 'client_secret_post', sure: false });
});

test('what is no token endpoint at all', async () => {
  const { url } = await serverThat(() => [200, '<html><title>Welcome</title></html>']);
  expect(await probe(url)).toEqual({ kind: 'unreadable', status: 200 });
});
