import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback, type LoopbackListener } from './loopback-listener';
import type { CapturedCallback } from './redirect-capture';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listening(host = '127.0.0.1', port: number | null = null): Promise<LoopbackListener> {
  const bound = await listenOnLoopback({
    host,
    port,
    withPort: (chosen) => `http://${host}:${chosen}/cb`,
    language: () => 'en',
  });
  if (bound.kind === 'failed') throw new Error(bound.detail);
  closers.push(bound.listener.close);
  return bound.listener;
}

/** A listener that takes what holds `state=ours`, and what it said so far. */
async function serving(host?: string) {
  const listener = await listening(host);
  const captured: CapturedCallback[] = [];
  const refused: string[] = [];
  listener.serve(
    ({ url, formBody }) => {
      const all = url + formBody;
      return all.includes('state=ours') ? 'answer' : all.includes('code=') ? 'not_ours' : 'no_parameters';
    },
    { captured: (arrival) => captured.push(arrival), refused: (why) => refused.push(why) },
  );
  return { listener, captured, refused };
}

/** Node's fetch does not let a test write its own Host header. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url);
    const asked = request(
      {
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: pathname + search,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        void text(response).then((body) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(options.body);
  });
}

describe('a loopback listener', () => {
  it('takes the answer once, and shows a page without script that nobody keeps', async () => {
    const { listener, captured } = await serving();
    const page = await ask(`${listener.callbackUrl}?code=1&state=ours`);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Back to Latchkey');
    expect(page.body).toContain('请回到 Latchkey');
    expect(page.body).not.toMatch(/<script|code=1/);
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect((await ask(`${listener.callbackUrl}?code=2&state=ours`)).status).toBe(404);
    expect(captured.map(({ url }) => url)).toEqual([`${listener.callbackUrl}?code=1&state=ours`]);
  });

  it('takes a form_post', async () => {
    const { listener, captured } = await serving();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await ask(listener.callbackUrl, { method: 'POST', headers, body: 'code=1&state=ours' });
    expect(captured).toEqual([{ url: listener.callbackUrl, formBody: 'code=1&state=ours' }]);
  });

  it('goes on waiting where the answer is not its own, or is hidden in a fragment', async () => {
    const { listener, captured, refused } = await serving();
    expect((await ask(`${listener.callbackUrl}?code=1&state=theirs`)).status).toBe(400);
    expect((await ask(listener.callbackUrl)).body).toContain('Copy the whole address');
    expect(refused).toEqual(['not_ours', 'no_parameters']);
    await ask(`${listener.callbackUrl}?code=1&state=ours`);
    expect(captured).toHaveLength(1);
  });

  it.each<[string, string, { method?: string; headers?: Record<string, string>; body?: string }]>([
    ['another path', '/other?state=ours', {}],
    ['a path below', '/cb/x?state=ours', {}],
    ['another name for this computer', '/cb?state=ours', { headers: { host: 'rebound.example' } }],
    ['this name at another port', '/cb?state=ours', { headers: { host: '127.0.0.1:1' } }],
    ['a frame', '/cb?state=ours', { headers: { 'sec-fetch-dest': 'iframe' } }],
    ['an image', '/cb?state=ours', { headers: { 'sec-fetch-dest': 'image' } }],
    ['another method', '/cb?state=ours', { method: 'PUT' }],
    [
      'a post that is no form',
      '/cb',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'state=ours' },
    ],
    [
      'a form that is too large',
      '/cb',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `state=ours&x=${'x'.repeat(70_000)}`,
      },
    ],
  ])('does not answer %s', async (_name, path, options) => {
    const { listener, captured, refused } = await serving();
    expect((await ask(new URL(path, listener.callbackUrl).href, options)).status).toBe(404);
    expect([captured, refused]).toEqual([[], []]);
  });

  it('answers 404 to everything before it serves', async () => {
    const listener = await listening();
    expect((await ask(`${listener.callbackUrl}?state=ours`)).status).toBe(404);
  });

  it('for localhost answers on both of its addresses', async () => {
    const { listener, captured } = await serving('localhost');
    const { port } = new URL(listener.callbackUrl);
    const headers = { host: `localhost:${port}` };
    expect((await ask(`http://127.0.0.1:${port}/cb`, { headers })).status).toBe(200);
    expect((await ask(`http://[::1]:${port}/cb?state=ours`, { headers })).status).toBe(200);
    expect(captured).toHaveLength(1);
  });

  it('says that its port is taken, and lets go of its own when it is closed', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    closers.push(() => other.close());
    const options = { host: '127.0.0.1', port, withPort: () => 'http://127.0.0.1/cb', language: () => 'en' };
    expect(await listenOnLoopback(options)).toMatchObject({ kind: 'failed', reason: 'taken' });
    const first = await listening();
    const freed = Number(new URL(first.callbackUrl).port);
    first.close();
    expect((await listening('127.0.0.1', freed)).callbackUrl).toBe(first.callbackUrl);
  });

  it('does not collide with another one', async () => {
    const [one, two] = [await serving(), await serving()];
    expect(one.listener.callbackUrl).not.toBe(two.listener.callbackUrl);
    await ask(`${two.listener.callbackUrl}?state=ours`);
    expect([one.captured.length, two.captured.length]).toEqual([0, 1]);
  });
});
