/** What a token endpoint can do to a first connection: each ends the attempt with a clear sentence, and nothing is lost. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { dialog } from './support/practice';
import { expect, test as base } from './support/latchkey';
import { connectFromForm, fillClientForm, openOtherProvider } from './support/screen';

const CALLBACK = 'http://callback.invalid/cb';

type Answer = (response: ServerResponse) => void;

interface FaultyServer {
  readonly origin: string;
  /** What was sent where besides the authorize page. */
  readonly requests: { readonly path: string; readonly body: string }[];
  answer: Answer;
}

const test = base.extend<{ readonly server: FaultyServer }>({
  server: async ({}, use) => {
    const requests: FaultyServer['requests'] = [];
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/authorize' && url.searchParams.get('client_id') === 'unknown') {
        // Glewlwyd 2.7.5, of a client or a callback that it does not know.
        response.writeHead(403, { 'referrer-policy': 'no-referrer' }).end();
        return;
      }
      if (url.pathname === '/authorize') {
        const back = new URLSearchParams({ code: 'canary-code', state: url.searchParams.get('state') ?? '' });
        response.writeHead(302, { location: `${CALLBACK}?${back.toString()}` }).end();
        return;
      }
      requests.push({ path: url.pathname, body: await text(request) });
      faulty.answer(response);
    };
    const http = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const faulty: FaultyServer = { origin, requests, answer: (response) => void response.writeHead(204).end() };
    await use(faulty);
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  },
});

const faults: readonly { readonly name: string; readonly answer: Answer; readonly says: string }[] = [
  {
    name: 'a redirect from the token endpoint',
    answer: (response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
    says: 'sent us elsewhere',
  },
  {
    name: 'a reply of more than 1 MiB',
    answer: (response) => void response.end(JSON.stringify({ access_token: 'x'.repeat(1_200_000) })),
    says: 'far too large',
  },
  {
    name: 'a web page',
    answer: (response) => void response.setHeader('content-type', 'text/html').end('<!doctype html><p>Log in</p>'),
    says: 'A web page came instead of a token.',
  },
  {
    name: 'an answer that breaks off',
    answer: (response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"access_token":"abc');
      response.destroy();
    },
    says: 'The connection broke',
  },
  { name: 'a server that never answers', answer: () => undefined, says: 'did not answer' },
];

for (const { name, answer, says } of faults) {
  test(`${name}: the attempt ends with a clear message, and the client is kept`, async ({
    sharedLatchkey: latchkey,
    server,
  }) => {
    server.answer = answer;
    await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
    await fillClientForm(latchkey, {
      'Client ID': 'me',
      'Client secret': 'canary-secret',
      'Callback URL': CALLBACK,
      'Authorize endpoint': `${server.origin}/authorize`,
      'Token endpoint': `${server.origin}/token`,
    });
    await connectFromForm(latchkey).catch(() => undefined);
    const failed = dialog(latchkey).getByRole('alert');
    await expect(failed).toContainText(says, { timeout: 45_000 });
    await expect(dialog(latchkey).getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(server.requests.map(({ path }) => path)).toEqual(['/token']);
    const { accounts, clients, attempts } = await latchkey.view();
    expect({ accounts, attempts }).toEqual({ accounts: [], attempts: [] });
    expect(clients).toMatchObject([{ clientId: 'me', hasSecret: true }]);

    server.answer = (response) =>
      void response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ access_token: 'abc', token_type: 'Bearer', expires_in: 3600 }));
    await dialog(latchkey).getByRole('button', { name: 'Try again' }).click();
    await expect(latchkey.window.getByRole('row', { name: 'Standard OAuth 2.0 server' })).toBeVisible();
  });
}

test('an authorize endpoint that refuses without a page leaves nobody before a white window', async ({
  sharedLatchkey: latchkey,
  server,
}) => {
  await openOtherProvider(latchkey, 'Standard OAuth 2.0 server');
  await fillClientForm(latchkey, {
    'Client ID': 'unknown',
    'Callback URL': CALLBACK,
    'Authorize endpoint': `${server.origin}/authorize`,
    'Token endpoint': `${server.origin}/token`,
  });
  await connectFromForm(latchkey).catch(() => undefined);
  const failed = dialog(latchkey).getByRole('alert');
  await expect(failed).toContainText('The sign-in page could not be loaded.');
  await dialog(latchkey).getByText('What the server said').click();
  await expect(dialog(latchkey)).toContainText('HTTP 403');
  await expect.poll(() => latchkey.windowAddresses()).toHaveLength(1);
});
