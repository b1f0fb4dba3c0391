/**
 * The contract between Latchkey and Electron's navigation events (DESIGN.md section 3): however an authorization server sends the
 * browser back, the answer is caught once, and nothing is ever sent to the callback. To be run against every new Electron.
 */
import { randomUUID } from 'node:crypto';
import {
  REDIRECT_WAYS,
  startAuthorizationServer,
  type AuthorizationServer,
  type RedirectWay,
} from './support/authorization-server';
import { test as base, expect, type Latchkey } from './support/latchkey';

const test = base.extend<object, { readonly server: AuthorizationServer }>({
  server: [
    async ({}, use) => {
      const server = await startAuthorizationServer();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
});

/** Callbacks that nobody answers, one a kind; the trap counts what is sent to them all the same. */
const callbacks: readonly { readonly name: string; readonly url: (latchkey: Latchkey) => string }[] = [
  { name: 'a dead host', url: () => 'http://callback.invalid/cb' },
  { name: 'the page that SinaApp documents', url: () => 'http://death.sinaapp.com/sae_callback.php' },
  { name: 'a custom scheme', url: () => 'myapp://cb' },
  { name: 'loopback', url: (latchkey) => `http://127.0.0.1:${latchkey.trap.port}/cb` },
];

const mainWindowOnly = ['app://latchkey/index.html'];

async function registerClient(latchkey: Latchkey, server: AuthorizationServer, way: RedirectWay, callbackUrl: string) {
  const name = `client-${randomUUID()}`;
  const { clientId } = await latchkey.ask('saveClient', {
    id: null,
    providerId: 'standard',
    clientId: name,
    clientSecret: null,
    callbackUrl,
    scope: '',
    endpoints: { authorize: server.authorizeEndpoint(way), token: server.tokenEndpoint, refresh: null },
    authentication: 'none',
    variables: {},
    fields: {},
  });
  return { name, clientId };
}

for (const callback of callbacks) {
  for (const way of REDIRECT_WAYS) {
    if (way === 'iframe') sitsInAFrame(callback);
    else if (way === 'form_post' && callback.name === 'a custom scheme') postsWhereNoBodyIsSeen(callback);
    else isCaughtOnce(way, callback);
  }
}

function isCaughtOnce(way: RedirectWay, callback: (typeof callbacks)[number]): void {
  test(`${way} to ${callback.name} is caught once, before it is requested`, async ({ sharedLatchkey, server }) => {
    const client = await registerClient(sharedLatchkey, server, way, callback.url(sharedLatchkey));

    const { accountId } = await sharedLatchkey.ask('signIn', { clientId: client.clientId, accountId: null });

    const exchanged = server.exchangedBy(client.name);
    expect(exchanged).toHaveLength(1);
    expect(server.codesFor(client.name)).toEqual(expect.arrayContaining([...exchanged]));
    await expect.poll(() => sharedLatchkey.windowAddresses()).toEqual(mainWindowOnly);
    const { accounts, attempts } = await sharedLatchkey.view();
    expect(accounts.map(({ id }) => id)).toContain(accountId);
    expect(attempts).toEqual([]);
  });
}

/** Electron shows the body of a form post over http only; no server can rely on one to a custom scheme, whose handlers get a URL. */
function postsWhereNoBodyIsSeen(callback: (typeof callbacks)[number]): void {
  test(`form_post to ${callback.name} ends the attempt without a code`, async ({ sharedLatchkey, server }) => {
    const client = await registerClient(sharedLatchkey, server, 'form_post', callback.url(sharedLatchkey));

    const answer = await sharedLatchkey.call('signIn', { clientId: client.clientId, accountId: null });

    expect(answer).toMatchObject({ ok: false, error: { code: 'callback_malformed' } });
    expect(server.exchangedBy(client.name)).toEqual([]);
    await expect.poll(() => sharedLatchkey.windowAddresses()).toEqual(mainWindowOnly);
  });
}

function sitsInAFrame(callback: (typeof callbacks)[number]): void {
  test(`an iframe that goes to ${callback.name} is no answer, and does not get there`, async ({
    sharedLatchkey,
    server,
  }) => {
    const client = await registerClient(sharedLatchkey, server, 'iframe', callback.url(sharedLatchkey));

    let answer: ReturnType<typeof sharedLatchkey.call<'signIn'>> | undefined;
    const page = await sharedLatchkey.signInPage(async () => {
      answer = sharedLatchkey.call('signIn', { clientId: client.clientId, accountId: null });
    });

    // A page has loaded when its frames have, so the redirect has been refused by now.
    const [attempt] = (await sharedLatchkey.view()).attempts;
    expect(attempt).toMatchObject({ kind: 'sign_in', step: 'waiting' });
    expect(new URL(page.url()).origin).toBe(server.origin);
    expect(server.codesFor(client.name)).toHaveLength(2);
    expect(server.exchangedBy(client.name)).toEqual([]);

    await sharedLatchkey.ask('cancelAttempt', { attemptId: attempt?.id ?? '' });
    expect(await answer).toMatchObject({ ok: false, error: { code: 'sign_in_cancelled' } });
    await expect.poll(() => sharedLatchkey.windowAddresses()).toEqual(mainWindowOnly);
  });
}
