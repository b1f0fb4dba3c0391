/** What a provider file can say about replies and what no provider of the catalogue needs at once. */
import { describe, expect, it } from 'vitest';
import type { Authorization } from './authorize-request';
import { createAuthorization } from './authorize-request';
import { readCallback } from './callback';
import { jwtClaims } from './jwt';
import { errorOf, met, providerWith, read, sentAt, tokensOf } from './testing/read';

const jwt = (claims: object): string =>
  [{ alg: 'none' }, claims, 'x'].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

describe('the end of an access token', () => {
  it('is exp of a JWT where the reply says nothing, and says so', () => {
    const reply = read({ access_token: jwt({ exp: 1_700_003_600 }), token_type: 'Bearer' });
    expect(tokensOf(reply).accessExpiry).toEqual({ kind: 'at', at: 1_700_003_600_000, source: 'jwt_exp' });
    expect(met(reply)).toEqual(['jwt_expiry | expires_in: none | taken_from_token']);
  });

  it.each<unknown>(['later', -1, 1e300])('is not exp %j', (exp) => {
    expect(tokensOf(read({ access_token: jwt({ exp }), token_type: 'Bearer' })).accessExpiry.kind).toBe('unknown');
  });

  it('is what the reply says before what the token says', () => {
    const reply = read({ access_token: jwt({ exp: 1 }), token_type: 'Bearer', expires_in: 60 });
    expect(tokensOf(reply).accessExpiry).toMatchObject({ at: sentAt + 60_000, source: 'expires_in' });
  });

  it.each([
    ['ms', 60_000, sentAt + 60_000],
    ['at_s', 1_700_000_060, 1_700_000_060_000],
    ['at_s', '1700000060', 1_700_000_060_000],
    ['at_ms', '1700000060000', 1_700_000_060_000],
    ['at_iso', '2023-11-14T22:14:20Z', 1_700_000_060_000],
    ['at_iso', '2023-11-14 22:14:20', 1_700_000_060_000],
    ['at_iso', '2023-11-15T06:14:20+08:00', 1_700_000_060_000],
  ])('in %s is read from %j', (unit, value, at) => {
    const from = providerWith({ reply: { expires: [{ field: 'life.end', unit }] } });
    const reply = read({ access_token: 'T', token_type: 'Bearer', life: { end: value } }, { from });
    expect(tokensOf(reply).accessExpiry).toEqual({ kind: 'at', at, source: 'provider_field' });
  });

  it('is never where the document says so of a reply without one', () => {
    const from = providerWith({ reply: { never_expires: true } });
    expect(tokensOf(read({ access_token: 'T' }, { from })).accessExpiry).toEqual({
      kind: 'never',
      source: 'provider_document',
    });
  });
});

describe('a reply', () => {
  it('may keep its tokens anywhere, under any name', () => {
    const from = providerWith({
      reply: {
        root: ['result.grant', 'data'],
        fields: { access_token: ['tok', 'accessToken'], refresh_token: 'ref', scope: 'rights', token_type: 'kind' },
        identity: 'owner.id',
        extras: { shop: 'shop' },
        url_decode: ['shop'],
      },
    });
    const body = {
      data: { accessToken: 'A', ref: 'R', rights: 'a b', kind: 'Bearer', owner: { id: 7 } },
      shop: '%E5%BA%97',
    };
    const tokens = tokensOf(read(body, { from }));
    expect([tokens.accessToken.reveal(), tokens.refreshToken?.reveal()]).toEqual(['A', 'R']);
    expect(tokens).toMatchObject({ scope: ['a', 'b'], identity: '7', extras: { shop: '店' } });
  });

  it('is still read where the tokens stand at the top after all', () => {
    const from = providerWith({ reply: { root: 'data' } });
    expect(tokensOf(read({ access_token: 'A' }, { from })).accessToken.reveal()).toBe('A');
  });

  it('counts as tokens only where its success field says so, if it is there', () => {
    const from = providerWith({
      reply: { success: { field: 'code', equals: [0, 200] } },
      error: { code: 'code', description: 'msg' },
    });
    expect(read({ code: 0, access_token: 'A' }, { from }).kind).toBe('tokens');
    expect(read({ code: '200', access_token: 'A' }, { from }).kind).toBe('tokens');
    expect(read({ access_token: 'A' }, { from }).kind).toBe('tokens');
    expect(errorOf(read({ code: 7, msg: 'no', access_token: 'A' }, { from }))).toMatchObject({ code: '7', text: 'no' });
  });

  it('fails by its success field alone', () => {
    const from = providerWith({ reply: { success: { field: 'ok', equals: [true] } } });
    expect(errorOf(read({ ok: false, access_token: 'A' }, { from }))).toMatchObject({
      class: 'request_refused',
      code: 'http_200',
    });
  });

  it('is sorted by any of its codes', () => {
    const from = providerWith({ error: { code: ['sub', 'main'], classes: { sign_in_needed: ['9'] } } });
    expect(errorOf(read({ main: 9, sub: 'x.y' }, { from }))).toMatchObject({ class: 'sign_in_needed', code: 'x.y' });
  });

  it('may have a prefix of its own, UTF-16, or stray spaces in its names', () => {
    const from = providerWith({ reply: { strip_prefix: '#reply#' } });
    expect(
      tokensOf(read('#reply#{"access_token":"A","token_type":"Bearer","expires_in":1}', { from })).accessToken.reveal(),
    ).toBe('A');
    const wide = read(Buffer.from('\uFEFF{"access_token":"A","token_type":"Bearer","expires_in":1}', 'utf16le'));
    expect(met(wide)).toEqual(['lenient_json | charset utf-16le | read_as_text']);
    const stray = read('{"access_token ":"A"," token_type":"Bearer","expires_in":1}');
    expect(tokensOf(stray).accessToken.reveal()).toBe('A');
    expect(met(stray)).toEqual(['lenient_json | white space in a name | trimmed']);
  });

  it('has its words read in the charset it names', () => {
    const body = Buffer.concat([
      Buffer.from('{"error":"x","error_description":"'),
      Buffer.from([0xb4, 0xed, 0xce, 0xf3]),
      Buffer.from('"}'),
    ]);
    expect(errorOf(read(body, { headers: { 'content-type': 'text/html; charset=GBK' } })).text).toBe('错误');
  });
});

describe('a JWT', () => {
  it.each(['', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'e.FAKE.s', `${Buffer.from('[1]').toString('base64url')}.e30.x`])(
    'is not %j',
    (text) => {
      expect(jwtClaims(text)).toBeNull();
    },
  );
});

describe('the callback', () => {
  const client = {
    clientId: 'C',
    authorizeEndpoint: 'https://a.example/',
    callbackUrl: 'https://app.example/cb',
    scope: [],
  };

  it('has its own names where the file gives them', async () => {
    const from = providerWith({
      callback: { code: ['auth_code'], state: 'st', error: ['err'], denied: ['cancelled'], capture: ['realm'] },
    });
    const authorization: Authorization = await createAuthorization(from, client);
    const state = authorization.state.reveal();
    const answer = (query: string) => readCallback(`https://app.example/cb?${query}`, authorization);
    expect(answer(`auth_code=A&st=${state}&realm=9`)).toMatchObject({ kind: 'code', captured: { realm: '9' } });
    expect(answer(`code=A&st=${state}`)).toMatchObject({ code: 'callback_malformed' });
    expect(answer(`err=cancelled&st=${state}`)).toMatchObject({ code: 'sign_in_denied' });
    expect(answer(`auth_code=A&st=${state}&realm=9&realm=8`)).toMatchObject({ code: 'callback_malformed' });
  });

  it('gets its state in redirect_uri where the server loses it', async () => {
    const authorization = await createAuthorization(providerWith({ authorize: { state: 'in_redirect_uri' } }), client);
    const state = authorization.state.reveal();
    expect(authorization.redirectUri).toBe(`https://app.example/cb?state=${state}`);
    expect(new URL(authorization.url).searchParams.has('state')).toBe(false);
    expect(readCallback(`${authorization.redirectUri}&code=A`, authorization).kind).toBe('code');
  });

  it('may be asked for with PKCE plain, required scopes, a fragment', async () => {
    const from = providerWith({
      authorize: { pkce: 'plain', required_scope: ['always'], fragment: 'here', omit: ['response_type'] },
    });
    const { url, verifier } = await createAuthorization(from, { ...client, scope: ['a'] });
    const { searchParams, hash } = new URL(url);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      scope: 'always a',
      code_challenge: verifier?.reveal(),
      code_challenge_method: 'plain',
    });
    expect([hash, searchParams.has('response_type')]).toEqual(['#here', false]);
  });
});
