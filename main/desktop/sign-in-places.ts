/**
 * The places where an attempt's user signs in. Each is prepared first, which settles the callback URL that the request will name, and shown
 * once the request is made; what happens in it is told, and nothing is decided here.
 */
import type { BrowserWindow } from 'electron';
import { loopbackCallback, type ConnectRequest, type SignInPlace } from '../accounts';
import { matchesCallback, readCallback, type Authorization } from '../oauth';
import { logError } from './log';
import { listenOnLoopback, type Judgement } from './loopback-listener';
import type { CapturedCallback } from './redirect-capture';
import type { SignInSessions, TakenSession } from './sign-in-sessions';
import { openSignInWindow, type SignInWindowListener } from './sign-in-window';

export interface PlaceDependencies {
  readonly sessions: SignInSessions;
  readonly parent: () => BrowserWindow | null;
  readonly language: () => string;
  /** Opens an address in the system's browser; rejects where it cannot. */
  readonly openInBrowser: (url: string) => Promise<void>;
}

/** Something that happened outside of the app's windows, and does not end the attempt. */
export type PlaceNote = 'browser_failed' | 'no_parameters' | 'not_ours';

export interface PlaceListener extends SignInWindowListener {
  noted(note: PlaceNote): void;
}

/** What is shown in a place. */
export interface Showing {
  readonly authorization: Authorization;
  readonly callbackUrl: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly told: PlaceListener;
  /** The account that came of it, or null; resolves when all is over. */
  readonly accountId: Promise<string | null>;
}

export interface ReadyPlace {
  readonly kind: 'ready';
  readonly callbackUrl: string;
  show(showing: Showing): void;
  /** Takes the place away, shown or not. */
  readonly close: () => void;
}

export type PreparedPlace =
  | ReadyPlace
  | { readonly kind: 'failed'; readonly reason: 'port_taken' | 'cannot_listen'; readonly detail: string };

export interface PlaceRequest extends ConnectRequest {
  readonly place: SignInPlace;
  readonly callbackUrl: string;
  readonly anotherUser: boolean;
}

export async function preparePlace(deps: PlaceDependencies, request: PlaceRequest): Promise<PreparedPlace> {
  switch (request.place) {
    case 'window':
      return windowPlace(deps, request);
    case 'browser':
      return browserPlace(deps, request);
    case 'paste':
      // Its user opens the page, or copies its address, when they like.
      return { kind: 'ready', callbackUrl: request.callbackUrl, show: () => undefined, close: () => undefined };
  }
}

async function windowPlace(deps: PlaceDependencies, request: PlaceRequest): Promise<ReadyPlace> {
  const { provider, client, accountId, callbackUrl, anotherUser } = request;
  const taken = await deps.sessions.take({
    kind: client.options.session,
    owner: client.id,
    accountId,
    clean: anotherUser,
    network: client.options.network,
  });
  let close = (): void => giveBack(taken, Promise.resolve(null));
  return {
    kind: 'ready',
    callbackUrl,
    show({ authorization, deadline, told, accountId: connected }) {
      const window = openSignInWindow({
        url: authorization.url,
        session: taken.session,
        parent: deps.parent(),
        matchesCallback: (url) => matchesCallback(callbackUrl, url),
        deadEnds: provider.authorize.dead_ends,
        deadline,
        language: deps.language,
        told,
      });
      close = window.close;
      // Not when it is told to close: its page lives on for a moment, and would leave traces in an emptied session.
      window.gone.then(() => giveBack(taken, connected)).catch(logError);
    },
    close: () => close(),
  };
}

function giveBack(taken: TakenSession, accountId: Promise<string | null>): void {
  accountId.then((id) => taken.end(id)).catch(logError);
}

async function browserPlace(deps: PlaceDependencies, request: PlaceRequest): Promise<PreparedPlace> {
  const loopback = loopbackCallback(request.provider, request.client);
  if (loopback === null) return { kind: 'failed', reason: 'cannot_listen', detail: 'the callback is not on loopback' };
  const listening = await listenOnLoopback({ ...loopback, language: deps.language });
  if (listening.kind === 'failed') {
    const reason = listening.reason === 'taken' ? 'port_taken' : 'cannot_listen';
    return { kind: 'failed', reason, detail: listening.detail };
  }
  const { listener } = listening;
  return {
    kind: 'ready',
    callbackUrl: listener.callbackUrl,
    show({ authorization, told }) {
      listener.serve((arrival) => judge(arrival, authorization), {
        captured: (arrival) => told.captured(arrival),
        refused: (why) => told.noted(why),
      });
      // Why nothing was opened only the system knows; the attempt goes on, and its user is told what they can do.
      deps.openInBrowser(authorization.url).catch(() => told.noted('browser_failed'));
    },
    close: listener.close,
  };
}

/**
 * SECURITY: whatever page is open on this computer can send a request here. A code counts with our `state` only, and what cannot be read
 * ends nothing. An error without `state` is believed, as everywhere: all it can do is end the attempt.
 */
function judge(arrival: CapturedCallback, authorization: Authorization): Judgement {
  const read = readCallback(arrival, authorization);
  if (read.kind !== 'failed') return 'answer';
  switch (read.code) {
    case 'callback_malformed':
      return read.detail === 'neither a code nor an error' ? 'no_parameters' : 'not_ours';
    case 'state_mismatch':
      return 'not_ours';
    case 'sign_in_denied':
    case 'issuer_mismatch':
    case 'issuer_missing':
    case 'callback_unsigned':
    case 'authorize_refused':
      return 'answer';
  }
}
