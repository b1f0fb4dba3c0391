/**
 * One sign-in attempt: one window, one state, one deadline, all in memory. It ends in exactly one way, and each way has its own words.
 * "Sign in with another account" starts the same attempt over: new session, new state, new deadline; what the old window still says
 * is not listened to.
 */
import type { BrowserWindow } from 'electron';
import {
  authorizeEndpoint,
  authorizeValues,
  connectByCode,
  connectByFragment,
  extraParameters,
  type ConnectDependencies,
  type ConnectOutcome,
  type ConnectRequest,
} from '../accounts';
import {
  createAuthorization,
  matchesCallback,
  readCallback,
  scopeList,
  type Authorization,
  type CallbackReply,
} from '../oauth';
import { signInGrant } from '../providers';
import { logError } from './log';
import type { CapturedCallback } from './redirect-capture';
import type { SignInSessions } from './sign-in-sessions';
import { openSignInWindow, type SignInWindowListener } from './sign-in-window';

export interface SignInAttempt extends ConnectRequest {
  readonly kind: 'sign_in';
  readonly id: string;
  /** What the page gives: a code, or tokens at once. */
  readonly grant: 'authorization_code' | 'implicit';
  step: 'waiting' | 'creator_only' | 'dead_end' | 'exchanging';
  /** Of the page now shown. */
  pageOrigin: string | null;
  /** Milliseconds since the epoch. */
  deadline: number;
}

/** How an attempt ended. */
export type SignInEnd =
  | { readonly kind: 'exchanged'; readonly outcome: ConnectOutcome }
  | { readonly kind: 'callback'; readonly failure: Extract<CallbackReply, { kind: 'failed' }> }
  | {
      readonly kind:
        | 'cancelled'
        | 'replaced'
        | 'window_closed'
        | 'timed_out'
        | 'creator_only'
        | 'no_endpoint'
        | 'unexpected';
    }
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

export interface RunningAttempt {
  readonly attempt: SignInAttempt;
  readonly ended: Promise<SignInEnd>;
  readonly end: (end: SignInEnd) => void;
  readonly startOver: () => void;
}

/** Opens the sign-in window. */
export function beginAttempt(deps: SignInDependencies, request: ConnectRequest): RunningAttempt {
  const { provider, client } = request;
  const endpoint = authorizeEndpoint(provider, client);
  const attempt: SignInAttempt = {
    ...request,
    kind: 'sign_in',
    id: deps.newId(),
    grant: signInGrant(provider, client.clientSecret === null) ?? 'authorization_code',
    step: 'waiting',
    pageOrigin: null,
    deadline: deps.now() + deps.limitSeconds() * 1000,
  };
  let closeWindow = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Counts the windows of this attempt; only the latest is listened to, and none once it has ended. */
  let round = 0;
  let settle: (end: SignInEnd) => void = () => undefined;
  const ended = new Promise<SignInEnd>((resolve) => (settle = resolve));

  const end = (how: SignInEnd): void => {
    round = -1;
    clearTimeout(timer);
    closeWindow();
    settle(how);
  };
  const endUnexpectedly = (error: unknown): void => {
    logError(error);
    end({ kind: 'unexpected' });
  };
  const step = (next: SignInAttempt['step']): void => {
    attempt.step = next;
    deps.changed();
  };

  const exchange = async (callback: CapturedCallback, authorization: Authorization): Promise<void> => {
    closeWindow();
    const read = readCallback(callback, authorization);
    if (read.kind === 'failed') return end({ kind: 'callback', failure: read });
    clearTimeout(timer);
    step('exchanging');
    end({
      kind: 'exchanged',
      outcome:
        read.kind === 'tokens'
          ? await connectByFragment(deps.connect, request, read.fragment, read.captured)
          : await connectByCode(deps.connect, request, authorization, read.code, read.captured),
    });
  };

  const listen = (authorization: Authorization): SignInWindowListener => ({
    captured: (callback) => void exchange(callback, authorization).catch(endUnexpectedly),
    closed: () => end({ kind: attempt.step === 'creator_only' ? 'creator_only' : 'window_closed' }),
    failed: (detail) => end({ kind: 'page_failed', detail }),
    deadEnd: (reason) => step(reason === 'creator_only' ? 'creator_only' : 'dead_end'),
    chose: (choice) => (choice === 'cancel' ? end({ kind: 'cancelled' }) : startOver()),
    moved: (origin) => {
      attempt.pageOrigin = origin;
      deps.changed();
    },
  });

  const open = async (authorizeUrl: string, callbackUrl: string): Promise<void> => {
    round += 1;
    const mine = round;
    closeWindow();
    clearTimeout(timer);
    const authorization = await createAuthorization(provider, {
      clientId: client.clientId,
      authorizeEndpoint: authorizeUrl,
      callbackUrl,
      scope: scopeList(client.scope, provider),
      clientSecret: client.clientSecret,
      values: authorizeValues(provider, client),
      grant: attempt.grant,
      extra: extraParameters(client, 'authorize'),
    });
    if (mine !== round) return;
    const limit = deps.limitSeconds() * 1000;
    attempt.deadline = deps.now() + limit;
    timer = setTimeout(() => end({ kind: 'timed_out' }), limit);
    const session = deps.sessions.take();
    const window = openSignInWindow({
      url: authorization.url,
      session,
      parent: deps.parent(),
      matchesCallback: (url) => matchesCallback(callbackUrl, url),
      deadEnds: provider.authorize.dead_ends,
      deadline: attempt.deadline,
      language: deps.language(),
      told: onlyWhile(() => mine === round, listen(authorization)),
    });
    closeWindow = window.close;
    // Not when it is told to close: its page lives on for a moment, and would leave traces in an emptied session.
    window.gone.then(() => deps.sessions.giveBack(session)).catch(logError);
    attempt.pageOrigin = null;
    step('waiting');
  };

  const startOver = (): void => {
    if (endpoint === undefined || client.callbackUrl === null) end({ kind: 'no_endpoint' });
    else if (round >= 0) open(endpoint, client.callbackUrl).catch(endUnexpectedly);
  };
  startOver();
  return { attempt, ended, end, startOver };
}

/** A listener that hears nothing any more once it is out of date. */
function onlyWhile(current: () => boolean, told: SignInWindowListener): SignInWindowListener {
  return {
    captured: (callback) => current() && told.captured(callback),
    closed: () => current() && told.closed(),
    failed: (detail) => current() && told.failed(detail),
    deadEnd: (reason) => current() && told.deadEnd(reason),
    chose: (choice) => current() && told.chose(choice),
    moved: (origin) => current() && told.moved(origin),
  };
}
