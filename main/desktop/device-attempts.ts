/**
 * Attempts by a code that is entered on another device (RFC 8628). Main asks the server, with or without a window; a locked vault makes
 * the attempts wait, and opening it again lets them go on if their codes still live. They are in memory only: quitting ends them.
 */
import {
  afterPoll,
  clientForRequest,
  connectErrand,
  connectByDeviceCode,
  deviceEndpoint,
  type Client,
  type ConnectDependencies,
  type ConnectOutcome,
  type NamedGrant,
  type Polling,
  type SendTokenRequest,
} from '../accounts';
import { buildTokenRequest, readDeviceReply, scopeList, sendSigned, type DeviceCodes, type Secret } from '../oauth';
import type { Provider } from '../providers';
import type { ErrorCode, ErrorView } from '../../preload/contract';
import { connectFailure, serverFailure } from './failures';
import { errorView } from './ipc';
import { logError } from './log';

export interface DeviceAttempt extends NamedGrant {
  readonly kind: 'device';
  /** As it was asked for: by it the history knows that the request for a code and those for tokens are one attempt. */
  readonly request: NamedGrant;
  readonly id: string;
  readonly codes: DeviceCodes;
  step: 'waiting' | 'slow' | 'exchanging' | 'failed';
  error: ErrorView | null;
  polling: Polling;
  readonly end: (end: DeviceEnd) => void;
}

/** How an attempt ended. */
export type DeviceEnd =
  | { readonly kind: 'connected'; readonly accountId: string }
  | { readonly kind: 'failed'; readonly error: ErrorView };

/** Attempts that outlive a desk: a vault that is locked takes its desk away. */
export type DeviceMemory = Map<string, DeviceAttempt>;

export interface DeviceDependencies {
  readonly connect: ConnectDependencies;
  readonly memory: DeviceMemory;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Runs a task after so many milliseconds; the result calls it off. */
  readonly later: (task: () => void, ms: number) => () => void;
  /** Opens a page in the system's browser. */
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly changed: () => void;
}

export interface DeviceAttempts {
  attempts(): readonly DeviceAttempt[];
  /** Asks for a code, then for tokens until there are some or there will be none; resolves when the attempt has ended. */
  start(request: NamedGrant): Promise<DeviceEnd>;
  /** Opens the page on which the code is entered; false when there is no such attempt. */
  open(id: string): Promise<boolean>;
  /** Ends an attempt, or takes away one that failed. */
  cancel(id: string): boolean;
  cancelOf(clientId: string): void;
  /** Nothing is asked any more until {@link resume}. */
  suspend(): void;
  resume(): void;
}

export function deviceAttempts(deps: DeviceDependencies): DeviceAttempts {
  const { memory } = deps;
  const timers = new Map<string, () => void>();
  let suspended = true;

  const step = (attempt: DeviceAttempt, next: DeviceAttempt['step']): void => {
    attempt.step = next;
    deps.changed();
  };

  const stopTimer = (id: string): void => {
    timers.get(id)?.();
    timers.delete(id);
  };

  function dropOf(clientId: string, why: ErrorCode): void {
    for (const attempt of memory.values()) if (attempt.client.id === clientId) drop(attempt, failed(why));
  }

  function drop(attempt: DeviceAttempt, end: DeviceEnd): void {
    stopTimer(attempt.id);
    memory.delete(attempt.id);
    deps.changed();
    attempt.end(end);
  }

  /** It stays where it can be seen until its user has. */
  function fail(attempt: DeviceAttempt, error: ErrorView): void {
    stopTimer(attempt.id);
    attempt.error = error;
    step(attempt, 'failed');
    attempt.end({ kind: 'failed', error });
  }

  function wait(attempt: DeviceAttempt, ms: number): void {
    stopTimer(attempt.id);
    if (suspended) return;
    const left = attempt.codes.expiresAt - deps.connect.now();
    // The last look is at the very end: an answer may have come a moment before.
    timers.set(
      attempt.id,
      deps.later(() => void poll(attempt).catch(logError), Math.max(0, Math.min(ms, left))),
    );
  }

  async function poll(attempt: DeviceAttempt): Promise<void> {
    const outcome = await connectByDeviceCode(
      deps.connect,
      attempt.request,
      attempt.codes.deviceCode,
      attempt.codes.deviations,
    );
    // Cancelled meanwhile. Tokens that came all the same are kept, and so is their account.
    if (memory.get(attempt.id) !== attempt) return;
    const verdict = afterPoll(attempt.polling, outcome, attempt.provider.device, deps.connect.now());
    switch (verdict.kind) {
      case 'again':
        if (deps.connect.now() >= attempt.codes.expiresAt) return fail(attempt, errorView('device_expired'));
        attempt.polling = verdict.polling;
        step(attempt, verdict.slow ? 'slow' : 'waiting');
        return wait(attempt, verdict.wait);
      case 'denied':
        return fail(attempt, errorView('sign_in_denied'));
      case 'expired':
        return fail(attempt, errorView('device_expired'));
      case 'over_for_action':
        return fail(attempt, errorView('request_refused'));
      case 'over':
        return settle(attempt, verdict.outcome);
    }
  }

  function settle(attempt: DeviceAttempt, outcome: Exclude<ConnectOutcome, { kind: 'action' }>): void {
    if (outcome.kind === 'connected') return drop(attempt, { kind: 'connected', accountId: outcome.accountId });
    if (outcome.kind === 'connected_unsaved') return drop(attempt, { kind: 'failed', error: connectFailure(outcome) });
    return fail(attempt, connectFailure(outcome));
  }

  async function ask(request: NamedGrant): Promise<DeviceCodes | ErrorView> {
    const { provider, client, grant, scope } = request;
    const errand = connectErrand(request);
    const endpoint = deviceEndpoint(provider, client);
    if (endpoint === undefined) return errorView('endpoint_missing');
    const send: SendTokenRequest = (message) => deps.connect.send(message, errand);
    const result = await sendSigned({ ...deps.connect, send }, endpoint, ({ now }) =>
      buildTokenRequest({
        provider,
        client: clientForRequest(provider, client, endpoint),
        grant: { kind: 'device_authorization', name: grant, scope: scopeList(scope, provider) },
        now,
      }),
    );
    if (result.kind !== 'reply') return connectFailure({ kind: 'transport', result });
    const secrets: readonly Secret[] = client.clientSecret === null ? [] : [client.clientSecret];
    const read = readDeviceReply(result.reply, provider, secrets);
    switch (read.kind) {
      case 'codes':
        return read.codes;
      case 'error':
        return serverFailure(read.error, false);
      case 'refused':
        return errorView('verification_refused', { detail: read.host });
      case 'unreadable': {
        const { status } = result.reply;
        const reply = { kind: 'unreadable', looksLike: read.looksLike, status, retryAt: null } as const;
        return connectFailure({ kind: 'unreadable', reply });
      }
    }
  }

  return {
    attempts: () => [...memory.values()],
    async start(request) {
      // A second click means "that one, anew".
      dropOf(request.client.id, 'sign_in_replaced');
      const codes = await ask(request);
      if ('code' in codes) {
        deps.connect.history?.concluded(connectErrand(request), 'failed');
        return { kind: 'failed', error: codes };
      }
      return new Promise((resolve) => {
        const { provider, client, accountId, grant, scope } = request;
        const attempt: DeviceAttempt = {
          request,
          provider,
          client,
          accountId,
          grant,
          scope,
          kind: 'device',
          id: deps.connect.newId(),
          codes,
          step: 'waiting',
          error: null,
          polling: { interval: codes.interval, faults: 0 },
          end: resolve,
        };
        memory.set(attempt.id, attempt);
        step(attempt, 'waiting');
        wait(attempt, codes.interval);
      });
    },
    async open(id) {
      const attempt = memory.get(id);
      if (attempt === undefined) return false;
      await deps.openInBrowser(attempt.codes.completeUri ?? attempt.codes.verificationUri);
      return true;
    },
    cancel(id) {
      const attempt = memory.get(id);
      if (attempt !== undefined) drop(attempt, failed('sign_in_cancelled'));
      return attempt !== undefined;
    },
    cancelOf: (clientId) => dropOf(clientId, 'sign_in_cancelled'),
    suspend() {
      suspended = true;
      for (const id of timers.keys()) stopTimer(id);
    },
    resume() {
      suspended = false;
      for (const attempt of memory.values()) {
        // Its client may have been changed or be gone, and its provider's file as well.
        const client = deps.findClient(attempt.client.id);
        const provider = deps.findProvider(attempt.provider.id);
        if (attempt.step === 'failed') continue;
        if (client === undefined || provider === undefined) drop(attempt, failed('not_found'));
        else wait(attempt, attempt.polling.interval);
      }
    },
  };
}

function failed(code: ErrorCode): DeviceEnd {
  return { kind: 'failed', error: errorView(code) };
}
