import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KAIXIN_INVALID_SCOPE, KAIXIN_NEED_BIND, KAIXIN_TOKENS, withTokensOf } from '../documented-samples';
import { hashToken, startSandbox, type Sandbox } from '../index';
import {
  clientFor,
  credentials,
  kaixinField,
  kaixinPassword,
  kaixinRefresh,
  post,
  send,
  type Answer,
} from '../test-client';

const ordinary = clientFor('kaixin001', 'ordinary');

describe('the Kaixin001 token endpoint', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const grant = (fields: Record<string, string>): Promise<Answer> =>
    post(sandbox.endpoints.kaixin001.token, { grant_type: 'password', ...credentials(ordinary), ...fields });
  const tencent = (openid: string, more: Record<string, string> = {}): Promise<Answer> =>
    grant({ tencent_token: sandbox.people.tencent.token, expire: '11111111', openid, ...more });

  it('answers a user name and password byte for byte as the document shows', async () => {
    const answer = await kaixinPassword(sandbox);
    expect(answer.status).toBe(200);
    expect(answer.body).toBe(withTokensOf(KAIXIN_TOKENS, answer.body));
    expect(answer.body.startsWith('{ \n    "access_token"')).toBe(true);
    expect(answer.body.endsWith('"scope": "basic",\n}')).toBe(true);
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(kaixinField(answer.body, 'access_token')).toMatch(/^12932845_[0-9a-f]{32}$/);
    expect(answer.body).not.toContain('token_type');
  });

  it('answers a bound Tencent openid and a bound Weibo uid in the same form', async () => {
    for (const answer of [
      await tencent(sandbox.people.tencent.boundOpenid),
      await grant({ weibo_uid: sandbox.people.weibo.boundUid }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toBe(withTokensOf(KAIXIN_TOKENS, answer.body));
    }
  });

  it('answers an unbound Tencent openid with the documented need_bind, leading to its own bind page', async () => {
    const answer = await tencent(sandbox.people.tencent.unboundOpenid);
    expect(answer.status).toBe(400);
    const query = `at=${sandbox.people.tencent.token}&exp=11111111&openid=${sandbox.people.tencent.unboundOpenid}&from=client`;
    expect(answer.body).toBe(
      KAIXIN_NEED_BIND.replace(/http:.*client/, `${sandbox.origin}/kaixin001/qq_bind.php?${query}`),
    );
  });

  it('answers an unbound Weibo uid with need_bind too', async () => {
    const answer = await grant({ weibo_uid: sandbox.people.weibo.unboundUid });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('"need_bind": 1,');
  });

  it('answers a GET as the document shows it, though it recommends POST', async () => {
    const { username, password } = sandbox.people.kaixin001.json001;
    const query = new URLSearchParams({
      grant_type: 'password',
      username,
      password,
      ...credentials(ordinary),
      scope: 'basic',
    });
    const answer = await send(`${sandbox.endpoints.kaixin001.token}?${query.toString()}`);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(sandbox.requests)).not.toContain(password);
  });

  it('reads nothing from the query of a POST', async () => {
    const query = new URLSearchParams({ grant_type: 'password', ...credentials(ordinary) });
    expect((await post(`${sandbox.endpoints.kaixin001.token}?${query.toString()}`, {})).status).toBe(400);
  });

  it('answers an unknown scope with 40021, byte for byte as the document shows', async () => {
    for (const scope of ['nonsense', 'basic nonsense', 'basic,upload_photo']) {
      const answer = await kaixinPassword(sandbox, { scope });
      expect(answer.status).toBe(400);
      expect(answer.body).toBe(KAIXIN_INVALID_SCOPE);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('grants the scopes asked for, in their order, and basic when none is asked for', async () => {
    const asked = await kaixinPassword(sandbox, { scope: 'upload_photo basic friends_blood upload_photo' });
    expect(kaixinField(asked.body, 'scope')).toBe('upload_photo basic friends_blood');
    expect(kaixinField((await kaixinPassword(sandbox, { scope: '' })).body, 'scope')).toBe('basic');
  });

  it('grants fewer scopes than asked when set so, and keeps them through a refresh', async () => {
    sandbox.configure({ kaixinGrantedScope: 'basic user_photo' });
    const answer = await kaixinPassword(sandbox, { scope: 'basic upload_photo' });
    expect(kaixinField(answer.body, 'scope')).toBe('basic');
    sandbox.configure({ kaixinGrantedScope: null });
    const refreshed = await kaixinRefresh(sandbox, kaixinField(answer.body, 'refresh_token'), {
      scope: 'basic upload_photo',
    });
    expect(kaixinField(refreshed.body, 'scope')).toBe('basic');
  });

  it('says expires_in 0 for tokens that never expire, and they never do', async () => {
    let clock = Date.UTC(2024, 0, 1);
    const eternal = await startSandbox({ now: () => clock, settings: { kaixinAccessTokenLifetime: 0 } });
    const answer = await kaixinPassword(eternal);
    expect(answer.body).toContain('    "expires_in": 0,\n');
    clock += 1e12;
    expect(
      (await send(`${eternal.endpoints.kaixin001.me}?access_token=${kaixinField(answer.body, 'access_token')}`)).status,
    ).toBe(200);
    await eternal.close();
  });

  it('leaves the refresh token out when set so, and always for the client that gets none', async () => {
    sandbox.configure({ kaixinRefreshToken: false });
    const bySetting = await kaixinPassword(sandbox);
    sandbox.configure({ kaixinRefreshToken: true });
    const byClient = await kaixinPassword(sandbox, {}, clientFor('kaixin001', 'no-refresh-token'));
    const expected = KAIXIN_TOKENS.replace(/ {4}"refresh_token".*\n/, '');
    for (const { body } of [bySetting, byClient]) expect(body).toBe(withTokensOf(expected, body));
  });

  it('refreshes in the same form, with new tokens, each refresh token once', async () => {
    const first = await kaixinPassword(sandbox, { scope: 'basic send_feed' });
    const refreshToken = kaixinField(first.body, 'refresh_token');
    const second = await kaixinRefresh(sandbox, refreshToken);
    expect(second.status).toBe(200);
    expect(second.body).toBe(withTokensOf(KAIXIN_TOKENS, second.body).replace('"basic"', '"basic send_feed"'));
    expect(kaixinField(second.body, 'refresh_token')).not.toBe(refreshToken);
    const again = await kaixinRefresh(sandbox, refreshToken);
    expect(again.status).toBe(401);
    expect(kaixinField(again.body, 'error')).toBe('40117:Error: token无效');
    expect(sandbox.redemptions(hashToken(refreshToken)).map((entry) => entry.outcome)).toEqual(['rotated', 'refused']);
  });

  it('answers an expired refresh token with 40118', async () => {
    const refreshToken = kaixinField((await kaixinPassword(sandbox)).body, 'refresh_token');
    sandbox.expireRefreshTokens('kaixin001');
    const answer = await kaixinRefresh(sandbox, refreshToken);
    expect([answer.status, kaixinField(answer.body, 'error').slice(0, 5)]).toEqual([401, '40118']);
  });

  it('answers an unknown client with HTTP 401 and 40115, as observed', async () => {
    const answer = await kaixinPassword(sandbox, { client_id: 'nobody' });
    expect(answer.status).toBe(401);
    expect(answer.body).toBe(
      '{\n    "error_code":"401",\n    "request":"\\/oauth2\\/access_token",\n    "error":"40115:Error: Oauth consumer_key不存在"\n}',
    );
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['a wrong password', { password: 'wrong' }, 400, '40018'],
    ['an unknown user name', { username: 'nobody' }, 400, '40018'],
    ['an empty password', { password: '' }, 400, '40016'],
    ['a wrong client secret', { client_secret: 'wrong' }, 401, '40017'],
    ['no client', { client_id: '' }, 400, '40016'],
    ['no grant type', { grant_type: '' }, 400, '40016'],
    ['an unknown grant type', { grant_type: 'client_credentials' }, 400, '40020'],
    ['a wrong Tencent token', { tencent_token: 'wrong', expire: '1', openid: 'practice-openid-bound' }, 400, '40018'],
    ['a Tencent token without openid', { tencent_token: 'practice-tencent-token', expire: '1' }, 400, '40016'],
    [
      'a Tencent expire that is no number',
      { tencent_token: 'practice-tencent-token', expire: 'soon', openid: 'x' },
      400,
      '40016',
    ],
    ['an unknown openid', { tencent_token: 'practice-tencent-token', expire: '1', openid: 'x' }, 400, '40018'],
    ['an unknown Weibo uid', { weibo_uid: 'x' }, 400, '40018'],
    ['a refresh without a token', { grant_type: 'refresh_token' }, 400, '40016'],
  ])('answers %s in the documented error shape', async (_case, fields, status, code) => {
    const answer = await kaixinPassword(sandbox, fields);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({
      error_code: String(status),
      request: '/oauth2/access_token',
      error: expect.stringMatching(new RegExp(`^${code}:Error: .+`)) as string,
    });
  });
});
