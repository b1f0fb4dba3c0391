/** What each request about the practice server and its bench does. */
import type { AccountBook } from '../accounts';
import { Secret } from '../oauth';
import { API_FAULTS, TOKEN_FAULTS, type BenchFault, type Ending, type Sandbox } from '../sandbox';
import type { RequestInput, SettingsView } from '../../preload/contract';
import type { TokenClipboard } from './clipboard';
import { refuse, type Handlers, type Refusal } from './ipc';
import type { Practice } from './practice';
import { callLine, callWith, controlLine, tokenLine } from './practice-bench';

export interface PracticeHandlerDependencies {
  readonly practice: () => Practice;
  readonly book: () => AccountBook;
  readonly clipboard: TokenClipboard;
  readonly settings: () => Pick<SettingsView, 'clipboardSeconds'>;
}

type PracticeRequests =
  | 'startSandbox'
  | 'stopSandbox'
  | 'configureSandbox'
  | 'setFault'
  | 'switchFaultOff'
  | 'clearFaults'
  | 'endPracticeTokens'
  | 'copyBenchLine'
  | 'copyPracticeCall';

export function practiceHandlers(deps: PracticeHandlerDependencies): Pick<Handlers, PracticeRequests> {
  const withServer = <T>(work: (running: Sandbox) => T): T | Refusal => {
    const running = deps.practice().bench.sandbox();
    return running === undefined
      ? refuse('sandbox_failed', { detail: 'the practice server is not running' })
      : work(running);
  };
  return {
    async startSandbox() {
      const started = await deps.practice().start();
      return started.kind === 'ok' ? null : refuse('sandbox_failed', { detail: started.detail });
    },
    async stopSandbox() {
      await deps.practice().stop();
      return null;
    },
    configureSandbox(change) {
      const configured = deps.practice().configure(change);
      return configured.kind === 'ok' ? null : refuse('sandbox_failed', { detail: configured.detail });
    },
    setFault: ({ place, fault, until }) =>
      withServer(({ bench }) => {
        const known = knownFault(place, fault);
        if (known === undefined) return refuse('invalid_input', { field: 'fault' });
        bench.set({ place, fault: known, until });
        return null;
      }),
    switchFaultOff: ({ place, fault }) =>
      withServer(({ bench }) => {
        const known = knownFault(place, fault);
        if (known !== undefined) bench.switchOff(place, known);
        return null;
      }),
    clearFaults: () =>
      withServer(({ bench }) => {
        bench.clear();
        return null;
      }),
    endPracticeTokens: ({ end }: { readonly end: Ending }) =>
      withServer((running) => ({ ended: running.endTokens(end) })),
    copyBenchLine: ({ line }) => withServer((running) => copyLine(deps, running, line)),
    copyPracticeCall: ({ accountId }) =>
      withServer(async (running) => {
        const account = deps.book().findOpen(accountId);
        if (account === undefined) return refuse('not_found');
        const token = account.tokens.accessToken.reveal();
        return copySecret(deps, callWith(running, account.providerId, token));
      }),
  };
}

function knownFault(place: 'token' | 'api', fault: string): BenchFault | undefined {
  const known: readonly BenchFault[] = place === 'token' ? TOKEN_FAULTS : API_FAULTS;
  return known.find((each) => each === fault);
}

async function copyLine(
  deps: PracticeHandlerDependencies,
  running: Sandbox,
  line: RequestInput<'copyBenchLine'>['line'],
): Promise<{ readonly clearsAt: number | null } | Refusal> {
  if (line === 'control') return copySecret(deps, controlLine(running, deps.practice().bench.secret.reveal()));
  try {
    await deps.clipboard.copyPublic(line === 'token' ? tokenLine(running) : callLine(running));
    return { clearsAt: null };
  } catch {
    return refuse('clipboard_failed');
  }
}

async function copySecret(
  deps: PracticeHandlerDependencies,
  text: string,
): Promise<{ readonly clearsAt: number | null } | Refusal> {
  try {
    return { clearsAt: await deps.clipboard.copy(new Secret(text), deps.settings().clipboardSeconds) };
  } catch {
    // SECURITY: the system's message might quote what was to be copied; the code says enough.
    return refuse('clipboard_failed');
  }
}
