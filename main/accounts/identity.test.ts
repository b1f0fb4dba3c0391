import { describe, expect, it } from 'vitest';
import { Secret, type TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import type { Account } from './account';
import { acme, setUpAfter } from './after-setup';
import { answer, tokens } from './fakes';
import { deferred } from './deferred';

const qq = catalogue().find(({ id }) => id === 'qq') as Provider;

describe('who the user is', () => {
  it('is asked with the token, and kept with the account on disk', async () => {
    const { identity, server, records, account } = await setUpAfter([
      answer({ sub: 'u-1', name: 'Ada', email: 'ada@example.com', picture: 'https://evil.example/p.png' }),
    ]);
    expect(await identity.ask('account-1')).toMatchObject({ kind: 'told', profile: { id: 'u-1', name: 'Ada' } });
    expect(server.requests[0]?.headers['authorization']).toEqual(new Secret('Bearer access-1'));
    expect(account()?.profile?.facts).toContainEqual({ name: 'email', value: 'ada@example.com' });
    expect(records.order.at(-1)?.profile?.id).toBe('u-1');
    // Its picture stays an address: nothing was asked but userinfo.
    expect(server.requests).toHaveLength(1);
  });

  it('is asked once however many ask', async () => {
    const reply = deferred<TransportResult>();
    const { identity, server } = await setUpAfter([reply.promise]);
    const both = [identity.ask('account-1'), identity.ask('account-1')];
    expect(identity.isAsking('account-1')).toBe(true);
    reply.resolve(answer({ sub: 'u-1' }));
    await Promise.all(both);
    expect(server.requests).toHaveLength(1);
    expect(identity.isAsking('account-1')).toBe(false);
  });

  it('takes two steps where only the token’s own endpoint tells the id, as at QQ', async () => {
    const { identity, server, account } = await setUpAfter(
      [
        answer('callback( {"client_id":"my-client","openid":"OPENID-1"} );'),
        answer({ ret: 0, msg: '', nickname: 'Peter' }),
      ],
      { provider: qq },
    );
    expect(await identity.ask('account-1')).toMatchObject({
      kind: 'told',
      profile: { id: 'OPENID-1', name: 'Peter' },
    });
    expect(server.requests[1]?.query.reveal()).toContain('openid=OPENID-1');
    expect(account()?.tokens.extras).toEqual({ openid: 'OPENID-1' });
  });

  it.each([
    ['a page', answer('<!doctype html><p>log in'), { kind: 'unreadable', looksLike: 'page' }],
    [
      'a redirect',
      answer('', 302, { location: 'https://evil.example/' }),
      { kind: 'unreadable', looksLike: 'redirect' },
    ],
    ['a list', answer('[1,2]'), { kind: 'unreadable', looksLike: 'garbled' }],
    ['nobody', answer({ ok: true }), { kind: 'nobody' }],
    ['an error under 200', answer({ error: 'no_scope' }), { kind: 'server', error: { code: 'no_scope' } }],
    ['an error', answer('', 401), { kind: 'server', error: { code: 'http_401' } }],
    [
      'too much',
      { kind: 'lost', reason: 'reply_too_large', detail: 'more than 1048576 bytes' } satisfies TransportResult,
      { kind: 'transport', reason: 'reply_too_large' },
    ],
    [
      'prototype keys',
      answer('{"__proto__":{"sub":"evil"},"constructor":{"prototype":{"sub":"evil"}}}'),
      { kind: 'nobody' },
    ],
  ])('is not known after %s, and the account is as it was', async (_what, reply, problem) => {
    const { identity, account } = await setUpAfter([reply]);
    const before = account();
    expect(await identity.ask('account-1')).toMatchObject({ kind: 'failed', problem });
    expect(identity.problemOf('account-1')).toMatchObject(problem);
    expect(account()).toEqual(before);
  });

  it('does not change to somebody else within one grant', async () => {
    const { identity, account } = await setUpAfter([answer({ sub: 'u-2', name: 'Eve' })], {
      accounts: [{ profile: { id: 'u-1', name: 'Ada', facts: [], at: 1 } }],
    });
    expect(await identity.ask('account-1')).toEqual({
      kind: 'failed',
      problem: { kind: 'another', before: 'u-1', now: 'u-2' },
    });
    expect(account()?.profile?.name).toBe('Ada');
  });

  it('must be the subject of the id_token', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const idToken = new Secret(`${part({ alg: 'ES256' })}.${part({ sub: 'u-1' })}.c2ln`);
    const { identity, account } = await setUpAfter([answer({ sub: 'u-2' }), answer({ sub: 'u-1' })], {
      accounts: [{ tokens: tokens({ idToken }) }],
    });
    expect(await identity.ask('account-1')).toMatchObject({ problem: { kind: 'another', before: 'u-1', now: 'u-2' } });
    expect(account()?.profile).toBeNull();
    expect(await identity.ask('account-1')).toMatchObject({ kind: 'told', profile: { id: 'u-1' } });
  });

  it('belongs to the grant it was asked for: an answer that comes later is dropped', async () => {
    const reply = deferred<TransportResult>();
    const { identity, book, account } = await setUpAfter([reply.promise]);
    const asked = identity.ask('account-1');
    await book.change('account-1', (now) => ({ ...now, grantId: 'grant-2' }));
    reply.resolve(answer({ sub: 'u-1' }));
    await asked;
    expect(account()?.profile).toBeNull();
  });

  it('is not asked of the file’s server where the client has a token endpoint of its own', async () => {
    const { identity, server } = await setUpAfter([], { endpoints: { token: 'http://127.0.0.1:1/token' } });
    expect(await identity.ask('account-1')).toMatchObject({ problem: { kind: 'no_endpoint' } });
    expect(server.requests).toEqual([]);
  });

  it('is asked at the client’s own endpoint where it has one', async () => {
    const { identity, server } = await setUpAfter([answer({ sub: 'u' })], {
      endpoints: { token: 'http://127.0.0.1:1/token', userinfo: 'http://127.0.0.1:1/me' },
    });
    await identity.ask('account-1');
    expect(server.requests[0]?.url).toBe('http://127.0.0.1:1/me');
  });

  it('tells of the server’s clock as well, whatever it answers', async () => {
    const ahead = { date: new Date(Date.UTC(2026, 0, 1, 0, 2, 1)).toUTCString() };
    const { identity, account } = await setUpAfter([answer('', 500, ahead)]);
    await identity.ask('account-1');
    expect(account()?.clockOffset).toBe(120_000);
  });

  it('never shows the token that a server echoes', async () => {
    const secret = new Secret('an-echoed-access-token');
    const { identity, account } = await setUpAfter([answer({ sub: 'u', note: `you sent ${secret.reveal()}` })], {
      accounts: [{ tokens: tokens({ accessToken: secret }) }],
    });
    await identity.ask('account-1');
    expect(JSON.stringify(account()?.profile)).not.toContain(secret.reveal());
  });
});

describe('an account', () => {
  const checked = (subject: string) =>
    ({ of: 'f', at: 0, subject, kind: 'valid', origin: 'keys' }) satisfies Account['idTokenCheck'];
  const told = () => answer({ sub: '1', email: 'joe@example.com', name: 'Joe' });

  it.each(['1', '1 2'])(
    'that is called by the bare subject of its id token, %s, gets the name that userinfo tells',
    async (label) => {
      const { identity, account } = await setUpAfter([told()], { accounts: [{ label, idTokenCheck: checked('1') }] });
      await identity.ask('account-1');
      expect(account()).toMatchObject({ label: 'Joe', profile: { name: 'Joe' } });
    },
  );

  it.each([
    ['its user’s own', { label: 'My work', idTokenCheck: checked('1') }],
    ['no subject', { label: '1', idTokenCheck: null }],
  ])('keeps a name that is %s', async (_whose, part) => {
    const { identity, account } = await setUpAfter([told()], { accounts: [part] });
    await identity.ask('account-1');
    expect(account()?.label).toBe(part.label);
  });
});

describe('after connecting', () => {
  const grants = { authorization_code: {}, refresh_token: {}, client_credentials: {} };
  it.each<[string, Partial<Account>, number, string[]?]>([
    ['is asked', {}, 1],
    ['is asked where openid was asked for and given', ofScope(['openid', 'read'], ['openid', 'read']), 1],
    ['is asked where the server did not say what it gave', ofScope(['openid'], null), 1],
    ['is asked where openid is not the server’s way', ofScope(['read', 'write'], ['read']), 1],
    ['is not asked with a token that openid was not given for', ofScope(['openid', 'read'], ['read']), 0],
    ['is not asked where no user took part', { grant: 'client_credentials' }, 0],
    // Doorkeeper's OpenID Connect (1.8) says a bare 403 to such a token.
    [
      'is not asked where the server knows openid and nothing of it was given',
      ofScope(['read'], ['read']),
      0,
      ['openid', 'read'],
    ],
    ['is asked where some of it was given', ofScope(['email'], ['email']), 1, ['openid', 'email']],
  ])('who the user is %s', async (_what, part, requests, scopes = []) => {
    const { confirmation, server, provider } = await setUpAfter([answer({ sub: 'u-1' })], {
      accounts: [part],
      provider: acme({ grants, scopes }),
    });
    confirmation.arrived('account-1', provider);
    expect(server.requests).toHaveLength(requests);
  });
});

function ofScope(requestedScope: readonly string[], scope: readonly string[] | null): Partial<Account> {
  return { requestedScope, tokens: tokens({ scope }) };
}
