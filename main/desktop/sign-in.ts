/**
 * Sign-in attempts: one window, one state, one deadline each, all in memory. An attempt ends in exactly one way, and each way has its
 * own words. "Sign in with another account" starts the same attempt over: new session, new state, new deadline.
 */
import type { BrowserWindow } from 'electron';
import {
  authorizeEndpoint,
  connectByCode,
  type Client,
  type ConnectDependencies,
  type ConnectOutcome,
} from '../accounts';
import {
  createAuthorization,
  matchesCallback,
  readCallback,
  scopeList,
  type Authorization,
  type CallbackReply,
} from '../oauth';
import type { Provider } from '../providers';
import type { CapturedCallback } from './redirect-capture';
import type { SignInSessions } from './sign-in-sessions';
import { openSignInWindow, type SignInWindow } from './sign-in-window';

export interface SignInAttempt {
  readonly kind: 'sign_in';
  readonly id: string;
  readonly provider: Provider;
  readonly client: Client;
  readonly accountId: string | null;
  step: 'waiting' | 'creator_only' | 'dead_end' | 'exchanging';
  pageOrigin: string | null;
  deadline: number;
}

/** How an attempt ended. */
export type SignInEnd =
  | { readonly kind: 'exchanged'; readonly outcome: ConnectOutcome }
  | { readonly kind: 'callback'; readonly failure: Extract<CallbackReply, { kind: 'failed' }> }
  | { readonly kind: 'cancelled' | 'window_closed' | 'timed_out' | 'creator_only' | 'no_endpoint' }
  | { readonly kind: 'page_failed'; readonly detail: string };

export interface SignInDependencies {
  readonly connect: ConnectDependencies;
  readonly sessions: SignInSessions;
  readonly now: () => number;
  readonly newId: () => string;
  readonly parent: () => BrowserWindow | null;
  readonly language: () => string;
  /** Seconds an attempt may take. */
  readonly limitSeconds: () => number;
  readonly changed: () => void;
}

export interface SignIns {
  readonly attempts: () => readonly SignInAttempt[];
  /** Opens the window; resolves when the attempt has ended. */
  start(provider: Provider, client: Client, accountId: string | null): Promise<SignInEnd>;
  /** False when there is no such attempt. */
  startOver(id: string): boolean;
  cancel(id: string): boolean;
  cancelAll(): void;
}

interface Running {
  readonly attempt: SignInAttempt;
  readonly startOver: () => void;
  readonly end: (end: SignInEnd) => void;
}

export function signIns(deps: SignInDependencies): SignIns {
  const running = new Map<string, Running>();

  const start = (provider: Provider, client: Client, accountId: string | null): Promise<SignInEnd> => {
    const endpoint = authorizeEndpoint(provider, client);
    if (endpoint === undefined || client.callbackUrl === null) return Promise.resolve({ kind: 'no_endpoint' });
    const { callbackUrl } = client;
    const sameClient = [...running.values()].find((other) => other.attempt.client.id === client.id);
    // A second click on the same button means "that one, again": the older window would only be in the way.
    sameClient?.end({ kind: 'cancelled' });

    return new Promise((resolve) => {
      const attempt: SignInAttempt = {
        kind: 'sign_in',
        id: deps.newId(),
        provider,
        client,
        accountId,
        step: 'waiting',
        pageOrigin: null,
        deadline: 0,
      };
      let window: SignInWindow | undefined;
      let timer: NodeJS.Timeout | undefined;
      let ended = false;
      /** Counts the starts, so that a window that was left behind is not listened to. */
      let round = 0;

      const end = (how: SignInEnd): void => {
        if (ended) return;
        ended = true;
        clearTimeout(timer);
        window?.close();
        running.delete(attempt.id);
        deps.changed();
        resolve(how);
      };

      const exchange = async (callback: CapturedCallback, authorization: Authorization): Promise<void> => {
        const read = readCallback(callback, authorization);
        window?.close();
        if (read.kind === 'failed') return end({ kind: 'callback', failure: read });
        clearTimeout(timer);
        attempt.step = 'exchanging';
        deps.changed();
        const outcome = await connectByCode(deps.connect, { provider, client, accountId }, authorization, read.code);
        end({ kind: 'exchanged', outcome });
      };

      const begin = async (): Promise<void> => {
        round += 1;
        const mine = round;
        const isMine = (): boolean => mine === round && !ended;
        window?.close();
        clearTimeout(timer);
        const authorization = await createAuthorization(provider, {
          clientId: client.clientId,
          authorizeEndpoint: endpoint,
          callbackUrl,
          scope: scopeList(client.scope, provider),
        });
        if (!isMine()) return;
        attempt.step = 'waiting';
        attempt.pageOrigin = null;
        attempt.deadline = deps.now() + deps.limitSeconds() * 1000;
        timer = setTimeout(() => end({ kind: 'timed_out' }), deps.limitSeconds() * 1000);
        const session = deps.sessions.take();
        const opened = openSignInWindow({
          url: authorization.url,
          session,
          parent: deps.parent(),
          matchesCallback: (url) => matchesCallback(callbackUrl, url),
          deadEnds: provider.authorize.dead_ends,
          deadline: attempt.deadline,
          language: deps.language(),
          told: {
            captured: (callback) => {
              if (isMine())
                void exchange(callback, authorization).catch((error: unknown) =>
                  end({ kind: 'page_failed', detail: String(error) }),
                );
            },
            closed: () => {
              if (isMine()) end({ kind: attempt.step === 'creator_only' ? 'creator_only' : 'window_closed' });
            },
            failed: (detail) => {
              if (isMine()) end({ kind: 'page_failed', detail });
            },
            deadEnd: (reason) => {
              if (!isMine()) return;
              attempt.step = reason === 'creator_only' ? 'creator_only' : 'dead_end';
              deps.changed();
            },
            chose: (choice) => {
              if (!isMine()) return;
              if (choice === 'cancel') end({ kind: 'cancelled' });
              else over();
            },
            moved: (origin) => {
              if (!isMine() || origin.startsWith('app:')) return;
              attempt.pageOrigin = origin;
              deps.changed();
            },
          },
        });
        window = {
          close: () => {
            window = undefined;
            opened.close();
            void deps.sessions.giveBack(session);
          },
        };
        deps.changed();
      };
      const over = (): void =>
        void begin().catch((error: unknown) => end({ kind: 'page_failed', detail: String(error) }));

      running.set(attempt.id, { attempt, startOver: over, end });
      over();
    });
  };

  return {
    attempts: () => [...running.values()].map(({ attempt }) => attempt),
    start,
    startOver(id) {
      running.get(id)?.startOver();
      return running.has(id);
    },
    cancel(id) {
      const known = running.has(id);
      running.get(id)?.end({ kind: 'cancelled' });
      return known;
    },
    cancelAll() {
      for (const { end } of running.values()) end({ kind: 'cancelled' });
    },
  };
}
