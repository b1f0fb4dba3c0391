/** What the pages of an attempt ask for, with Electron's sessions played: how much, until when, and what it means for their session. */
import { randomUUID } from 'node:crypto';
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

/** @param visible whether somebody sees the questions */
function setUp(visible = false) {
  const kept = keptSessions({ read: () => ({}), write: () => undefined, empty: async () => undefined });
  const sessions = signInSessions('pages', kept, () => false);
  const app = new EventEmitter();
  const asked = questions(
    randomUUID,
    () => visible,
    () => undefined,
  );
  askTheUser({
    app: app as unknown as App,
    sessions,
    authentication: httpAuthentication(asked),
    certificates: clientCertificates(asked),
    inFlight: inFlight(),
  });
  const attempt = () =>
    sessions.take({ kind: 'forget', owner: 'client-1', accountId: null, clean: false, network: SYSTEM_NETWORK });
  return { app, attempt, asked: () => asked.all() };
}

it('a session in which a page asked for a certificate is used by nobody afterwards', async () => {
  const { app, attempt } = setUp();
  const first = await attempt();
  await first.end(null);
  const second = await attempt();
  expect(second.session).toBe(first.session);
  const chosen = new Promise((resolve) => {
    app.emit('select-client-certificate', event, windowIn(second.session), 'https://a.example/', [], resolve);
  });
  expect(await chosen).toBeUndefined();
  await second.end(null);
  expect((await attempt()).session).not.toBe(first.session);
});

/** Electron would answer by itself: cancel, or show the first certificate. */
const prevented = vi.fn<() => void>();
const event = { preventDefault: prevented };
const windowIn = (session: unknown): EventEmitter => Object.assign(new EventEmitter(), { session });

it('an attempt asks three things at most, in however many windows and of however many servers', async () => {
  const { app, attempt, asked } = setUp(true);
  const { session } = await attempt();
  const refused: unknown[] = [];
  const login = (host: string, contents: EventEmitter): void => {
    const asker = { isProxy: false, scheme: 'basic', host, port: 443, realm: 'staff' };
    app.emit('login', event, contents, { url: `https://${host}/` }, asker, (name?: string) => refused.push(name));
  };
  for (let count = 0; count < 3; count += 1) login(`${count}.example`, windowIn(session));
  for (let count = 3; count < 6; count += 1) login(`${count}.example`, windowIn(session));
  const certificate = { fingerprint: 'one', subjectName: 'me', issuerName: 'Company', validStart: 0, validExpiry: 1 };
  const choose = (chosen?: unknown): unknown => refused.push(chosen);
  app.emit('select-client-certificate', event, windowIn(session), 'https://c.example/', [certificate], choose);
  await expect.poll(() => refused).toEqual([undefined, undefined, undefined, undefined]);
  expect(asked().map((question) => question.host)).toEqual(['0.example:443', '1.example:443', '2.example:443']);

  // Another attempt is another server's, perhaps.
  login('other.example', windowIn((await attempt()).session));
  await expect.poll(asked).toHaveLength(4);
});

it('the question for a certificate goes with the window that raised it', async () => {
  const { app, attempt, asked } = setUp(true);
  const window = windowIn((await attempt()).session);
  prevented.mockClear();
  const certificate = { fingerprint: 'one', subjectName: 'me', issuerName: 'Company', validStart: 0, validExpiry: 1 };
  const chosen = new Promise((resolve) => {
    app.emit('select-client-certificate', event, window, 'https://c.example/', [certificate], resolve);
  });
  expect(prevented).toHaveBeenCalled();
  await expect.poll(asked).toHaveLength(1);
  window.emit('destroyed');
  expect(await chosen).toBeUndefined();
  expect(asked()).toEqual([]);
});
