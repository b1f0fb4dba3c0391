import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../index';
import { connectSinaapp, post, send, type SinaappTokens } from '../test-client';

describe('the SinaApp practice API', () => {
  let sandbox: Sandbox;
  let tokens: SinaappTokens;
  let url: string;
  beforeEach(async () => {
    sandbox = await startSandbox();
    tokens = await connectSinaapp(sandbox);
    url = sandbox.endpoints.sinaapp.whoami;
  });
  afterEach(() => sandbox.close());

  it('takes the token by header, by query or by form', async () => {
    const bearer = { Authorization: `Bearer ${tokens.access_token}` };
    const answers = [
      await send(url, { headers: bearer }),
      await send(`${url}?access_token=${tokens.access_token}`),
      await post(url, { access_token: tokens.access_token }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ user: sandbox.people.sinaapp.creator.secureEmail });
    }
  });

  it('takes it one way at a time', async () => {
    const bearer = { Authorization: `Bearer ${tokens.access_token}` };
    const answer = await send(`${url}?access_token=${tokens.access_token}`, { headers: bearer });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'invalid_request',
      error_description: 'Only one method may be used to authenticate at a time (Auth header, GET or POST)',
    });
  });

  it('answers an unknown, an expired and a missing token with 401 invalid_token and a challenge', async () => {
    const unknown = await send(`${url}?access_token=x`);
    expect(JSON.parse(unknown.body)).toEqual({
      error: 'invalid_token',
      error_description: 'The access token provided is invalid',
    });
    expect(unknown.headers.get('www-authenticate')).toBe(
      'Bearer realm="Service", error="invalid_token", error_description="The access token provided is invalid"',
    );
    expect(sandbox.expireAccessTokens()).toBe(1);
    const expired = await send(`${url}?access_token=${tokens.access_token}`);
    expect(JSON.parse(expired.body)).toEqual({
      error: 'invalid_token',
      error_description: 'The access token provided has expired',
    });
    expect([unknown.status, expired.status, (await send(url)).status]).toEqual([401, 401, 401]);
  });

  it('takes no refresh token for an access token', async () => {
    expect((await send(`${url}?access_token=${tokens.refresh_token}`)).status).toBe(401);
  });
});
