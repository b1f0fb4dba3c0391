import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from './index';
import { MAX_BODY_BYTES } from './read-request';
import { authorizeUrl, clientFor, connectSinaapp, kaixinPassword, post, send } from './test-client';

/** One GET with a Host header of our own, which fetch would not send. */
function statusForHost(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, path: '/', headers: { Host: host }, agent: false },
      (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode);
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('the sandbox as a server', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  it('listens on 127.0.0.1 and says where', async () => {
    expect(sandbox.origin).toBe(`http://127.0.0.1:${sandbox.port}`);
    expect((await send(sandbox.origin)).body).toContain('Latchkey sandbox');
    expect(sandbox.endpoints.sinaapp.authorize).toBe(`${sandbox.origin}/sinaapp/oauth2/authorize`);
    expect(sandbox.endpoints.sinaapp.token).toBe(`${sandbox.origin}/sinaapp/oauth2/access_token`);
    expect(sandbox.endpoints.kaixin001.token).toBe(`${sandbox.origin}/kaixin001/oauth2/access_token`);
  });

  it('cannot be reached on another address', async () => {
    await expect(fetch(`http://127.0.0.2:${sandbox.port}/`)).rejects.toThrow('fetch failed');
  });

  it('takes the preferred port, and a free one when it is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const elsewhere = await startSandbox({ port });
    expect(elsewhere.port).not.toBe(port);
    await elsewhere.close();
    await new Promise((resolve) => blocker.close(resolve));
    const preferred = await startSandbox({ port });
    expect(preferred.port).toBe(port);
    await preferred.close();
  });

  it.each([
    ['127.0.0.1', 200],
    ['localhost:1234', 200],
    ['LOCALHOST', 200],
    ['[::1]:80', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example:80', 421],
    ['192.168.0.1', 421],
  ])('answers the Host header %s with HTTP %i', async (host, status) => {
    expect(await statusForHost(sandbox.port, host)).toBe(status);
  });

  it('refuses a body over 64 KiB and takes one at the limit', async () => {
    const url = sandbox.endpoints.sinaapp.token;
    const padding = 'x'.repeat(MAX_BODY_BYTES - 'grant_type='.length);
    expect((await post(url, { grant_type: padding })).status).toBe(400);
    expect((await post(url, { grant_type: `${padding}x` })).status).toBe(413);
  });

  it('answers an unknown path with 404 and a wrong method with 405', async () => {
    expect((await send(`${sandbox.origin}/nothing`)).status).toBe(404);
    const answer = await send(authorizeUrl(sandbox, clientFor('sinaapp', 'ordinary')), { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('marks every answer as practice', async () => {
    for (const url of [sandbox.origin, `${sandbox.origin}/nothing`, sandbox.endpoints.kaixin001.token]) {
      expect((await send(url)).headers.get('x-practice-server')).toBe('latchkey-sandbox');
    }
  });

  it('logs what was asked and what became of it, and which connection it came on', async () => {
    await connectSinaapp(sandbox);
    await kaixinPassword(sandbox, { scope: 'nonsense' });
    await send(`${sandbox.origin}/some-secret-in-a-path`);
    expect(sandbox.requests.map(({ at: _at, connection: _connection, ...entry }) => entry)).toEqual([
      {
        method: 'POST',
        path: '/sinaapp/oauth2/authorize',
        grantType: null,
        status: 302,
        outcome: 'redirected',
        detail: 'code',
      },
      {
        method: 'POST',
        path: '/sinaapp/oauth2/access_token',
        grantType: 'authorization_code',
        status: 200,
        outcome: 'granted',
        detail: 'authorization_code',
      },
      {
        method: 'POST',
        path: '/kaixin001/oauth2/access_token',
        grantType: 'password',
        status: 400,
        outcome: 'refused',
        detail: '40021',
      },
      { method: 'GET', path: '(unknown)', grantType: null, status: 404, outcome: 'refused', detail: 'http_404' },
    ]);
    expect(sandbox.requests.every((entry) => entry.connection > 0 && entry.at > 0)).toBe(true);
  });

  it('logs no secret', async () => {
    const tokens = await connectSinaapp(sandbox);
    await kaixinPassword(sandbox, { grant_type: 'a-misplaced-secret' });
    await send(`${sandbox.endpoints.sinaapp.whoami}?access_token=${tokens.access_token}`);
    const log = JSON.stringify([sandbox.requests, sandbox.redemptions()]);
    const { json001 } = sandbox.people.kaixin001;
    const secrets = [
      tokens.access_token,
      tokens.refresh_token,
      json001.password,
      'a-misplaced-secret',
      'client-secret',
      'practice-creator',
    ];
    for (const secret of secrets) expect(log).not.toContain(secret);
  });

  it('keeps the last 500 requests', async () => {
    for (let count = 0; count < 505; count += 1) await send(`${sandbox.origin}/favicon.ico`);
    expect(sandbox.requests).toHaveLength(500);
  });

  it('answers after the latency set', async () => {
    sandbox.configure({ latency: 0.05 });
    expect((await send(sandbox.origin)).status).toBe(200);
  });

  it('closes with answers held back for an hour and connections open, and may be closed twice', async () => {
    sandbox.configure({ latency: 3600 });
    const settled = Promise.allSettled([send(sandbox.origin)]);
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await sandbox.close();
    expect((await settled)[0].status).toBe('rejected');
    await sandbox.close();
    await expect(fetch(sandbox.origin)).rejects.toThrow('fetch failed');
  });
});
