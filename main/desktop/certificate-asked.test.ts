/** A page in a sign-in window's session asks for a client certificate: the session's next use, with Electron's sessions played. */
import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it, vi } from 'vitest';
import { SYSTEM_NETWORK } from '../oauth';
import { askTheUser } from './ask-the-user';
import { clientCertificates } from './client-certificates';
import { httpAuthentication } from './http-authentication';
import { inFlight } from './in-flight';
import { keptSessions } from './kept-sessions';
import { questions } from './questions';

/** Whatever is asked of it is done, and there is nothing to say of it. */
const willing = (): object => {
  const all: object = new Proxy(async () => undefined, {
    get: (_, name) => (name === 'then' || typeof name === 'symbol' ? undefined : all),
  });
  return all;
};

vi.mock('electron', () => ({ app: {}, net: {}, session: { fromPartition: willing } }));
const { signInSessions } = await import('./sign-in-sessions');

function setUp() {
  const kept = keptSessions({ read: () => ({}), write: () => undefined, empty: async () => undefined });
  const sessions = signInSessions('pages', kept, () => false);
  const app = new EventEmitter();
  const nobody = questions(
    () => 'q',
    () => false,
    () => undefined,
  );
  askTheUser({
    app: app as unknown as App,
    sessions,
    authentication: httpAuthentication(nobody),
    certificates: clientCertificates(nobody),
    inFlight: inFlight(),
  });
  const attempt = () =>
    sessions.take({ kind: 'forget', owner: 'client-1', accountId: null, clean: false, network: SYSTEM_NETWORK });
  return { app, attempt };
}

it('a session in which a page asked for a certificate is used by nobody afterwards', async () => {
  const { app, attempt } = setUp();
  const first = await attempt();
  await first.end(null);
  const second = await attempt();
  expect(second.session).toBe(first.session);
  const chosen = new Promise((resolve) => {
    const event = { preventDefault: () => undefined };
    app.emit('select-client-certificate', event, { session: second.session }, 'https://a.example/', [], resolve);
  });
  expect(await chosen).toBeUndefined();
  await second.end(null);
  expect((await attempt()).session).not.toBe(first.session);
});
