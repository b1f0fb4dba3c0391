/** Turns what went wrong into the error codes of the contract. The sentences live with the translations. */
import type { ConnectOutcome, PushFailure, RefreshProblem, SaveResult } from '../accounts';
import type { ServerError } from '../oauth';
import type { ErrorCode, ErrorView, ProblemView } from '../../preload/contract';
import { errorView } from './ipc';
import type { SignInEnd } from './sign-in-attempt';

type Failed<T> = Exclude<T, { kind: 'connected' } | { kind: 'action' } | { kind: 'action_needed' }>;

export function saveFailure(save: Extract<SaveResult, { kind: 'failed' }>): ErrorView {
  const codes = { full: 'vault_full', locked: 'vault_locked', denied: 'vault_failed', failed: 'vault_failed' } as const;
  return errorView(codes[save.reason], { detail: save.detail });
}

/** @param refreshing the same server code has other consequences at a refresh */
export function serverFailure(error: ServerError, refreshing: boolean): ErrorView {
  const codes: Readonly<Record<ServerError['class'], ErrorCode>> = {
    sign_in_needed: 'grant_refused',
    client_rejected: 'client_rejected',
    not_permitted: refreshing ? 'refresh_not_permitted' : 'grant_not_permitted',
    scope_refused: 'scope_refused',
    rate_limited: 'rate_limited',
    server_unavailable: 'server_unavailable',
    request_refused: error.code === 'action_url_refused' ? 'action_url_refused' : 'request_refused',
  };
  // RFC 9449 sections 5 and 8.
  const proof = error.code === 'invalid_dpop_proof' || error.code === 'use_dpop_nonce';
  return errorView(proof ? 'proof_refused' : codes[error.class], { serverCode: error.code, detail: error.text });
}

export function problemView(problem: RefreshProblem): ProblemView {
  const retryAt =
    problem.kind === 'server' ? problem.error.retryAt : problem.kind === 'not_from_server' ? problem.retryAt : null;
  return { ...problemError(problem), at: problem.at, retryAt };
}

function problemError(problem: RefreshProblem): ErrorView {
  switch (problem.kind) {
    case 'server':
      return serverFailure(problem.error, true);
    case 'not_sent':
      return errorView(problem.reason, { detail: problem.detail });
    case 'not_from_server':
      return errorView(notFromServer(problem.status), { detail: `HTTP ${problem.status}` });
    case 'uncertain':
    case 'lost':
      return errorView(problem.reason === 'unreadable' ? 'reply_unreadable' : problem.reason, {
        detail: problem.detail || null,
      });
  }
}

export function connectFailure(outcome: Failed<ConnectOutcome>): ErrorView {
  switch (outcome.kind) {
    case 'connected_unsaved':
      return errorView('tokens_not_saved', { detail: outcome.save.detail });
    case 'server_error':
      return serverFailure(outcome.error, false);
    case 'transport':
      return errorView(outcome.result.reason, { detail: outcome.result.detail });
    case 'no_endpoint':
      return errorView('endpoint_missing');
    case 'unreadable': {
      const { status, looksLike } = outcome.reply;
      const between = looksLike === 'page' || (status >= 300 && looksLike !== 'tokens');
      const code = between ? notFromServer(status) : 'reply_unreadable';
      return errorView(code, { detail: `HTTP ${status}` });
    }
  }
}

function signInFailure(end: Exclude<SignInEnd, { kind: 'exchanged' }>): ErrorView {
  switch (end.kind) {
    case 'callback':
      return errorView(end.failure.code, { serverCode: end.failure.serverCode, detail: end.failure.detail });
    case 'not_pushed':
      return pushFailure(end.failure);
    case 'cancelled':
      return errorView('sign_in_cancelled');
    case 'replaced':
      return errorView('sign_in_replaced');
    case 'window_closed':
      return errorView('sign_in_window_closed');
    case 'timed_out':
      return errorView('sign_in_timed_out');
    case 'creator_only':
      return errorView('sign_in_creator_only');
    case 'no_endpoint':
      return errorView('endpoint_missing');
    case 'unexpected':
      return errorView('unexpected');
    case 'page_failed':
      return errorView('sign_in_page_failed', { detail: end.detail });
    case 'page_refused':
      return errorView('sign_in_page_refused', { detail: end.detail });
    case 'port_taken':
      return errorView('loopback_port_taken', { detail: end.detail });
    case 'cannot_listen':
      return errorView('loopback_failed', { detail: end.detail });
  }
}

/** The same for a sign-in whose code was exchanged, and brought no account. */
export function signInRefusal(end: SignInEnd): ErrorView {
  if (end.kind !== 'exchanged') return signInFailure(end);
  const { outcome } = end;
  if (outcome.kind === 'action') return errorView('request_refused', { serverCode: outcome.action.reason });
  return outcome.kind === 'connected' ? errorView('unexpected') : connectFailure(outcome);
}

/** The sign-in ended because its user wanted so. */
export function isUsersOwn({ code }: ErrorView): boolean {
  return code === 'sign_in_cancelled' || code === 'sign_in_replaced' || code === 'sign_in_window_closed';
}

/** Of the endpoint of pushed requests (RFC 9126 section 2.3): an error of the client or of the server is that wherever it is told. */
function pushFailure(failure: PushFailure): ErrorView {
  switch (failure.kind) {
    case 'transport':
      return errorView(failure.result.reason, { detail: failure.result.detail });
    case 'unreadable':
      return errorView('push_unreadable', { detail: `HTTP ${failure.status}` });
    case 'error': {
      const view = serverFailure(failure.error, false);
      return view.code === 'request_refused' || view.code === 'grant_refused'
        ? { ...view, code: 'push_refused' }
        : view;
    }
  }
}

/** An answer that is not the token endpoint's own: a redirect, an error page of a server in between, a captive portal. */
function notFromServer(status: number): ErrorCode {
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 429) return 'rate_limited';
  return status === 408 || status >= 500 ? 'server_unavailable' : 'reply_is_page';
}
