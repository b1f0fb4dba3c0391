import { describe, expect, it } from 'vitest';
import { newSigningKey, Secret, serverHints, type TokenRequest, type TransportResult } from '../oauth';
import type { Provider } from '../providers';
import { beginAuthorization } from './authorize';
import { accountBook } from './book';
import { PLAIN_OPTIONS } from './client-options';
import { connectByCode, type ConnectDependencies } from './connect';
import { answer, client, FakeAccountRecords, FakeJournal, FakeServer, T0, tokens } from './fakes';
import { deferred } from './deferred';
import { strictProvider } from './proof-setup';
import { LOST, setUpRefresh } from './refresh-setup';
import type { Client } from './account';

const bound = strictProvider({ dpop: { use: 'required' } });
const GIVEN = { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'DPoP', expires_in: 60 };
const NONCE = answer({ error: 'use_dpop_nonce' }, 400, { 'dpop-nonce': 'n-1' });

function claimsOf(request: TokenRequest | undefined): { nonce?: string; jti: string; iat: number } {
  const proof = request?.headers['dpop'];
  if (!(proof instanceof Secret)) throw new Error('no proof');
  return JSON.parse(Buffer.from(proof.reveal().split('.')[1] ?? '', 'base64url').toString()) as ReturnType<
    typeof claimsOf
  >;
}

async function withKey(answers: readonly (TransportResult | Promise<TransportResult>)[]) {
  const { jwk } = await newSigningKey('ES256');
  return setUpRefresh(answers, {
    start: { tokens: tokens({ dpopKey: jwk, tokenType: 'DPoP' }) },
    provider: bound,
    client: client({ providerId: 'strict' }),
  });
}

describe('a refresh of tokens that are bound to a key', () => {
  it('is proved by that key, and the new tokens keep it', async () => {
    const { refreshing, server, current } = await withKey([answer(GIVEN)]);
    const key = current().tokens.dpopKey;
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refreshed' });
    expect(claimsOf(server.requests[0])).not.toHaveProperty('nonce');
    expect(current().tokens.dpopKey).toBe(key);
    expect(current().tokens.deviations).toEqual([]);
  });

  it('that is asked for a nonce is a whole rotation of its own: a crash between the two finds nothing out', async () => {
    const { refreshing, server, journal, current } = await withKey([NONCE, answer(GIVEN)]);
    expect(await refreshing.refresh('account-1', false)).toEqual({ kind: 'refreshed' });
    expect(server.requests).toHaveLength(2);
    expect(claimsOf(server.requests[1]).nonce).toBe('n-1');
    expect(claimsOf(server.requests[1]).jti).not.toBe(claimsOf(server.requests[0]).jti);
    expect(journal.steps).toEqual(['reserve', 'sent', 'clear', 'reserve', 'sent', 'received', 'clear']);
    expect(current().generation).toBe(2);
  });

  it('that is asked for a nonce when its account has another grant already sends nothing more', async () => {
    const reply = deferred<TransportResult>();
    const { refreshing, server, journal, book } = await withKey([reply.promise]);
    const refreshed = refreshing.refresh('account-1', false);
    await expect.poll(() => server.requests).toHaveLength(1);
    await book.record(
      'account-1',
      (old) => ({ ...old, grantId: 'grant-2' }),
      () => undefined,
    );
    reply.resolve(NONCE);
    expect(await refreshed).toEqual({ kind: 'overtaken' });
    expect(server.requests).toHaveLength(1);
    expect(journal.steps.at(-1)).toBe('clear');
  });

  it('remembers the nonce, so that the next one needs no second request', async () => {
    const { refreshing, server } = await withKey([NONCE, answer(GIVEN), answer(GIVEN)]);
    await refreshing.refresh('account-1', false);
    await refreshing.refresh('account-1', false);
    expect(server.requests).toHaveLength(3);
    expect(claimsOf(server.requests[2]).nonce).toBe('n-1');
  });

  it('is not sent a third time, and keeps everything', async () => {
    const { refreshing, server, current } = await withKey([NONCE, NONCE]);
    const before = current().tokens;
    expect(await refreshing.refresh('account-1', false)).toMatchObject({
      kind: 'failed',
      problem: { kind: 'server', error: { code: 'use_dpop_nonce', class: 'request_refused' } },
    });
    expect(server.requests).toHaveLength(2);
    expect(current().tokens).toBe(before);
  });

  it('whose second reply is lost is uncertain, as any other', async () => {
    const { refreshing, current } = await withKey([NONCE, LOST]);
    expect(await refreshing.refresh('account-1', false)).toMatchObject({
      kind: 'failed',
      problem: { kind: 'uncertain' },
    });
    expect(current().problem).toMatchObject({ kind: 'uncertain', reason: 'connection_lost' });
  });

  it('is signed with the server’s time, as its account last knew it', async () => {
    const { jwk } = await newSigningKey('ES256');
    const { refreshing, server } = await setUpRefresh([answer(GIVEN)], {
      start: { tokens: tokens({ dpopKey: jwk }), clockOffset: 7_200_000 },
      provider: bound,
      client: client({ providerId: 'strict' }),
    });
    await refreshing.refresh('account-1', false);
    expect(claimsOf(server.requests[0]).iat).toBe((T0 + 7_200_000) / 1000);
  });
});

async function connecting(answers: readonly TransportResult[]) {
  const server = new FakeServer(...answers);
  const nothing = (): void => undefined;
  const book = accountBook(new FakeAccountRecords(), nothing, nothing);
  let made = 0;
  const deps: ConnectDependencies = {
    book,
    journal: new FakeJournal(),
    send: server.send,
    hints: serverHints(),
    now: () => T0,
    newId: () => `new-${(made += 1)}`,
    nameOf: () => 'Strict',
    automaticByDefault: () => false,
  };
  return { deps, book, server };
}

const CALLBACK = 'https://c.example/cb';
const AUTHORIZE = 'https://strict.example/authorize';
const WISH = {
  authorizeUrl: AUTHORIZE,
  callbackUrl: CALLBACK,
  grant: 'authorization_code',
  anotherUser: false,
} as const;

async function connected(own: Client, of: Provider, answers: readonly TransportResult[]) {
  const { deps, book, server } = await connecting(answers);
  const request = { provider: of, client: own, accountId: null };
  const begun = await beginAuthorization(deps, request, WISH);
  if (begun.kind !== 'ready') return { begun, server, account: undefined, again: undefined };
  const again = (accountId: string | null) =>
    beginAuthorization(deps, { ...request, accountId }, WISH).then((next) =>
      next.kind === 'ready'
        ? connectByCode(deps, { ...request, accountId }, next.authorization, new Secret('C2'))
        : Promise.reject(new Error(next.kind)),
    );
  await connectByCode(deps, request, begun.authorization, new Secret('C'));
  return { begun, server, account: () => book.findOpen('new-2'), again };
}

const mine = client({ providerId: 'strict', callbackUrl: CALLBACK, clientSecret: null });

describe('a sign-in with DPoP', () => {
  it('binds code and tokens to one key, and connecting again makes another', async () => {
    const { begun, server, account, again } = await connected(mine, bound, [answer(GIVEN), answer(GIVEN)]);
    const first = account?.()?.tokens.dpopKey;
    expect(begun.kind === 'ready' && begun.authorization.dpopKey).toBe(first);
    claimsOf(server.requests[0]);
    await again?.('new-2');
    expect(account?.()?.tokens.dpopKey?.fingerprint).not.toBe(first?.fingerprint);
    expect(account?.()?.previous?.dpopKey).toBe(first);
  });

  it('answers a demand for a nonce once', async () => {
    const { server, account } = await connected(mine, bound, [NONCE, answer(GIVEN)]);
    expect(server.bodies.map((body) => body.get('code'))).toEqual(['C', 'C']);
    expect(account?.()?.tokens.tokenType).toBe('DPoP');
  });

  it('is the client’s choice where the file leaves it open', async () => {
    const optional = strictProvider({ dpop: { use: 'optional' } });
    const plain = answer({ ...GIVEN, token_type: 'Bearer' });
    expect((await connected(mine, optional, [plain])).account?.()?.tokens.dpopKey).toBeNull();
    const wanting = { ...mine, options: { ...PLAIN_OPTIONS, dpop: true } };
    const { account } = await connected(wanting, optional, [plain]);
    expect(account?.()?.tokens.dpopKey).toBeInstanceOf(Secret);
    expect(account?.()?.tokens.deviations.map(({ tag }) => tag)).toEqual(['dpop_ignored']);
    const refusing = { ...mine, options: { ...PLAIN_OPTIONS, dpop: false } };
    expect((await connected(refusing, bound, [plain])).account?.()?.tokens.dpopKey).toBeNull();
  });
});

describe('a pushed authorization request', () => {
  const pushing = strictProvider({
    endpoints: {
      authorize: AUTHORIZE,
      token: 'https://strict.example/token',
      pushed_authorization_request: 'https://strict.example/par',
    },
    authorize: { pushed: 'required' },
  });
  const TAKEN = answer({ request_uri: 'urn:r', expires_in: 60 }, 201);

  it('goes to the server first; the browser gets the reference', async () => {
    const { begun, server } = await connected(mine, pushing, [TAKEN, answer(GIVEN)]);
    expect(server.requests[0]?.url).toBe('https://strict.example/par');
    expect(server.bodies[0]?.get('code_challenge_method')).toBe('S256');
    expect(begun.kind === 'ready' && begun.authorization.url).toBe(
      `${AUTHORIZE}?client_id=my-client&request_uri=urn%3Ar`,
    );
  });

  it.each<[string, TransportResult, object]>([
    [
      'an error',
      answer({ error: 'invalid_request', error_description: 'no' }, 400),
      { kind: 'error', error: { text: 'no' } },
    ],
    ['a page', answer('<!doctype html><title>x</title>', 200), { kind: 'unreadable', status: 200 }],
    ['silence', LOST, { kind: 'transport', result: LOST }],
  ])('that brings %s ends the attempt with it', async (_what, result, failure) => {
    const { begun } = await connected(mine, pushing, [result]);
    expect(begun).toMatchObject({ kind: 'not_pushed', failure });
  });
});
