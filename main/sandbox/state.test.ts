import { describe, expect, it } from 'vitest';
import { hashToken, startSandbox, type SandboxState } from './index';
import { clientFor, connectSinaapp, kaixinField, kaixinPassword, kaixinRefresh, refreshSinaapp } from './test-client';
import { EMPTY_STATE, readState } from './state';

const ordinary = clientFor('sinaapp', 'ordinary');

describe('what survives a restart', () => {
  it('is every grant, so that its tokens go on working', async () => {
    let saved: SandboxState = EMPTY_STATE;
    const first = await startSandbox({
      onChange: (state) => {
        saved = state;
      },
    });
    const tokens = await connectSinaapp(first);
    const kaixin = kaixinField((await kaixinPassword(first)).body, 'refresh_token');
    await first.close();

    const second = await startSandbox({ state: JSON.parse(JSON.stringify(saved)) as SandboxState });
    expect((await fetch(`${second.endpoints.sinaapp.whoami}?access_token=${tokens.access_token}`)).status).toBe(200);
    expect((await refreshSinaapp(second, ordinary, tokens.refresh_token)).status).toBe(200);
    expect((await refreshSinaapp(second, ordinary, tokens.refresh_token)).status).toBe(400);
    expect((await kaixinRefresh(second, kaixin)).status).toBe(200);
    await second.close();
  });

  it('holds tokens as hashes only', async () => {
    const sandbox = await startSandbox();
    const tokens = await connectSinaapp(sandbox);
    const saved = JSON.stringify(sandbox.state());
    expect(saved).toContain(hashToken(tokens.refresh_token));
    expect(saved).not.toContain(tokens.refresh_token);
    expect(saved).not.toContain(tokens.access_token);
    expect(saved).not.toContain('practice-creator');
    await sandbox.close();
  });

  it('forgets the oldest tokens beyond 2000', async () => {
    const token = {
      kind: 'access',
      dialect: 'sinaapp',
      clientId: 'c',
      person: 'p',
      scope: null,
      expiresAt: null,
    } as const;
    const tokens = Array.from({ length: 2000 }, (_, index) => ({ ...token, hash: `hash-${index}` }));
    const sandbox = await startSandbox({ state: { version: 1, tokens, bindings: [] } });
    await connectSinaapp(sandbox);
    expect(sandbox.state().tokens).toHaveLength(2000);
    expect(sandbox.state().tokens[0]?.hash).toBe('hash-2');
    await sandbox.close();
  });

  it('is nothing when it cannot be read, and the readable part when some of it can', () => {
    for (const value of [undefined, null, 7, 'text', [], { version: 2, tokens: [] }])
      expect(readState(value)).toEqual(EMPTY_STATE);
    const good = {
      kind: 'access',
      hash: 'h',
      dialect: 'sinaapp',
      clientId: 'c',
      person: 'p',
      scope: null,
      expiresAt: null,
    };
    const value = { version: 1, tokens: [good, { ...good, kind: 'other' }, null, 3], bindings: ['weibo:1', 7] };
    expect(readState(value)).toEqual({ version: 1, tokens: [good], bindings: ['weibo:1'] });
    expect(readState({ version: 1, tokens: 'none' })).toEqual(EMPTY_STATE);
  });
});

describe('what a test can do to grants', () => {
  it('expires access tokens of one dialect and leaves refresh tokens good', async () => {
    const sandbox = await startSandbox();
    const tokens = await connectSinaapp(sandbox);
    const kaixin = kaixinField((await kaixinPassword(sandbox)).body, 'access_token');
    expect(sandbox.expireAccessTokens('sinaapp')).toBe(1);
    expect((await fetch(`${sandbox.endpoints.sinaapp.whoami}?access_token=${tokens.access_token}`)).status).toBe(401);
    expect((await fetch(`${sandbox.endpoints.kaixin001.me}?access_token=${kaixin}`)).status).toBe(200);
    expect((await refreshSinaapp(sandbox, ordinary, tokens.refresh_token)).status).toBe(200);
    await sandbox.close();
  });

  it('expires and kills refresh tokens, which are different errors', async () => {
    const sandbox = await startSandbox();
    const { refresh_token: refreshToken } = await connectSinaapp(sandbox);
    expect(sandbox.expireRefreshTokens()).toBe(1);
    expect((await refreshSinaapp(sandbox, ordinary, refreshToken)).body).toContain('Refresh token has expired');
    expect(sandbox.killRefreshTokens()).toBe(1);
    expect((await refreshSinaapp(sandbox, ordinary, refreshToken)).body).toContain('Invalid refresh token');
    expect(sandbox.killAccessTokens()).toBe(1);
    expect(sandbox.state().tokens).toEqual([]);
    await sandbox.close();
  });
});
