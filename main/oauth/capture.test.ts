import { describe, expect, test } from 'vitest';
import { captureStep, type CaptureContext } from './capture';
import { Secret } from './secret';
import type { RawReply, TokenRequest, TransportResult } from './types';

const ACCESS = 'CANARY/access+0123456789abcdef==';
const REFRESH = 'canary-refresh-9876543210fedcba';
const CLIENT_SECRET = 'canary "client" s€cret/+&=%';
const PASSWORD = 'hunter2!';
const CODE = 'canary-code-5f2c';
const VERIFIER = 'canary-verifier-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const JWT = 'eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiJqd3QifQ.Y2FuYXJ5LXNpZ25hdHVyZQ';

const context: CaptureContext = {
  sentAt: 1000,
  endedAt: 1500,
  clientId: 'my-client',
  secrets: [new Secret(CLIENT_SECRET), new Secret(REFRESH)],
  about: 'tokens',
};

function request(part: Partial<TokenRequest> = {}): TokenRequest {
  return {
    url: 'https://as.example/oauth2/v2.0/token',
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    query: new Secret(''),
    body: new Secret(
      new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'my-client',
        code: CODE,
        code_verifier: VERIFIER,
        client_secret: CLIENT_SECRET,
        password: PASSWORD,
        scope: 'read write',
      }).toString(),
    ),
    ...part,
  };
}

function reply(body: string | object, headers: Record<string, string> = {}, status = 200): TransportResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const raw: RawReply = {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(text),
    sentAt: 1000,
    receivedAt: 1200,
  };
  return { kind: 'reply', reply: raw };
}

/** All of what is kept, as it is written to disk and shown. */
function kept(result: TransportResult, asked = request(), around = context): string {
  return JSON.stringify(captureStep(asked, result, around));
}

function textOf(result: TransportResult, around = context): string {
  const { answer } = captureStep(request(), result, around);
  return answer.kind === 'reply' ? answer.text : answer.detail;
}

/** Every way of writing a secret that a server or a header uses, made here by other means than the code under test. */
function writings(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    encodeURIComponent(encodeURIComponent(secret)),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(`my-client:${secret}`).toString('base64'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('hex').toUpperCase(),
  ];
}

describe('a captured request', () => {
  test('shows every name, and of the values only the harmless ones', () => {
    const { request: sent } = captureStep(request(), reply({}), context);
    expect(sent.method).toBe('POST');
    expect(sent.url).toBe('https://as.example/oauth2/v2.0/token');
    expect(Object.fromEntries(sent.body)).toMatchObject({
      grant_type: 'authorization_code',
      client_id: 'my-client',
      scope: 'read write',
      password: '••••',
    });
    expect(Object.fromEntries(sent.body)['code_verifier']).toMatch(/^••••aaaa#[0-9a-f]{8}$/);
  });

  test('holds no code, verifier, secret or password, in whatever place they were sent', () => {
    const basic = Buffer.from(`my-client:${CLIENT_SECRET}`).toString('base64');
    const everything = kept(
      reply({ ok: true }),
      request({
        url: `https://as.example/t/${REFRESH}?api_key=${encodeURIComponent(CLIENT_SECRET)}`,
        headers: {
          authorization: new Secret(`Basic ${basic}`),
          dpop: new Secret(JWT),
          cookie: 'sid=canary-cookie-1',
          'x-api-key': new Secret('canary-header-77'),
        },
        query: new Secret(`access_token=${encodeURIComponent(ACCESS)}`),
      }),
    );
    for (const secret of [
      CODE,
      VERIFIER,
      ACCESS,
      basic,
      JWT,
      'canary-cookie-1',
      'canary-header-77',
      PASSWORD,
      REFRESH,
    ]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(encodeURIComponent(secret));
    }
    expect(everything).toContain('Basic ••••"');
    expect(everything).not.toContain('s€cret');
  });

  test('as JSON is shown member by member', () => {
    const { request: sent } = captureStep(
      request({
        headers: { 'content-type': 'application/json' },
        body: new Secret(JSON.stringify({ grant_type: 'x', resource: ['a', 'b'], app_secret: CLIENT_SECRET })),
      }),
      reply({}),
      context,
    );
    expect(sent.encoding).toBe('json');
    expect(sent.body.map(([name]) => name)).toEqual(['grant_type', 'resource', 'resource', 'app_secret']);
    expect(JSON.stringify(sent)).not.toContain('cret/');
  });
});

describe('a captured reply', () => {
  test('keeps what people and tickets need: errors, numbers, scopes, times, trace ids', () => {
    const body = {
      error: 'invalid_grant',
      error_description: 'AADSTS70008: expired. Trace ID: 1b2c3d4e-1111-2222-3333-444455556666 at 2026-01-02 03:04:05Z',
      error_codes: [70008],
      expires_in: 3600,
      scope: 'read write',
      token_type: 'Bearer',
      has_more: false,
      hint: 'sign in again',
    };
    expect(JSON.parse(textOf(reply(body, {}, 400)))).toEqual(body);
  });

  test('masks tokens wherever they stand, with a fingerprint that tells them apart', () => {
    const shown = textOf(reply({ access_token: ACCESS, data: { refresh_token: REFRESH, list: [JWT] }, id_token: JWT }));
    expect(shown).toMatch(/"access_token": "••••(?:ef==)?#[0-9a-f]{8}"/);
    expect(shown).toMatch(/"refresh_token": "••••dcba#[0-9a-f]{8}"/);
    for (const secret of [ACCESS, REFRESH, JWT]) expect(shown).not.toContain(secret);
  });

  test.each([
    ['an unexpected field', { thing: ACCESS }],
    ['a nested list', { a: [{ b: [[ACCESS]] }] }],
    ['the name of a field', { [ACCESS]: 1 }],
    ['text for people', { error_description: `refused ${ACCESS}, sorry` }],
    ['JSON within a text', { data: JSON.stringify({ inner: ACCESS }) }],
    ['a short field', { x: 'a1b2c3d4e5' }],
    ['a secret number', { pin: 482_913 }],
  ])('masks a secret that nobody knows in %s', (_, body) => {
    const shown = kept(reply(body));
    for (const secret of [ACCESS.slice(0, 30), 'access+0123', 'a1b2c3d4e5', '482913'])
      expect(shown).not.toContain(secret);
  });

  test.each([
    ['known', CLIENT_SECRET],
    ['sent', PASSWORD],
    ['of the account', REFRESH],
    ['a code that was sent', CODE],
  ])('finds a secret that is %s in every encoding, in every kind of body and in headers', (_, secret) => {
    for (const written of writings(secret)) {
      for (const result of [
        reply({ error: 'x', error_description: `got ${written} from you` }),
        reply({ message: written, msg: `"${written}"` }),
        reply(`{"error_description":"${written.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"}`),
        reply(`<html><body>${written}</body></html>`, { 'content-type': 'text/html' }),
        reply(`error=x&error_description=${encodeURIComponent(written)}`),
        reply({}, { 'x-echo': written, server: written, location: `https://a.example/${written}` }),
        reply('', { 'www-authenticate': `Basic realm="${written}"` }),
      ]) {
        const everything = kept(result);
        expect(everything).not.toContain(written);
        expect(everything).not.toContain(JSON.stringify(written).slice(1, -1));
      }
    }
  });

  test.each([
    ['one', 40_000, 1],
    ['four', 16_400, 4],
    ['forty', 3_000, 40],
  ])('finds tokens of any length, wherever they stand: %s', (_, length, count) => {
    const tokens = Array.from({ length: count }, (__, index) => `${'Long+'.repeat(length / 5)}${index}`);
    const around = { ...context, secrets: tokens.map((token) => new Secret(token)) };
    const written = tokens.flatMap((token) => [token, encodeURIComponent(token), Buffer.from(token).toString('hex')]);
    const shown = kept(reply({ error: 'x', error_description: 'gone', hint: written.join(' ') }), request(), around);
    expect(shown).toContain('gone');
    expect(shown).not.toMatch(/Long|4c6f6e67/);
    // The words between them stay.
    expect(textOf(reply(`it was ${tokens[0]}, ok`, { 'content-type': 'text/plain' }), around)).toMatch(
      /^it was ••••\S* ok$/,
    );
  });

  test('is pretty where it is JSON, also in JSONP, and as it came otherwise', () => {
    expect(textOf(reply('{"a":1}'))).toBe('{\n  "a": 1\n}');
    expect(textOf(reply('callback( {"ret":0} );\n'))).toBe('callback( {\n  "ret": 0\n} );');
    expect(textOf(reply(`access_token=${encodeURIComponent(ACCESS)}&expires_in=3600`))).toMatch(
      /^access_token=••••\S*\n&expires_in=3600$/,
    );
    expect(textOf(reply(`{"access_token":"${ACCESS}",`))).not.toContain('access+');
    expect(textOf(reply(''))).toBe('');
  });

  test('keeps every digit of an integer that a number cannot hold, and masks it under a secret name', () => {
    const body =
      '{"user_id":17841405793187218123,"small":-3,"in":"{\\"id\\":-9007199254740993123}","password":12345678901234567890}';
    const text = textOf(reply(body));
    expect(text).toContain('"user_id": 17841405793187218123,');
    expect(text).toContain('"small": -3,');
    expect(text).toContain('-9007199254740993123');
    expect(text).not.toContain('12345678901234567890');
  });

  test('of a person shows what the protocol names and nothing of the person', () => {
    const shown = textOf(reply({ sub: 'ada', email: 'ada@b.example', active: true, scope: 'read' }), {
      ...context,
      about: 'person',
    });
    expect(shown).not.toMatch(/ada/);
    expect(shown).toContain('"scope": "read"');
    expect(shown).toContain('"active": true');
  });

  test('masks cookies, unknown headers and where a redirect leads', () => {
    const { answer } = captureStep(
      request(),
      reply(
        {},
        {
          'set-cookie': 'sid=canary-1',
          'x-session': 'abc123def',
          'x-request-id': 'r-7',
          location: 'https://a.example/p?code=1',
        },
      ),
      context,
    );
    expect(answer).toMatchObject({
      headers: [
        ['content-type', 'application/json'],
        ['set-cookie', '••••'],
        ['x-session', '••••'],
        ['x-request-id', 'r-7'],
        ['location', 'https://a.example/p?••••'],
      ],
    });
  });

  test('names nobody: of an e-mail address the server is left', () => {
    expect(textOf(reply({ error_description: "User 'ada.l@contoso.com' is unknown" }))).toContain("'••••@contoso.com'");
  });

  test('is bounded, and says so', () => {
    const { answer } = captureStep(request(), reply({ msg: 'word '.repeat(5000) }), context);
    expect(answer).toMatchObject({ cut: true, bytes: 25_010 });
    expect(answer.kind === 'reply' && answer.text.length).toBe(8000);
  });

  test('that never came says why, without what was sent', () => {
    const lost: TransportResult = { kind: 'lost', reason: 'timed_out', detail: `no answer to ${REFRESH}` };
    expect(captureStep(request(), lost, context).answer).toMatchObject({ kind: 'lost', reason: 'timed_out', at: 1500 });
    expect(kept(lost)).not.toContain(REFRESH);
  });
});
