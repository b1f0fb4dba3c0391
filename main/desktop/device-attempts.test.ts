import { describe, expect, it } from 'vitest';
import { accountBook, type ConnectDependencies } from '../accounts';
import { answer, client, FakeAccountRecords, FakeJournal, FakeServer, T0 } from '../accounts/fakes';
import { serverHints, type TransportResult } from '../oauth';
import { catalogue, type Provider } from '../providers';
import { deviceAttempts, type DeviceMemory } from './device-attempts';

const standard = catalogue().find(({ id }) => id === 'standard') as Provider;
const through = client({
  providerId: 'standard',
  endpoints: { token: 'https://s.example/token', device: 'https://s.example/device' },
});
const request = { provider: standard, client: through, accountId: null, grant: 'device_code', scope: 'read' };
const codes = {
  device_code: 'DEVICE-CODE-OF-TODAY',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://s.example/enter',
  expires_in: 60,
};
const given = { access_token: 'access-1', token_type: 'Bearer', expires_in: 60, refresh_token: 'r' };
const pending = answer({ error: 'authorization_pending' }, 400);
const cut: TransportResult = { kind: 'lost', reason: 'connection_lost', detail: '' };

/** A world whose clock moves only when it is told to. */
function world(answers: readonly TransportResult[], memory: DeviceMemory = new Map()) {
  const errands: (object | undefined)[] = [];
  const concluded: string[] = [];
  let now = T0 + 1000;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  const server = new FakeServer(...answers);
  const opened: string[] = [];
  const book = accountBook(
    new FakeAccountRecords(),
    () => undefined,
    () => undefined,
  );
  let made = 0;
  const connect: ConnectDependencies = {
    book,
    journal: new FakeJournal(),
    send(message, errand) {
      errands.push(errand?.key);
      return server.send(message);
    },
    history: { happened: () => undefined, concluded: (_errand, outcome) => concluded.push(outcome) },
    hints: serverHints(),
    now: () => now,
    newId: () => `id-${(made += 1)}`,
    nameOf: () => 'Standard',
    automaticByDefault: () => false,
  };
  const devices = deviceAttempts({
    connect,
    memory,
    findClient: () => through,
    findProvider: () => standard,
    later(task, ms) {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    openInBrowser: async (url) => void opened.push(url),
    changed: () => undefined,
  });
  devices.resume();
  /** Lets so many seconds pass, one after the other. */
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      for (const timer of timers)
        if (timer.at <= now) {
          timers.delete(timer);
          timer.task();
        }
      // The request and what is made of its answer take a few turns.
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    }
  };
  const started = async () => {
    const ended = devices.start(request);
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    return ended;
  };
  return { devices, server, pass, started, opened, book, timers, errands, concluded };
}

/** Starts without waiting for the end. */
async function begin(answers: readonly TransportResult[], memory?: DeviceMemory) {
  const made = world([answer(codes), ...answers], memory);
  const ended = made.devices.start(request);
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  return { ...made, ended };
}

describe('an attempt by a code', () => {
  it('asks every five seconds until the user has agreed', async () => {
    const { pass, server, ended, devices, book } = await begin([pending, pending, answer(given)]);
    expect(devices.attempts()).toMatchObject([{ step: 'waiting', codes: { userCode: 'WDJB-MJHT' } }]);
    await pass(4);
    expect(server.requests).toHaveLength(1);
    await pass(11);
    expect(server.requests.map(({ url }) => url)).toEqual([
      'https://s.example/device',
      ...Array(3).fill('https://s.example/token'),
    ]);
    expect(await ended).toEqual({ kind: 'connected', accountId: expect.any(String) as unknown });
    expect(devices.attempts()).toEqual([]);
    expect(book.all()).toMatchObject([{ account: { grant: 'device_code', requestedScope: ['read'] } }]);
  });

  it('is one attempt of the history, from the request for a code to the tokens; a refused code is a failed one', async () => {
    const { pass, ended, errands, concluded } = await begin([pending, answer(given)]);
    await pass(10);
    expect(await ended).toMatchObject({ kind: 'connected' });
    expect(errands).toHaveLength(3);
    expect(new Set(errands)).toEqual(new Set([request]));
    expect(concluded.at(-1)).toBe('done');

    const refused = world([answer({ error: 'invalid_client' }, 401)]);
    expect(await refused.started()).toMatchObject({ kind: 'failed' });
    expect(refused.concluded).toEqual(['failed']);
  });

  it('slows down by five seconds for good when it is told to', async () => {
    const slow = answer({ error: 'slow_down' }, 400);
    const { pass, server } = await begin([slow, pending, pending]);
    await pass(5);
    await pass(9);
    expect(server.requests).toHaveLength(2);
    await pass(1);
    expect(server.requests).toHaveLength(3);
    await pass(10);
    expect(server.requests).toHaveLength(4);
  });

  it('goes on through a fault of the network, and says so', async () => {
    const { pass, devices, ended } = await begin([cut, answer(given)]);
    await pass(5);
    expect(devices.attempts()).toMatchObject([{ step: 'slow' }]);
    await pass(10);
    expect(await ended).toMatchObject({ kind: 'connected' });
  });

  it.each([
    ['the user says no', answer({ error: 'access_denied' }, 400), 'sign_in_denied'],
    ['the server says that it has ended', answer({ error: 'expired_token' }, 400), 'device_expired'],
    ['the client is refused', answer({ error: 'invalid_client' }, 401), 'client_rejected'],
  ])('ends when %s, and stays to be seen', async (_what, said, code) => {
    const { pass, devices, ended } = await begin([said]);
    await pass(5);
    expect(await ended).toMatchObject({ kind: 'failed', error: { code } });
    const [attempt] = devices.attempts();
    expect(attempt).toMatchObject({ step: 'failed', error: { code } });
    expect(devices.cancel(attempt?.id ?? '')).toBe(true);
    expect(devices.attempts()).toEqual([]);
  });

  it('ends by itself when the code has, and asks no more', async () => {
    const { pass, server, ended, timers } = await begin(Array<TransportResult>(12).fill(pending));
    await pass(70);
    expect(await ended).toMatchObject({ error: { code: 'device_expired' } });
    expect(server.requests.length).toBeLessThanOrEqual(13);
    expect(timers.size).toBe(0);
  });

  it('asks no more once it is cancelled', async () => {
    const { pass, devices, server, ended } = await begin([]);
    expect(devices.cancel(devices.attempts()[0]?.id ?? '')).toBe(true);
    expect(await ended).toMatchObject({ error: { code: 'sign_in_cancelled' } });
    await pass(30);
    expect(server.requests).toHaveLength(1);
  });

  it('takes the place of an older one of the same client', async () => {
    const { devices, ended } = await begin([answer({ ...codes, user_code: 'NEW' })]);
    void devices.start(request);
    expect(await ended).toMatchObject({ error: { code: 'sign_in_replaced' } });
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    expect(devices.attempts()).toMatchObject([{ codes: { userCode: 'NEW' } }]);
  });

  it('opens the page with the code filled in, where there is one', async () => {
    const plain = await begin([]);
    await plain.devices.open(plain.devices.attempts()[0]?.id ?? '');
    expect(plain.opened).toEqual(['https://s.example/enter']);
    expect(await plain.devices.open('gone')).toBe(false);
  });
});

describe('a locked vault', () => {
  it('makes it wait, and lets it go on when it is open again', async () => {
    const memory: DeviceMemory = new Map();
    const before = await begin([pending], memory);
    await before.pass(5);
    before.devices.suspend();
    await before.pass(20);
    expect(before.server.requests).toHaveLength(2);

    const after = world([answer(given)], memory);
    await after.pass(5);
    // Whoever asked for it before the vault was locked is told.
    expect(await before.ended).toMatchObject({ kind: 'connected' });
    expect(after.book.all()).toHaveLength(1);
  });
});

describe('without a code', () => {
  it.each<[string, TransportResult, string]>([
    ['the client is refused', answer({ error: 'invalid_client' }, 401), 'client_rejected'],
    ['the network is not there', { kind: 'not_sent', reason: 'offline', detail: '' }, 'offline'],
    ['a page comes', answer('<html></html>', 200, { 'content-type': 'text/html' }), 'reply_is_page'],
    [
      'the code is to be entered over http',
      answer({ ...codes, verification_uri: 'http://x.example/' }),
      'verification_refused',
    ],
  ])('there is no attempt: %s', async (_what, said, code) => {
    const { started, devices } = world([said]);
    expect(await started()).toMatchObject({ kind: 'failed', error: { code } });
    expect(devices.attempts()).toEqual([]);
  });

  it('no attempt shows or prints its device code', async () => {
    const { devices } = await begin([]);
    expect(JSON.stringify(devices.attempts())).not.toContain('DEVICE-CODE-OF-TODAY');
  });
});
