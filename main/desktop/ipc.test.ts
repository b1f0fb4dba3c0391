import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { requests, type Answered } from '../../preload/contract';
import { refuse, serveRequests, type Handlers } from './ipc';

type Listener = (event: IpcMainInvokeEvent, input: unknown) => Promise<Answered<unknown>>;

function setUp(part: Partial<Handlers>) {
  const listeners = new Map<string, Listener>();
  const ipcMain = { handle: (channel: string, listener: unknown) => void listeners.set(channel, listener as Listener) };
  const called = vi.fn<() => null>(() => null);
  const handlers = {
    ...Object.fromEntries(Object.keys(requests).map((name) => [name, called])),
    ...part,
  } as unknown as Handlers;
  const mainFrame = { url: 'app://latchkey/index.html' };
  const ours = { mainFrame } as unknown as WebContents;
  const reported = vi.fn<(error: unknown) => void>();
  const beforeAnswer = vi.fn<() => number>(() => 7);
  serveRequests(ipcMain, Promise.resolve(handlers), (contents) => contents === ours, reported, beforeAnswer);
  const call = (name: string, input: unknown, event: Partial<Record<'sender' | 'senderFrame', unknown>> = {}) =>
    listeners.get(`latchkey:${name}`)?.({ sender: ours, senderFrame: mainFrame, ...event } as never, input);
  return { call, called, reported, beforeAnswer, ours };
}

describe('a request', () => {
  it('is answered in an envelope, with the number of the last change that was told', async () => {
    const { call } = setUp({ copy: () => ({ clearsAt: 5, note: null, format: 'token' }) });
    expect(await call('copy', { accountId: 'a', format: 'token' })).toEqual({
      ok: true,
      value: { clearsAt: 5, note: null, format: 'token' },
      told: 7,
    });
  });

  /** Whatever it shows: our own page, too. */
  const foreign = { url: 'app://latchkey/index.html' };
  it.each([
    ['another window', { sender: { mainFrame: foreign }, senderFrame: foreign }],
    ['a sub-frame', { senderFrame: { url: 'app://latchkey/index.html' } }],
    ['a frame that is gone', { senderFrame: null }],
  ])('from %s is refused', async (_name, event) => {
    const { call, called } = setUp({});
    expect(await call('getView', undefined, event)).toMatchObject({ ok: false, error: { code: 'sender_refused' } });
    expect(called).not.toHaveBeenCalled();
  });

  it('from our window while it shows a foreign page is refused', async () => {
    const { call, called } = setUp({});
    const mainFrame = { url: 'https://evil.example/app://latchkey/' };
    expect(await call('getView', undefined, { senderFrame: mainFrame })).toMatchObject({
      error: { code: 'sender_refused' },
    });
    expect(called).not.toHaveBeenCalled();
  });

  it.each([
    ['copy', { accountId: 'a', format: 'refresh_token' }, 'format'],
    ['copy', { accountId: 'a', format: 'token', more: 1 }, ''],
    ['copy', undefined, ''],
    ['renameAccount', { accountId: 'a', label: ' ' }, 'label'],
    ['refresh', { accountId: ['a'], again: false }, 'accountId'],
    ['getView', { x: 1 }, ''],
  ])('%s with wrong input is refused and names the field', async (name, input, field) => {
    const { call, called } = setUp({});
    expect(await call(name, input)).toMatchObject({ ok: false, error: { code: 'invalid_input', field } });
    expect(called).not.toHaveBeenCalled();
  });

  it('with what cannot even be named is refused as any other', async () => {
    const { call, called } = setUp({});
    const nameless = { a: 1, toString: null, constructor: null };
    for (const input of [
      { accountIds: [nameless], format: 'lines' },
      { accountIds: nameless, format: nameless },
      nameless,
    ])
      expect(await call('copyMany', input)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(called).not.toHaveBeenCalled();
  });

  it('has its changes told before it is answered, and after its handler has run', async () => {
    let handled = false;
    const { call, beforeAnswer } = setUp({
      saveClient: async () => {
        await Promise.resolve();
        handled = true;
        return { clientId: 'a' };
      },
    });
    beforeAnswer.mockImplementation(() => {
      expect(handled).toBe(true);
      return 7;
    });
    const input = { id: null, providerId: 'p', clientId: 'c', clientSecret: null, callbackUrl: null, scope: '' };
    const endpoints = { authorize: null, token: null, refresh: null };
    expect(
      await call('saveClient', { ...input, endpoints, authentication: null, variables: {}, fields: {} }),
    ).toMatchObject({ ok: true });
    expect(beforeAnswer).toHaveBeenCalledOnce();
  });

  it('passes a refusal on', async () => {
    const { call } = setUp({ removeAccount: () => refuse('not_found') });
    expect(await call('removeAccount', { accountId: 'a' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('that fails unexpectedly tells no detail to the window and all to the log', async () => {
    const error = new Error('a path, a token, anything');
    const { call, reported } = setUp({
      removeAccount: () => {
        throw error;
      },
    });
    expect(await call('removeAccount', { accountId: 'a' })).toMatchObject({
      ok: false,
      error: { code: 'unexpected', detail: null },
    });
    expect(reported).toHaveBeenCalledWith(error);
  });
});
