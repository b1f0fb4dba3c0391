import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type BenchFault, type Sandbox } from './index';
import {
  connectSinaapp,
  clientFor,
  kaixinPassword,
  post,
  refreshSinaapp,
  send,
  type Answer,
  type SinaappTokens,
} from './test-client';

const SECRET = 'the-secret-of-this-run';
const ordinary = clientFor('sinaapp', 'ordinary');

describe('the fault bench', () => {
  let sandbox: Sandbox;
  let tokens: SinaappTokens;
  let changes = 0;
  beforeEach(async () => {
    sandbox = await startSandbox({ controlSecret: SECRET, onTraffic: () => (changes += 1) });
    tokens = await connectSinaapp(sandbox);
  });
  afterEach(() => sandbox.close());

  const refresh = (): Promise<Answer> => refreshSinaapp(sandbox, ordinary, tokens.refresh_token);
  const whoami = (token = tokens.access_token): Promise<Answer> =>
    send(sandbox.endpoints.sinaapp.whoami, { headers: { Authorization: `Bearer ${token}` } });
  const next = (fault: BenchFault): void => sandbox.bench.set({ place: 'token', fault, until: 'next' });
  const control = (path: string, method: string, fields: Record<string, string> = {}, headers = {}): Promise<Answer> =>
    send(`${sandbox.origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${SECRET}`, ...headers },
      ...(method === 'POST' ? { body: new URLSearchParams(fields) } : {}),
    });

  it.each<[BenchFault, number, RegExp]>([
    ['server_error', 500, /told to fail/],
    ['too_many', 429, /told to fail/],
    ['portal', 200, /^<!doctype html>/],
    ['invalid_client', 400, /"error": "invalid_client"/],
    ['odd_error_200', 200, /temporarily_unavailable/],
  ])('%s answers without doing the work', async (fault, status, body) => {
    next(fault);
    const answer = await refresh();
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(body);
    expect(sandbox.redemptions()).toEqual([]);
    expect((await refresh()).status).toBe(200);
  });

  it.each<[BenchFault, RegExp]>([
    ['odd_loose', /"expires_in": "604800"/],
    ['odd_form', /^access_token=[0-9a-f]{40}&expires_in=604800&token_type=Bearer&refresh_token=/],
    ['odd_jsonp', /^callback\( \{"access_token":"[0-9a-f]{40}".*\} \);\n$/],
    ['odd_nested', /^\{"code":0,"message":"success","data":\{"access_token":/],
    ['odd_bare', /^\{"access_token":"[0-9a-f]{40}","scope":null,"refresh_token":"[0-9a-f]{40}"\}$/],
    ['odd_cut', /[^}]$/],
  ])('%s does the work and answers in that shape', async (fault, body) => {
    next(fault);
    expect((await refresh()).body).toMatch(body);
    expect(sandbox.redemptions().map(({ outcome }) => outcome)).toEqual(['rotated']);
  });

  it('reads its own Kaixin001 replies, too, whose last comma is no JSON', async () => {
    next('odd_form');
    expect((await kaixinPassword(sandbox)).body).toMatch(/^access_token=\d+_[0-9a-f]{32}&/);
    next('invalid_client');
    expect((await kaixinPassword(sandbox)).body).toContain('40017:Error');
  });

  it.each([
    ['clock_ahead', 3600],
    ['clock_behind', -3600],
  ] as const)('%s tells another time in the Date header', async (fault, by) => {
    next(fault);
    const { headers, body } = await refresh();
    const told = Date.parse(headers.get('date') ?? '');
    expect(Math.round((told - Date.now()) / 60_000)).toBe(by / 60);
    expect(body).toContain('"expires_in": 604800');
  });

  it('cuts the connection before or after the work', async () => {
    next('drop_before');
    await expect(refresh()).rejects.toThrow('fetch failed');
    expect(sandbox.redemptions()).toEqual([]);
    next('drop_after');
    await expect(refresh()).rejects.toThrow('fetch failed');
    expect(sandbox.redemptions()).toHaveLength(1);
  });

  it('keeps one fault on until it is switched off, and lets the next request meet another one first', async () => {
    sandbox.bench.set({ place: 'token', fault: 'portal', until: 'off' });
    sandbox.bench.set({ place: 'token', fault: 'server_error', until: 'off' });
    next('too_many');
    expect([(await refresh()).status, (await refresh()).status, (await refresh()).status]).toEqual([429, 500, 500]);
    sandbox.bench.switchOff('token', 'server_error');
    expect((await refresh()).status).toBe(200);
    expect(sandbox.bench.settings).toEqual([]);
  });

  it('leaves what a test told first, pages and the other place alone', async () => {
    next('server_error');
    sandbox.failNext({ kind: 'status', status: 503 });
    expect((await whoami()).status).toBe(200);
    expect((await send(sandbox.origin)).status).toBe(200);
    expect([(await refresh()).status, (await refresh()).status]).toEqual([503, 500]);
  });

  it('protects an API: a good token, one that has ended, and one that is said to have', async () => {
    expect((await whoami()).status).toBe(200);
    sandbox.bench.set({ place: 'api', fault: 'invalid_token', until: 'next' });
    const said = await whoami();
    expect([said.status, said.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('invalid_token'),
    ]);
    expect((await whoami()).status).toBe(200);
    expect(sandbox.endTokens('expire_access')).toBe(1);
    expect((await whoami()).status).toBe(401);
    expect((await refresh()).status).toBe(200);
    expect(sandbox.endTokens('kill_refresh')).toBe(1);
  });

  it('shows what was received and answered, with everything masked that opens something', async () => {
    const before = changes;
    await refresh();
    await whoami();
    expect(changes).toBeGreaterThan(before);
    const [refreshed, called] = sandbox.traffic.slice(-2);
    expect(refreshed).toMatchObject({ method: 'POST', path: '/sinaapp/oauth2/access_token', fault: null, status: 200 });
    expect(refreshed?.received).toEqual([
      { name: 'grant_type', value: 'refresh_token' },
      { name: 'refresh_token', value: `••••${tokens.refresh_token.slice(-4)}` },
      { name: 'client_id', value: 'practice-sinaapp' },
      { name: 'client_secret', value: expect.stringMatching(/^••••.{4}$/) },
    ]);
    expect(refreshed?.answer).toMatch(/"access_token": "••••[0-9a-f]{4}"/);
    expect(called?.received).toEqual([{ name: 'Authorization', value: `Bearer ••••${tokens.access_token.slice(-4)}` }]);
  });

  it('shows no secret, whatever is sent where', async () => {
    next('odd_cut');
    const cut = await refresh();
    await kaixinPassword(sandbox, { 'a-secret-as-a-name': 'x', unknown: 'a misplaced secret' });
    await send(`${sandbox.endpoints.sinaapp.whoami}?access_token=${tokens.access_token}`);
    await send(`${sandbox.origin}/some-secret-in-a-path`);
    const shown = JSON.stringify(sandbox.traffic);
    const issued = cut.body.match(/[0-9a-f]{16,}/g) ?? [];
    const secrets = [
      tokens.access_token,
      tokens.refresh_token,
      'practice-json001',
      'misplaced',
      'secret-as',
      'in-a-path',
      SECRET,
    ];
    expect(issued).not.toEqual([]);
    for (const secret of [...secrets, ...issued]) expect(shown).not.toContain(secret);
    expect(shown).not.toContain('-client-secret');
  });

  it('is controlled by programs that hold its secret', async () => {
    const set = await control('/control/faults', 'POST', { fault: 'server_error', until: 'off' });
    expect(JSON.parse(set.body)).toEqual({ faults: [{ place: 'token', fault: 'server_error', until: 'off' }] });
    expect((await refresh()).status).toBe(500);
    expect((await control('/control/faults', 'POST', { fault: 'nonsense' })).status).toBe(400);
    expect(JSON.parse((await control('/control/faults', 'DELETE')).body)).toEqual({ faults: [] });
    expect(JSON.parse((await control('/control/tokens', 'POST', { end: 'expire_access' })).body)).toEqual({ ended: 1 });
    expect((await control('/control/tokens', 'POST', { end: 'everything' })).status).toBe(400);
    expect((await control('/control', 'GET')).body).toBe('{"faults":[]}\n');
  });

  it('is controlled by nobody else: not without the secret, not by a page, not where there is no secret', async () => {
    const wrong = { Authorization: 'Bearer something else' };
    expect((await control('/control/faults', 'POST', { fault: 'portal' }, wrong)).status).toBe(403);
    expect((await control('/control/faults', 'POST', { fault: 'portal' }, { Origin: sandbox.origin })).status).toBe(
      403,
    );
    expect((await post(`${sandbox.origin}/control/tokens`, { end: 'kill_refresh' })).status).toBe(403);
    expect(sandbox.bench.settings).toEqual([]);
    const closed = await startSandbox();
    expect((await send(`${closed.origin}/control`, { headers: { Authorization: 'Bearer null' } })).status).toBe(403);
    await closed.close();
  });

  it('shows neither its own address nor the icon in the log', async () => {
    const before = sandbox.traffic.length;
    await control('/control', 'GET');
    await send(`${sandbox.origin}/favicon.ico`);
    expect(sandbox.traffic).toHaveLength(before);
  });
});
