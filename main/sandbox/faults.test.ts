import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashToken, startSandbox, type Fault, type Sandbox } from './index';
import { clientFor, connectSinaapp, kaixinPassword, refreshSinaapp, type Answer } from './test-client';

const ordinary = clientFor('sinaapp', 'ordinary');

describe('a fault told to the sandbox', () => {
  let sandbox: Sandbox;
  let refreshToken: string;
  beforeEach(async () => {
    sandbox = await startSandbox();
    refreshToken = (await connectSinaapp(sandbox)).refresh_token;
  });
  afterEach(() => sandbox.close());

  const refresh = (): Promise<Answer> => refreshSinaapp(sandbox, ordinary, refreshToken);
  const rotations = (): number =>
    sandbox.redemptions(hashToken(refreshToken)).filter((entry) => entry.outcome === 'rotated').length;

  it.each<[Fault, number, string | null]>([
    [{ kind: 'status', status: 500 }, 500, null],
    [{ kind: 'status', status: 429, retryAfter: '7' }, 429, '7'],
  ])('%o answers so, does no work, and is over after one request', async (fault, status, retryAfter) => {
    sandbox.failNext(fault);
    const failed = await refresh();
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(rotations()).toBe(0);
    expect((await refresh()).status).toBe(200);
  });

  it('html answers HTTP 200 with a page and does no work', async () => {
    sandbox.failNext({ kind: 'html' });
    const answer = await refresh();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(rotations()).toBe(0);
  });

  it('a cut before the work leaves the refresh token good', async () => {
    sandbox.failNext({ kind: 'cut', when: 'before' });
    await expect(refresh()).rejects.toThrow('fetch failed');
    expect((await refresh()).status).toBe(200);
  });

  it.each<Fault>([
    { kind: 'cut', when: 'after' },
    { kind: 'cut', when: 'midway' },
  ])('%o spends the refresh token and the answer is lost', async (fault) => {
    sandbox.failNext(fault);
    await expect(refresh()).rejects.toThrow(/^(fetch failed|terminated)$/);
    expect(rotations()).toBe(1);
    expect((await refresh()).body).toContain('Invalid refresh token');
    const entry = sandbox.requests.find((request) => request.outcome === 'fault');
    expect(entry).toMatchObject({ status: null, grantType: 'refresh_token' });
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a hang %s the work never answers, until the client gives up', async (when, expected) => {
    sandbox.failNext({ kind: 'hang', when });
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: ordinary.clientId,
      client_secret: ordinary.clientSecret,
    });
    const signal = AbortSignal.timeout(200);
    await expect(fetch(sandbox.endpoints.sinaapp.token, { method: 'POST', body, signal })).rejects.toThrow('timeout');
    expect(rotations()).toBe(expected);
  });

  it('a hang does not hold up closing', async () => {
    sandbox.failNext({ kind: 'hang', when: 'before' });
    const settled = Promise.allSettled([refresh()]);
    await expect.poll(() => sandbox.requests.at(-1)?.outcome).toBe('fault');
    await sandbox.close();
    expect((await settled)[0].status).toBe('rejected');
  });

  it('a slow answer comes after the work, later', async () => {
    sandbox.failNext({ kind: 'slow', seconds: 0.05 });
    expect((await refresh()).status).toBe(200);
    expect(rotations()).toBe(1);
  });

  it('odd JSON carries good tokens in a bad coat', async () => {
    sandbox.failNext({ kind: 'odd-json' });
    const answer = await refresh();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'text/html; charset=utf-8']);
    expect(answer.body).toMatch(/"expires_in": "604800",\n\t"scope": null,\n\t"refresh_token": "[0-9a-f]{40}",\n\}\n$/);
    expect(answer.body).not.toContain('token_type');
    expect(rotations()).toBe(1);
  });

  it('truncated JSON arrives complete and cannot be read', async () => {
    sandbox.failNext({ kind: 'truncated-json' });
    const answer = await refresh();
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
    expect(rotations()).toBe(1);
  });

  it('a test may rewrite the answer', async () => {
    sandbox.failNext({ kind: 'reshape', reshape: (reply) => ({ ...reply, body: `cb(${reply.body})` }) });
    expect((await refresh()).body).toMatch(/^cb\(\{[^]*\}\)$/);
  });

  it('meets as many requests as told, and only the grant type told', async () => {
    sandbox.failNext({ kind: 'status', status: 503 }, { times: 2, grantType: 'refresh_token' });
    expect((await kaixinPassword(sandbox)).status).toBe(200);
    expect([(await refresh()).status, (await refresh()).status, (await refresh()).status]).toEqual([503, 503, 200]);
  });

  it('can be taken back', async () => {
    sandbox.failNext({ kind: 'status', status: 500 }, { times: 9 });
    sandbox.clearFaults();
    expect((await refresh()).status).toBe(200);
  });

  it('leaves pages alone', async () => {
    sandbox.failNext({ kind: 'status', status: 500 });
    expect((await fetch(sandbox.origin)).status).toBe(200);
  });
});
