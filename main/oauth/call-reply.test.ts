import { describe, expect, it } from 'vitest';
import { readCallReply, type CallReply } from './call-reply';
import { readIntrospection } from './introspection';
import { readPerson } from './profile';
import { Secret } from './secret';
import { fromCatalogue, providerWith, sentAt } from './testing/read';
import type { CallName, Provider } from '../providers';

const standard = fromCatalogue('standard');
const token = new Secret('a-very-secret-token-0123456789');

function read(
  body: string | object,
  {
    status = 200,
    headers = {},
    from = standard,
    call,
  }: { status?: number; headers?: Record<string, string>; from?: Provider; call?: CallName } = {},
): CallReply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = { status, headers, body: Buffer.from(text), sentAt, receivedAt: sentAt };
  return readCallReply(reply, from, (call && from[call]) ?? {}, [token], call);
}

function fieldsOf(reply: CallReply) {
  if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
  return reply.fields;
}

describe('a reply to a call', () => {
  it('is done with an empty body (RFC 7009 section 2.2)', () => {
    expect(read('')).toEqual({ kind: 'done', fields: {} });
    expect(read('', { status: 204 })).toEqual({ kind: 'done', fields: {} });
  });

  it.each(['null', 'OK', '"ok"', 'true', '[]', '""', 'Success.'])('is done by %s, where it is a revocation', (body) => {
    expect(read(body, { from: fromCatalogue('dropbox'), call: 'revoke' })).toEqual({ kind: 'done', fields: {} });
    expect(read(body, { call: 'userinfo' })).toMatchObject({ kind: 'unreadable' });
    expect(read(body, { status: 400, call: 'revoke' })).toMatchObject({ kind: 'error' });
  });

  it.each(['false', 'not ok', 'invalid token', '<html>Welcome to our Wi-Fi</html>'])('is not done by %s', (body) => {
    expect(read(body, { from: fromCatalogue('dropbox'), call: 'revoke' })).toMatchObject({ kind: 'unreadable' });
  });

  it('is an error where the body says so, under 200 too', () => {
    const slack = fromCatalogue('slack');
    expect(read({ ok: false, error: 'token_revoked' }, { from: slack, call: 'revoke' })).toMatchObject({
      kind: 'error',
      error: { code: 'token_revoked' },
    });
    const wechat = fromCatalogue('wechat');
    expect(read({ errcode: 40003, errmsg: 'invalid openid' }, { from: wechat, call: 'userinfo' })).toMatchObject({
      error: { code: '40003', text: 'invalid openid' },
    });
    const qq = fromCatalogue('qq');
    expect(read({ ret: -23, msg: 'token is invalid' }, { from: qq, call: 'userinfo' })).toMatchObject({
      kind: 'error',
      error: { code: '-23', text: 'token is invalid' },
    });
  });

  it('is none where the error field says so: TikTok sends one with every answer', () => {
    const tiktok = fromCatalogue('tiktok');
    const user = { open_id: 'OPEN', display_name: 'Ann' };
    const sound = read(
      { data: { user }, error: { code: 'ok', message: '', log_id: 'L' } },
      { from: tiktok, call: 'userinfo' },
    );
    expect(readPerson(fieldsOf(sound), tiktok.userinfo ?? {}, tiktok, [])).toMatchObject({ id: 'OPEN' });
    const refused = {
      data: {},
      error: { code: 'access_token_invalid', message: 'The token is invalid.', log_id: 'L' },
    };
    expect(read(refused, { status: 401, from: tiktok, call: 'userinfo' })).toMatchObject({
      kind: 'error',
      error: { code: 'access_token_invalid', text: 'The token is invalid.' },
    });
  });

  it('takes a call as done only where its condition is met', () => {
    const weibo = fromCatalogue('weibo');
    expect(read({ result: 'true' }, { from: weibo, call: 'revoke' })).toMatchObject({ kind: 'done' });
    expect(read({ result: 'false' }, { from: weibo, call: 'revoke' })).toMatchObject({ kind: 'error' });
    expect(read('', { from: weibo, call: 'revoke' })).toMatchObject({ kind: 'error', error: { code: 'http_200' } });
  });

  it('is sorted by the words that the file knows, as any other error is', () => {
    const said = { error: 'Access Denied', error_description: 'You have made too many requests continuously.' };
    const zoho = fromCatalogue('zoho');
    expect(read(said, { status: 400, from: zoho, call: 'revoke' })).toMatchObject({ error: { class: 'rate_limited' } });
  });

  it('has as its code what its condition found, however deep that stands', () => {
    const call = { success: { field: 'result.state', equals: ['done'] } };
    const body = Buffer.from('{"result":{"state":"E40001"},"state":"of something else"}');
    const reply = { status: 200, headers: {}, body, sentAt, receivedAt: sentAt };
    expect(readCallReply(reply, standard, call, [])).toMatchObject({ kind: 'error', error: { code: 'E40001' } });
  });

  it('reads JSONP as QQ sends it, and a signed answer', () => {
    expect(fieldsOf(read('callback( {"client_id":"1","openid":"ABC"} );\n'))).toMatchObject({ openid: 'ABC' });
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(fieldsOf(read(`${part({ alg: 'RS256' })}.${part({ sub: 'me' })}.c2ln`))).toEqual({ sub: 'me' });
  });

  it('takes the words of the WWW-Authenticate header where the body has none', () => {
    const headers = { 'www-authenticate': 'Bearer error="invalid_token", error_description="The token expired"' };
    expect(read('', { status: 401, headers })).toMatchObject({
      kind: 'error',
      error: { code: 'invalid_token', text: 'The token expired', status: 401 },
    });
  });

  it.each([
    ['a redirect', '', 302, 'redirect'],
    ['a page', '<!doctype html><title>Log in</title>', 200, 'page'],
    ['a page with an object in it', '<html><script>var u = {"sub":"evil"};</script></html>', 200, 'page'],
    ['words', 'hello there', 200, 'garbled'],
    ['a list', '[{"sub":"x"}]', 200, 'garbled'],
  ])('is not believed where it is %s', (_what, body, status, looksLike) => {
    expect(read(body, { status })).toEqual({ kind: 'unreadable', looksLike, status });
  });

  it('never shows a secret that the server echoes', () => {
    const reply = read({ error: 'bad', error_description: `no such token ${token.reveal()}` }, { status: 400 });
    expect(JSON.stringify(reply)).not.toContain(token.reveal());
  });
});

describe('the person in a reply', () => {
  it('is found by the file, else under the usual names, also inside data', () => {
    expect(
      readPerson({ id: 7, login: 'octo', name: 'Octo' }, fromCatalogue('github').userinfo!, standard, []),
    ).toMatchObject({ id: '7', name: 'octo' });
    expect(readPerson({ sub: 's', name: 'N' }, {}, standard, [])).toMatchObject({ id: 's', name: 'N' });
    expect(readPerson({ data: { user: { open_id: 'o', display_name: 'D' } } }, {}, standard, [])).toMatchObject({
      id: 'o',
      name: 'D',
    });
  });

  it('cannot write over the line it stands in, nor be longer than a line', () => {
    const person = readPerson(
      { sub: 'a\u202Eb\u0007c\nd', name: `\u2066${'x'.repeat(5000)}`, nested: { deep: { deeper: { deepest: 1 } } } },
      {},
      standard,
      [],
    );
    expect(person.id).toBe('a b c d');
    expect(Array.from(person.name ?? '')).toHaveLength(200);
    expect(person.facts.map(({ name }) => name)).toEqual(['sub', 'name']);
  });

  it('has only own properties, whatever their names', () => {
    const fields = JSON.parse(
      '{"__proto__":{"sub":"evil"},"constructor":{"name":"evil"},"hasOwnProperty":1}',
    ) as object;
    const person = readPerson(fields as Record<string, unknown>, {}, standard, []);
    expect(person).toMatchObject({ id: null, name: null });
    expect(({} as Record<string, unknown>)['sub']).toBeUndefined();
  });

  it('shows no secret: neither one of ours nor one that is called so', () => {
    const person = readPerson(
      { sub: 'me', note: `x${token.reveal()}`, access_token: 'abc', refresh_token: 'def', client_secret: 'g' },
      {},
      standard,
      [token],
    );
    expect(person.facts).toEqual([{ name: 'sub', value: 'me' }]);
  });

  it('is bounded, however much the server says', () => {
    const fields = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`claim${index}`, 'x']));
    expect(readPerson(fields, {}, standard, []).facts).toHaveLength(40);
  });
});

describe('introspection', () => {
  const ask = (fields: Record<string, unknown>, from: Provider) =>
    readIntrospection(fields, from.introspect!, from, sentAt, []);

  it('reads RFC 7662', () => {
    const provider = providerWith({ introspect: { url: 'https://as.example/i' } });
    expect(
      ask({ active: true, exp: 1_800_000_000, scope: 'a b', client_id: 'me', sub: 'you' }, provider),
    ).toMatchObject({
      active: true,
      expiry: { kind: 'at', at: 1_800_000_000_000, source: 'introspection' },
      scope: ['a', 'b'],
      clientId: 'me',
      identity: 'you',
    });
    expect(ask({ active: false }, provider)).toMatchObject({ active: false, expiry: { kind: 'unknown' }, scope: null });
    expect(ask({}, provider)).toMatchObject({ active: null });
    const told = [1, '1', 'True', 'true', 0, 'False', 'maybe', 'constructor'].map(
      (active) => ask({ active }, provider).active,
    );
    expect(told).toEqual([true, true, true, true, false, false, null, null]);
    expect(ask({ active: true, exp: 1_800_000_000_000 }, provider).expiry).toMatchObject({ at: 1_800_000_000_000 });
  });

  it.each([
    [
      'weibo',
      { uid: 1, scope: 'all', expire_in: 60 },
      { active: true, at: sentAt + 60_000, scope: ['all'], identity: '1' },
    ],
    [
      'github',
      { expires_at: '2030-01-01T00:00:00Z', scopes: ['repo'], user: { id: 5 } },
      { active: true, at: Date.UTC(2030, 0, 1), scope: ['repo'], identity: '5' },
    ],
    [
      'google',
      { exp: '1800000000', scope: 'openid email', sub: '9' },
      { active: true, at: 1_800_000_000_000, scope: ['openid', 'email'], identity: '9' },
    ],
    [
      'linkedin',
      { active: true, expires_at: 1_800_000_000, scope: 'email' },
      { active: true, at: 1_800_000_000_000, scope: ['email'], identity: null },
    ],
    [
      'facebook',
      { data: { is_valid: true, expires_at: 1_800_000_000, scopes: ['email'], user_id: '3' } },
      { active: true, at: 1_800_000_000_000, scope: ['email'], identity: '3' },
    ],
    [
      'twitch',
      { client_id: 'c', login: 'l', scopes: ['chat'], user_id: '4', expires_in: 120 },
      { active: true, at: sentAt + 120_000, scope: ['chat'], identity: '4' },
    ],
  ] as const)('reads the dialect of %s', (id, fields, expected) => {
    const found = ask(fields, fromCatalogue(id));
    expect(found.active).toBe(expected.active);
    expect(found.expiry).toMatchObject({ kind: 'at', at: expected.at });
    expect(found.identity).toBe(expected.identity);
    expect(found.scope).toEqual(expected.scope);
  });

  it('says no where the dialect says no', () => {
    expect(ask({ data: { is_valid: false } }, fromCatalogue('facebook')).active).toBe(false);
  });
});
