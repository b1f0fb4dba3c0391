import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../index';
import { kaixinField, kaixinPassword, post, send } from '../test-client';

describe('the Kaixin001 practice API', () => {
  let sandbox: Sandbox;
  let token: string;
  beforeEach(async () => {
    sandbox = await startSandbox();
    token = kaixinField((await kaixinPassword(sandbox)).body, 'access_token');
  });
  afterEach(() => sandbox.close());

  it('gives uid, name, gender and logo50 as strings, by query and by form', async () => {
    const { me } = sandbox.endpoints.kaixin001;
    for (const answer of [await send(`${me}?access_token=${token}`), await post(me, { access_token: token })]) {
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toEqual({
        uid: '12932845',
        name: 'Json One',
        gender: '0',
        logo50: `${sandbox.origin}/kaixin001/logo50.svg`,
      });
    }
    expect((await send(`${sandbox.origin}/kaixin001/logo50.svg`)).headers.get('content-type')).toBe('image/svg+xml');
  });

  it('answers an unknown token with 40117 and an expired one with 40118, both HTTP 401', async () => {
    const { me } = sandbox.endpoints.kaixin001;
    const unknown = await send(`${me}?access_token=x`);
    sandbox.expireAccessTokens();
    const expired = await send(`${me}?access_token=${token}`);
    expect([unknown.status, expired.status]).toEqual([401, 401]);
    expect(JSON.parse(unknown.body)).toMatchObject({
      error_code: '401',
      request: '/users/me.json',
      error: '40117:Error: token无效',
    });
    expect(JSON.parse(expired.body)).toMatchObject({ error: '40118:Error: token已过期' });
  });
});
