import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SINAAPP_TOKENS, SINAAPP_UNAUTHORIZED, withTokensOf } from '../documented-samples';
import { DOCUMENTED_CALLBACK, hashToken, startSandbox, type Sandbox } from '../index';
import {
  clientFor,
  connectSinaapp,
  credentials,
  exchangeCode,
  obtainCode,
  post,
  refreshSinaapp,
  send,
  type SinaappTokens,
} from '../test-client';

const ordinary = clientFor('sinaapp', 'ordinary');
const creatorOnly = clientFor('sinaapp', 'creator-only');
const noRefresh = clientFor('sinaapp', 'no-refresh-permission');
const START = Date.UTC(2024, 0, 1);
const invalidGrant = (description: string): object => ({ error: 'invalid_grant', error_description: description });

describe('the SinaApp token endpoint', () => {
  let sandbox: Sandbox;
  let clock: number;
  beforeEach(async () => {
    clock = START;
    sandbox = await startSandbox({ now: () => clock });
  });
  afterEach(() => sandbox.close());

  const pass = (seconds: number): void => {
    clock += seconds * 1000;
  };

  it('answers a code byte for byte as the document shows', async () => {
    const answer = await exchangeCode(sandbox, ordinary, await obtainCode(sandbox, ordinary));
    expect(answer.status).toBe(200);
    expect(answer.body).toBe(withTokensOf(SINAAPP_TOKENS, answer.body));
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
  });

  it('answers a refresh in the same form, with new tokens', async () => {
    const first = await connectSinaapp(sandbox);
    const answer = await refreshSinaapp(sandbox, ordinary, first.refresh_token);
    expect(answer.body).toBe(withTokensOf(SINAAPP_TOKENS, answer.body));
    const second = JSON.parse(answer.body) as SinaappTokens;
    expect(new Set([first.access_token, first.refresh_token, second.access_token, second.refresh_token]).size).toBe(4);
  });

  it('takes each code once', async () => {
    const code = await obtainCode(sandbox, ordinary);
    await exchangeCode(sandbox, ordinary, code);
    const again = await exchangeCode(sandbox, ordinary, code);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.body)).toEqual(
      invalidGrant("Authorization code doesn't exist or is invalid for the client"),
    );
  });

  it('takes a code for 30 seconds', async () => {
    const [inTime, late] = [await obtainCode(sandbox, ordinary), await obtainCode(sandbox, ordinary)];
    pass(30);
    expect((await exchangeCode(sandbox, ordinary, inTime)).status).toBe(200);
    pass(1);
    expect(JSON.parse((await exchangeCode(sandbox, ordinary, late)).body)).toEqual(
      invalidGrant('The authorization code has expired'),
    );
  });

  it('refuses a code of another client', async () => {
    const answer = await exchangeCode(sandbox, creatorOnly, await obtainCode(sandbox, ordinary));
    expect(JSON.parse(answer.body)).toEqual(
      invalidGrant("authorization_code doesn't exist or is invalid for the client"),
    );
  });

  it('wants the redirect_uri again only when one was sent to the authorize page', async () => {
    const code = await obtainCode(sandbox, ordinary, { redirect_uri: DOCUMENTED_CALLBACK });
    const without = await exchangeCode(sandbox, ordinary, code);
    expect(JSON.parse(without.body)).toMatchObject({
      error: 'redirect_uri_mismatch',
      error_description: 'The redirect URI is missing or do not match',
    });
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: DOCUMENTED_CALLBACK,
      ...credentials(ordinary),
    };
    expect((await post(sandbox.endpoints.sinaapp.token, fields)).status).toBe(200);
  });

  it('takes each refresh token once', async () => {
    const { refresh_token: refreshToken } = await connectSinaapp(sandbox);
    expect((await refreshSinaapp(sandbox, ordinary, refreshToken)).status).toBe(200);
    const again = await refreshSinaapp(sandbox, ordinary, refreshToken);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.body)).toEqual(invalidGrant('Invalid refresh token'));
    expect(sandbox.redemptions(hashToken(refreshToken)).map((entry) => entry.outcome)).toEqual(['rotated', 'refused']);
  });

  it('takes a refresh token until one day after the access token has expired, and not longer', async () => {
    const [first, second] = [await connectSinaapp(sandbox), await connectSinaapp(sandbox)];
    pass(604800 + 86400);
    expect((await refreshSinaapp(sandbox, ordinary, first.refresh_token)).status).toBe(200);
    pass(1);
    const late = await refreshSinaapp(sandbox, ordinary, second.refresh_token);
    expect(late.status).toBe(400);
    expect(JSON.parse(late.body)).toEqual(invalidGrant('Refresh token has expired'));
  });

  it('counts the day from the lifetime that was set when the token was issued', async () => {
    sandbox.configure({ sinaappAccessTokenLifetime: 10, refreshGrace: 5 });
    const tokens = await connectSinaapp(sandbox);
    expect(tokens.expires_in).toBe(10);
    sandbox.configure({ sinaappAccessTokenLifetime: 604800, refreshGrace: 86400 });
    pass(16);
    expect((await refreshSinaapp(sandbox, ordinary, tokens.refresh_token)).body).toContain('Refresh token has expired');
  });

  it('gives a client without refresh permission a refresh token, and the documented error when it is used', async () => {
    const tokens = await connectSinaapp(sandbox, noRefresh);
    expect(tokens.refresh_token).toMatch(/^[0-9a-f]{40}$/);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const answer = await refreshSinaapp(sandbox, noRefresh, tokens.refresh_token);
      expect(answer.status).toBe(400);
      expect(answer.body).toBe(SINAAPP_UNAUTHORIZED);
    }
  });

  it('refuses a refresh token of another client, and leaves it usable', async () => {
    const { refresh_token: refreshToken } = await connectSinaapp(sandbox);
    const foreign = await refreshSinaapp(sandbox, creatorOnly, refreshToken);
    expect(JSON.parse(foreign.body)).toEqual(invalidGrant("refresh_token doesn't exist or is invalid for the client"));
    expect((await refreshSinaapp(sandbox, ordinary, refreshToken)).status).toBe(200);
  });

  it('takes the client credentials from a Basic header too', async () => {
    const basic = Buffer.from(`${ordinary.clientId}:${ordinary.clientSecret}`).toString('base64');
    const fields = { grant_type: 'authorization_code', code: await obtainCode(sandbox, ordinary) };
    expect((await post(sandbox.endpoints.sinaapp.token, fields, { Authorization: `Basic ${basic}` })).status).toBe(200);
  });

  it('takes POST only', async () => {
    const query = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', ...credentials(ordinary) });
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await send(`${sandbox.endpoints.sinaapp.token}?${query.toString()}`, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
      expect(JSON.parse(answer.body)).toEqual({
        error: 'invalid_request',
        error_description: 'The request method must be POST when requesting an access token',
        error_uri: 'http://tools.ietf.org/html/rfc6749#section-3.2',
      });
    }
  });

  it('reads no field from the query or from a JSON body', async () => {
    const fields = { grant_type: 'refresh_token', refresh_token: 'x', ...credentials(ordinary) };
    const byQuery = await post(`${sandbox.endpoints.sinaapp.token}?${new URLSearchParams(fields).toString()}`, {});
    expect(byQuery.body).toContain('The grant type was not specified in the request');
    const headers = { 'Content-Type': 'application/json' };
    const byJson = await send(sandbox.endpoints.sinaapp.token, {
      method: 'POST',
      headers,
      body: JSON.stringify(fields),
    });
    expect(byJson.body).toContain('The grant type was not specified in the request');
  });

  const withCredentials = credentials(ordinary);
  const refresh = { grant_type: 'refresh_token', refresh_token: 'x' };
  it.each<[string, Record<string, string>, string, string]>([
    ['no grant type', withCredentials, 'invalid_request', 'The grant type was not specified in the request'],
    [
      'an unknown grant type',
      { grant_type: 'x', ...withCredentials },
      'unsupported_grant_type',
      'Grant type "x" not supported',
    ],
    [
      'no code',
      { grant_type: 'authorization_code', ...withCredentials },
      'invalid_request',
      'Missing parameter: "code" is required',
    ],
    [
      'an unknown code',
      { grant_type: 'authorization_code', code: 'x', ...withCredentials },
      'invalid_grant',
      "Authorization code doesn't exist or is invalid for the client",
    ],
    [
      'no refresh token',
      { grant_type: 'refresh_token', ...withCredentials },
      'invalid_request',
      'Missing parameter: "refresh_token" is required',
    ],
    ['an unknown refresh token', { ...refresh, ...withCredentials }, 'invalid_grant', 'Invalid refresh token'],
    [
      'an unknown client',
      { ...refresh, client_id: 'x', client_secret: 'x' },
      'invalid_client',
      'The client credentials are invalid',
    ],
    [
      'a wrong secret',
      { ...refresh, ...withCredentials, client_secret: 'x' },
      'invalid_client',
      'The client credentials are invalid',
    ],
    ['no credentials', refresh, 'invalid_client', 'Client credentials were not found in the headers or body'],
    [
      'no secret',
      { ...refresh, client_id: ordinary.clientId },
      'invalid_client',
      'This client is invalid or must authenticate using a client secret',
    ],
  ])('refuses %s with HTTP 400', async (_case, fields, error, description) => {
    const answer = await post(sandbox.endpoints.sinaapp.token, fields);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(answer.body)).toEqual({ error, error_description: description });
  });

  it('takes the access token as a refresh token no more than any other text', async () => {
    const tokens = await connectSinaapp(sandbox);
    expect((await refreshSinaapp(sandbox, ordinary, tokens.access_token)).body).toContain('Invalid refresh token');
  });
});
