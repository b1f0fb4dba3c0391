/** Attempts that end, or start over, in the middle of their own beginning. */
import type { Session } from 'electron';
import { expect, it, vi } from 'vitest';
import { client, FakeServer } from '../accounts/fakes';
import { strictProvider } from '../accounts/proof-setup';
import { serverHints, type TransportResult } from '../oauth';
import type { SignInDependencies } from './sign-in-attempt';
import type { TakenSession } from './sign-in-sessions';

vi.mock('electron', () => ({}));
const { beginAttempt } = await import('./sign-in-attempt');

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const provider = strictProvider({
  endpoints: {
    authorize: 'https://strict.example/authorize',
    token: 'https://strict.example/token',
    pushed_authorization_request: 'https://strict.example/par',
  },
  authorize: { pushed: 'required' },
});

it('that is ended while it starts over gives its first session back once, for it may be another attempt’s by then', async () => {
  const never = new Promise<TransportResult>(() => undefined);
  const waiting: ((taken: TakenSession) => void)[] = [];
  const ends: number[] = [];
  const take = (): Promise<TakenSession> =>
    new Promise((resolve) => {
      waiting.push(resolve);
    });
  const taken = (number: number): TakenSession => ({
    session: {} as Session,
    end: async () => void ends.push(number),
  });
  const deps = {
    connect: { send: new FakeServer(never, never).send, hints: serverHints(), now: Date.now },
    sessions: { take },
    now: Date.now,
    newId: () => 'attempt-1',
    limitSeconds: () => 300,
    changed: () => undefined,
  } as unknown as SignInDependencies;
  const request = {
    provider,
    client: client({ providerId: 'strict' }),
    accountId: null,
    place: null,
    anotherUser: false,
  };
  const { startOver, end, ended } = beginAttempt(deps, request);
  await nextTurn();
  waiting[0]?.(taken(1));
  await nextTurn();
  // Its request is being pushed: no window yet.
  startOver({ anotherUser: true });
  await nextTurn();
  end({ kind: 'cancelled' });
  waiting[1]?.(taken(2));
  await nextTurn();
  expect(await ended).toEqual({ kind: 'cancelled' });
  expect(ends).toEqual([1, 2]);
});
