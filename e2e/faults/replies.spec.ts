/** What servers and networks do to a reply: drop it, cut it, bend it, or answer with something else. */
import type { ServerResponse } from 'node:http';
import { accountOf, connectAccounts, expect, standingOf, test } from './support/fixtures';
import { report, short } from './support/rows';
import { json } from './support/rotation-server';

test('a POST dropped by the server, again and again: each is sent once, on a connection of its own', async ({
  serve,
  start,
}) => {
  const server = await serve({ strict: false });
  const app = await start(server);
  const [id] = await connectAccounts(app, 1);
  const rounds = 50;
  for (let round = 0; round < rounds; round += 1) {
    server.meet(null);
    expect(await app.ask('refresh', { id: id!, again: true })).toBe('refreshed');
    server.meet(() => ({ after: (response) => response.destroy() }));
    expect(await app.ask('refresh', { id: id!, again: false })).toBe('failed uncertain connection_lost');
  }
  const sent = server.redemptions.length;
  expect(new Set(server.redemptions.map(({ connection }) => connection)).size).toBe(sent);
  await report({
    fault: 'POST dropped after a connection was used',
    injected: rounds,
    survived: rounds,
    grantsLost: standingOf(await accountOf(app, id!), server) === 'lost' ? 1 : 0,
    recordsDamaged: 0,
    extraRequests: sent - 2 * rounds,
    note: `${sent} requests on ${sent} connections`,
  });
  expect(sent).toBe(2 * rounds);
});

const framings = {
  'Content-Length': (body: string) => `content-length: ${body.length}\r\n\r\n${body}`,
  chunked: (body: string) => `transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  'end of connection': (body: string) => `connection: close\r\n\r\n${body}`,
} as const;

for (const [name, framing] of Object.entries(framings)) {
  test(`a reply cut at every byte, its end told by ${name}`, async ({ serve, start }) => {
    const server = await serve({ strict: false });
    const app = await start(server);
    const [id] = await connectAccounts(app, 1);
    const step = short ? 9 : 1;
    let [cuts, lost, whole, length] = [0, 0, 0, Infinity];
    for (let at = 0; at < length; at += step) {
      server.meet(() => ({
        after(response, body) {
          const raw = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${framing(body)}`;
          length = raw.length;
          response.socket?.end(raw.slice(0, at));
        },
      }));
      const outcome = await app.ask('refresh', { id: id!, again: false });
      cuts += 1;
      if (standingOf(await accountOf(app, id!), server) === 'lost') lost += 1;
      if (outcome === 'refreshed') whole += 1;
      else expect(outcome).toMatch(/^failed uncertain/);
      server.meet(null);
      expect(await app.ask('refresh', { id: id!, again: true })).toBe('refreshed');
    }
    const refused = server.redemptions.filter(({ outcome }) => outcome === 'refused').length;
    const note = `${whole} were whole but for their framing`;
    const fault = `reply cut at every byte (${name})`;
    await report({
      fault,
      injected: cuts,
      survived: cuts,
      grantsLost: lost,
      recordsDamaged: 0,
      extraRequests: refused,
      note,
    });
    expect({ lost, refused }).toEqual({ lost: 0, refused: 0 });
  });
}

test('fifty refreshes at once are one request', async ({ serve, start }) => {
  const server = await serve({ strict: true });
  const app = await start(server);
  const [id] = await connectAccounts(app, 1);
  server.hold(200);
  const outcomes = await app.ask('refreshTogether', { id: id!, times: 50 });
  expect(outcomes).toEqual(Array.from({ length: 50 }, () => 'refreshed'));
  expect(server.redemptions).toHaveLength(1);
  await report({
    fault: '50 refreshes of one account at once',
    injected: 50,
    survived: 50,
    grantsLost: 0,
    recordsDamaged: 0,
    extraRequests: server.redemptions.length - 1,
  });
});

const page = '<!doctype html><title>Welcome</title><h1>Sign in to this network</h1>';
const answer =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Answers in place of the server's work, and what the refresh is to make of each. */
const refusals: readonly (readonly [string, (response: ServerResponse) => void, string])[] = [
  ['429 with Retry-After', answer(429, '{}', { 'retry-after': '7200' }), 'failed server rate_limited'],
  ['500', answer(500, '{"error":"server_error"}'), 'failed server server_unavailable'],
  ['503 with a page', answer(503, page, { 'content-type': 'text/html' }), 'failed not_from_server'],
  ['the page of a captive portal', answer(200, page, { 'content-type': 'text/html' }), 'failed not_from_server'],
  ['a redirect to a portal', answer(302, '', { location: 'http://portal.invalid/' }), 'failed not_from_server'],
  ['invalid_grant', answer(400, '{"error":"invalid_grant"}'), 'failed server sign_in_needed'],
  ['invalid_client', answer(401, '{"error":"invalid_client"}'), 'failed server client_rejected'],
  ['unauthorized_client', answer(400, '{"error":"unauthorized_client"}'), 'failed server not_permitted'],
];

for (const [name, instead, expected] of refusals) {
  test(`${name}: the tokens are kept, and sent again they work`, async ({ serve, start }) => {
    const server = await serve({ strict: true });
    const app = await start(server);
    const [id] = await connectAccounts(app, 1);
    const before = await accountOf(app, id!);
    server.meet(() => ({ instead }));
    expect(await app.ask('refresh', { id: id!, again: false })).toBe(expected);
    await app.kill();
    const next = await start(server);
    const { generation, refreshTokenHash } = next.ready.accounts[0]!;
    expect({ generation, refreshTokenHash }).toEqual({
      generation: before.generation,
      refreshTokenHash: before.refreshTokenHash,
    });
    server.meet(null);
    expect(await next.ask('refresh', { id: id!, again: false })).toBe('refreshed');
    await report({
      fault: `server answers ${name}`,
      injected: 1,
      survived: 1,
      grantsLost: 0,
      recordsDamaged: next.ready.damaged.length,
      extraRequests: server.redemptions.length - 1,
    });
  });
}

/** Replies that hold new tokens in a form that strict readers refuse. */
const bends: readonly (readonly [string, (tokens: Record<string, unknown>) => [number, string, string]])[] = [
  ['HTTP 201', (tokens) => [201, 'application/json', JSON.stringify(tokens)]],
  ['text/html', (tokens) => [200, 'text/html', JSON.stringify(tokens)]],
  ['no token_type', (tokens) => [200, 'application/json', JSON.stringify({ ...tokens, token_type: undefined })]],
  ['expires_in null', (tokens) => [200, 'application/json', JSON.stringify({ ...tokens, expires_in: null })]],
  ['expires_in a text', (tokens) => [200, 'application/json', JSON.stringify({ ...tokens, expires_in: '3600' })]],
  ['scope a list', (tokens) => [200, 'application/json', JSON.stringify({ ...tokens, scope: ['a', 'b'] })]],
  ['a byte order mark', (tokens) => [200, 'application/json', `\u{feff}${JSON.stringify(tokens)}`]],
  ['a trailing comma', (tokens) => [200, 'application/json', JSON.stringify(tokens).replace(/\}$/, ',}')]],
  ['JSONP', (tokens) => [200, 'text/javascript', `callback(${JSON.stringify(tokens)});`]],
  ['a form', (tokens) => [200, 'text/plain', new URLSearchParams(tokens as Record<string, string>).toString()]],
];

test('replies that no strict reader takes bring their tokens all the same', async ({ serve, start }) => {
  const server = await serve({ strict: true });
  const app = await start(server);
  const [id] = await connectAccounts(app, 1);
  for (const [name, bend] of bends) {
    server.meet(() => ({
      after(response, body) {
        const [status, type, bent] = bend(JSON.parse(body) as Record<string, unknown>);
        response.writeHead(status, { 'content-type': type }).end(bent);
      },
    }));
    expect(await app.ask('refresh', { id: id!, again: false }), name).toBe('refreshed');
    expect(standingOf(await accountOf(app, id!), server), name).toBe('sound');
  }
  await report({
    fault: 'malformed replies that hold tokens',
    injected: bends.length,
    survived: bends.length,
    grantsLost: 0,
    recordsDamaged: 0,
    extraRequests: server.redemptions.length - bends.length,
  });
});

test('a reply that nobody can read is kept, through the next refresh as well', async ({ serve, start }) => {
  const server = await serve({ strict: false });
  const app = await start(server);
  const [id] = await connectAccounts(app, 1);
  server.meet(() => ({ after: (response, body) => json(response, 200, body.replaceAll(':', ' is ')) }));
  expect(await app.ask('refresh', { id: id!, again: false })).toBe('failed uncertain unreadable');
  await app.kill();
  const next = await start(server);
  expect(standingOf(next.ready.accounts[0]!, server)).toBe('told');
  server.meet(null);
  expect(await next.ask('refresh', { id: id!, again: true })).toBe('refreshed');
  await report({
    fault: 'reply that nobody can read',
    injected: 1,
    survived: 1,
    grantsLost: 0,
    recordsDamaged: next.ready.damaged.length,
    extraRequests: 0,
    note: 'Uncertain, the sealed reply kept',
  });
});
