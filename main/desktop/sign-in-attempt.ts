/**
 * One sign-in attempt: one place, one state, one deadline, all in memory. It ends in exactly one way, and each way has its own words.
 * "Sign in with another account", and moving to another place, start the same attempt over: new session, new state, new deadline; what
 * the old place still says is not listened to.
 */
import {
  authorizeEndpoint,
  beginAuthorization,
  connectByCode,
  connectByFragment,
  placesFor,
  usesPushed,
  type Begun,
  type ConnectDependencies,
  type ConnectOutcome,
  type ConnectRequest,
  type SignInPlace,
} from '../accounts';
import { readCallback, type Authorization, type CallbackReply } from '../oauth';
import { signInGrant } from '../providers';
import { logError } from './log';
import { takePasted, type PastedOutcome } from './pasted-answer';
import type { CapturedCallback } from './redirect-capture';
import { preparePlace, type PlaceDependencies, type PlaceListener, type PlaceNote } from './sign-in-places';

export interface SignInAttempt extends ConnectRequest {
  readonly kind: 'sign_in';
  readonly id: string;
  /** What the page gives: a code, or tokens at once. */
  readonly grant: 'authorization_code' | 'implicit';
  step: 'pushing' | 'waiting' | 'creator_only' | 'dead_end' | 'exchanging';
  /** Where its user signs in now, and the places it can be moved to. */
  place: SignInPlace;
  readonly places: readonly SignInPlace[];
  /** What happened in the browser that did not end the attempt. */
  note: PlaceNote | null;
  /** Of the page now shown. */
  pageOrigin: string | null;
  /** Milliseconds since the epoch. */
  deadline: number;
}

/** How an attempt ended. */
export type SignInEnd =
  | { readonly kind: 'exchanged'; readonly outcome: ConnectOutcome }
  | Extract<Begun, { kind: 'not_pushed' }>
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
  | { readonly kind: 'page_refused'; readonly detail: string | null }
  | { readonly kind: 'page_failed' | 'port_taken' | 'cannot_listen'; readonly detail: string };

export interface SignInDependencies extends PlaceDependencies {
  readonly connect: ConnectDependencies;
  readonly now: () => number;
  readonly newId: () => string;
  /** Seconds an attempt may take. */
  readonly limitSeconds: () => number;
  readonly changed: () => void;
}

/** What is asked for: through which client, where, and as whom. */
export interface SignInRequest extends ConnectRequest {
  /** Null: where it is usual for the client. */
  readonly place: SignInPlace | null;
  readonly anotherUser: boolean;
}

export interface RunningAttempt {
  readonly attempt: SignInAttempt;
  readonly ended: Promise<SignInEnd>;
  readonly end: (end: SignInEnd) => void;
  /** Starts over with a new state. */
  readonly startOver: (change: { readonly place?: SignInPlace; readonly anotherUser?: boolean }) => void;
  /** What was pasted; `unchecked` where its user says that a code without state is theirs. */
  readonly paste: (text: string, unchecked: boolean) => PastedOutcome;
  /** The address of the sign-in page; null while there is none. SECURITY: it holds `state`, so no window gets it. */
  readonly address: () => string | null;
  /** Opens the sign-in page in the browser once more. */
  readonly openInBrowser: () => Promise<void>;
}

/** Begins an attempt and shows its sign-in page. */
export function beginAttempt(deps: SignInDependencies, request: SignInRequest): RunningAttempt {
  const { provider, client } = request;
  const endpoint = authorizeEndpoint(provider, client);
  const places = placesFor(provider, client);
  const attempt: SignInAttempt = {
    provider,
    client,
    accountId: request.accountId,
    kind: 'sign_in',
    id: deps.newId(),
    grant: signInGrant(provider, client.clientSecret === null) ?? 'authorization_code',
    step: 'waiting',
    place: places.find((place) => place === request.place) ?? places[0] ?? 'window',
    places,
    note: null,
    pageOrigin: null,
    deadline: deps.now() + deps.limitSeconds() * 1000,
  };
  let { anotherUser } = request;
  let closePlace = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  /** What is waited for now; null while there is nothing, and for good once the attempt has ended. */
  let waiting: Authorization | null = null;
  /** Counts the places of this attempt; only the latest is listened to, and none once it has ended. */
  let round = 0;
  /** Tells the latest place which account came of it. */
  let settleRound: (accountId: string | null) => void = () => undefined;
  let settle: (end: SignInEnd) => void = () => undefined;
  const ended = new Promise<SignInEnd>((resolve) => (settle = resolve));

  /** Once: what a place took is somebody else's after that. */
  const quitPlace = (): void => {
    clearTimeout(timer);
    waiting = null;
    const close = closePlace;
    closePlace = () => undefined;
    close();
  };
  const leavePlace = (accountId: string | null): void => {
    quitPlace();
    settleRound(accountId);
  };
  const end = (how: SignInEnd): void => {
    round = -1;
    leavePlace(accountOf(how));
    settle(how);
  };
  const endUnexpectedly = (error: unknown): void => {
    logError(error);
    end({ kind: 'unexpected' });
  };
  const change = (part: Partial<Pick<SignInAttempt, 'step' | 'note' | 'pageOrigin'>>): void => {
    Object.assign(attempt, part);
    deps.changed();
  };

  const exchange = (connect: () => Promise<ConnectOutcome>): void => {
    quitPlace();
    change({ step: 'exchanging' });
    connect()
      .then((outcome) => end({ kind: 'exchanged', outcome }))
      .catch(endUnexpectedly);
  };
  const arrived = (callback: CapturedCallback, authorization: Authorization): void => {
    const read = readCallback(callback, authorization);
    if (read.kind === 'failed') return end({ kind: 'callback', failure: read });
    if (read.kind === 'tokens')
      return exchange(() => connectByFragment(deps.connect, request, read.fragment, read.captured));
    exchange(() => connectByCode(deps.connect, request, authorization, read.code, read.captured));
  };

  const listen = (authorization: Authorization): PlaceListener => ({
    captured: (callback) => arrived(callback, authorization),
    closed: () => end({ kind: attempt.step === 'creator_only' ? 'creator_only' : 'window_closed' }),
    failed: (detail) => end({ kind: 'page_failed', detail }),
    refused: (detail) => end({ kind: 'page_refused', detail }),
    deadEnd: (reason) => change({ step: reason === 'creator_only' ? 'creator_only' : 'dead_end' }),
    chose: (choice) => (choice === 'cancel' ? end({ kind: 'cancelled' }) : startOver({ anotherUser: true })),
    moved: (pageOrigin) => change({ pageOrigin }),
    noted: (note) => change({ note }),
  });

  const open = async (authorizeUrl: string, registered: string): Promise<void> => {
    round += 1;
    const mine = round;
    leavePlace(null);
    const { place } = attempt;
    const prepared = await preparePlace(deps, { ...attempt, place, callbackUrl: registered, anotherUser });
    if (mine !== round) return prepared.kind === 'ready' ? prepared.close() : undefined;
    if (prepared.kind === 'failed') return end({ kind: prepared.reason, detail: prepared.detail });
    closePlace = prepared.close;
    const { callbackUrl } = prepared;
    if (usesPushed(provider, client)) change({ step: 'pushing' });
    const begun = await beginAuthorization(deps.connect, request, {
      authorizeUrl,
      callbackUrl,
      anotherUser,
      grant: attempt.grant,
    });
    if (mine !== round) return;
    if (begun.kind !== 'ready') return end(begun);
    const { authorization } = begun;
    const limit = deps.limitSeconds() * 1000;
    attempt.deadline = deps.now() + limit;
    timer = setTimeout(() => end({ kind: 'timed_out' }), limit);
    waiting = authorization;
    const accountId = new Promise<string | null>((resolve) => (settleRound = resolve));
    const told = onlyWhile(() => mine === round, listen(authorization));
    prepared.show({ authorization, callbackUrl, deadline: attempt.deadline, told, accountId });
    change({ step: 'waiting', note: null, pageOrigin: place === 'window' ? null : new URL(authorization.url).origin });
  };

  const startOver: RunningAttempt['startOver'] = (wish) => {
    if (round < 0 || attempt.step === 'exchanging') return;
    attempt.place = places.find((place) => place === wish.place) ?? attempt.place;
    anotherUser = wish.anotherUser ?? anotherUser;
    if (endpoint === undefined || client.callbackUrl === null) end({ kind: 'no_endpoint' });
    else open(endpoint, client.callbackUrl).catch(endUnexpectedly);
  };
  startOver({});
  return {
    attempt,
    ended,
    end,
    startOver,
    paste(text, unchecked) {
      const authorization = waiting;
      if (authorization === null) return { kind: 'refused', code: 'not_found' };
      const pasted = takePasted(text, unchecked, authorization);
      if (pasted.kind === 'arrived') arrived(pasted.callback, authorization);
      if (pasted.kind === 'code') {
        const { code } = pasted;
        exchange(() => connectByCode(deps.connect, request, authorization, code));
      }
      return pasted;
    },
    address: () => waiting?.url ?? null,
    async openInBrowser() {
      if (waiting === null) return;
      try {
        await deps.openInBrowser(waiting.url);
        change({ note: null });
      } catch {
        // Why nothing was opened only the system knows; the note says what can be done.
        change({ note: 'browser_failed' });
      }
    },
  };
}

function accountOf(end: SignInEnd): string | null {
  return end.kind === 'exchanged' && 'accountId' in end.outcome ? end.outcome.accountId : null;
}

/** A listener that hears nothing any more once it is out of date. */
function onlyWhile(current: () => boolean, told: PlaceListener): PlaceListener {
  return {
    captured: (callback) => current() && told.captured(callback),
    closed: () => current() && told.closed(),
    failed: (detail) => current() && told.failed(detail),
    refused: (where) => current() && told.refused(where),
    deadEnd: (reason) => current() && told.deadEnd(reason),
    chose: (choice) => current() && told.chose(choice),
    moved: (origin) => current() && told.moved(origin),
    noted: (note) => current() && told.noted(note),
  };
}
