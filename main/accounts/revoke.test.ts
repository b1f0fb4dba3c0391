import { describe, expect, it } from 'vitest';
import type { TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { setUpAfter } from './after-setup';
import { answer, T0 } from './fakes';
import { deferred } from './deferred';
import { phasesOf } from './status';

const fromCatalogue = (id: string) => catalogue().find((provider) => provider.id === id) as Provider;
const timedOut: TransportResult = { kind: 'lost', reason: 'timed_out', detail: '30 s' };

describe('revoking', () => {
  it('has the refresh token ended first, then the access token; the account stays and says so', async () => {
    const { revoker, server, account, records } = await setUpAfter([answer(''), answer('')]);
    expect(await revoker.revoke('account-1')).toEqual({
      kind: 'asked',
      tokens: [
        { token: 'refresh_token', result: { kind: 'revoked' } },
        { token: 'access_token', result: { kind: 'revoked' } },
      ],
    });
    expect(server.bodies.map((body) => body.toString())).toEqual([
      'token=refresh-1&token_type_hint=refresh_token&client_id=my-client&client_secret=my-client-secret',
      'token=access-1&token_type_hint=access_token&client_id=my-client&client_secret=my-client-secret',
    ]);
    expect(account()?.revoked).toEqual({ at: T0 + 5000, accessToken: true, refreshToken: true });
    expect(records.order.at(-1)?.revoked).not.toBeNull();
    expect(phasesOf({ state: 'open', account: account()! })).toEqual([{ status: 'sign_in_needed', until: null }]);
  });

  it('tries once more without the hint, then goes on, where the server knows no such type', async () => {
    const unsupported = answer({ error: 'unsupported_token_type' }, 400);
    const { revoker, server, account } = await setUpAfter([unsupported, unsupported, answer('')]);
    expect(await revoker.revoke('account-1')).toMatchObject({
      tokens: [
        { token: 'refresh_token', result: { kind: 'failed', problem: { error: { code: 'unsupported_token_type' } } } },
        { token: 'access_token', result: { kind: 'revoked' } },
      ],
    });
    expect(server.bodies[1]?.has('token_type_hint')).toBe(false);
    expect(account()?.revoked).toMatchObject({ accessToken: true, refreshToken: false });
  });

  it('takes a token that the server does not know any more for ended', async () => {
    const { revoker, account } = await setUpAfter([answer(''), answer({ error: 'invalid_token' }, 400)]);
    expect(await revoker.revoke('account-1')).toMatchObject({ tokens: [{}, { result: { kind: 'gone' } }] });
    expect(account()?.revoked).toMatchObject({ accessToken: true });
  });

  it('leaves an access token that was not ended its life, and is not refreshed any more', async () => {
    const { revoker, account } = await setUpAfter([answer(''), answer({ error: 'server_error' }, 503)]);
    await revoker.revoke('account-1');
    const phases = phasesOf({ state: 'open', account: account()! });
    expect(phases.map(({ status }) => status)).toEqual(['expiring', 'sign_in_needed']);
  });

  it('changes nothing where the server refuses, and tells its words', async () => {
    const refused = answer({ error: 'invalid_client', error_description: 'who are you' }, 401);
    const { revoker, account } = await setUpAfter([refused, refused]);
    expect(await revoker.revoke('account-1')).toMatchObject({
      tokens: [{ result: { problem: { error: { code: 'invalid_client', text: 'who are you' } } } }, {}],
    });
    expect(account()?.revoked).toBeNull();
  });

  it('does not ask a server a second time that cannot be reached', async () => {
    const { revoker, server } = await setUpAfter([timedOut]);
    expect(await revoker.revoke('account-1')).toMatchObject({
      tokens: [{ token: 'refresh_token', result: { kind: 'failed' } }],
    });
    expect(server.requests).toHaveLength(1);
  });

  it('lets nobody wait for ever; what comes later is recorded all the same', async () => {
    const reply = deferred<TransportResult>();
    const { revoker, runOut, account } = await setUpAfter([reply.promise, answer('')]);
    const asked = revoker.revoke('account-1');
    runOut();
    expect(await asked).toEqual({ kind: 'slow' });
    reply.resolve(answer(''));
    await revoker.settled();
    expect(account()?.revoked).toMatchObject({ refreshToken: true, accessToken: true });
  });

  it('and a refresh never meet: the one waits, the other is refused', async () => {
    const reply = deferred<TransportResult>();
    const { revoker, refreshing, server } = await setUpAfter([
      reply.promise,
      answer(''),
      answer({ error: 'invalid_grant' }, 400),
    ]);
    const revoked = revoker.revoke('account-1');
    const refreshed = refreshing.refresh('account-1', false);
    reply.resolve(answer(''));
    await revoked;
    await refreshed;
    expect(server.requests.map(({ url }) => url)).toEqual([
      'https://as.example/revoke',
      'https://as.example/revoke',
      'https://as.example/token',
    ]);

    const other = deferred<TransportResult>();
    const second = await setUpAfter([other.promise]);
    const going = second.refreshing.refresh('account-1', false);
    expect(await second.revoker.revoke('account-1')).toEqual({ kind: 'refused', reason: 'refreshing' });
    other.resolve(timedOut);
    await going;
  });

  it('is recorded for the grant it was asked for, not for a newer one', async () => {
    const reply = deferred<TransportResult>();
    const { revoker, book, account } = await setUpAfter([reply.promise, answer('')]);
    const asked = revoker.revoke('account-1');
    await book.change('account-1', (now) => ({ ...now, grantId: 'grant-2' }));
    reply.resolve(answer(''));
    await asked;
    expect(account()?.revoked).toBeNull();
  });

  it.each([
    ['weibo', { result: 'true' }],
    ['baidu', { result: 1 }],
    ['facebook', { success: true }],
    ['slack', { ok: true, revoked: true }],
    ['github', ''],
    ['dropbox', ''],
  ])('follows the dialect of %s in one call for the whole grant', async (id, reply) => {
    const { revoker, server, account } = await setUpAfter([answer(reply)], {
      provider: fromCatalogue(id),
    });
    expect(await revoker.revoke('account-1')).toMatchObject({
      tokens: [{ token: 'grant', result: { kind: 'revoked' } }],
    });
    expect(server.requests).toHaveLength(1);
    expect(account()?.revoked).toMatchObject({ accessToken: true, refreshToken: true });
  });

  it('does not believe a 200 that says no, as Slack’s', async () => {
    const { revoker, account } = await setUpAfter([answer({ ok: false, error: 'not_authed' })], {
      provider: fromCatalogue('slack'),
    });
    expect(await revoker.revoke('account-1')).toMatchObject({
      tokens: [{ result: { kind: 'failed', problem: { error: { code: 'not_authed' } } } }],
    });
    expect(account()?.revoked).toBeNull();
  });
});
