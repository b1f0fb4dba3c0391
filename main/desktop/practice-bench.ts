/** The fault bench as the window and the developer's own programs use it: what is switched on, what was exchanged, lines to try it by. */
import { randomBytes } from 'node:crypto';
import type { AccountBook } from '../accounts';
import { Secret } from '../oauth';
import { API_FAULTS, TOKEN_FAULTS, type BenchFault, type Ending, type Sandbox } from '../sandbox';
import type { BenchView, RequestInput, SettingsView } from '../../preload/contract';
import type { TokenClipboard } from './clipboard';
import { refuse, type Handlers, type Refusal } from './ipc';

export interface PracticeBench {
  /** SECURITY: opens the bench's own address in this run of the app; never shown, copied only. */
  readonly secret: Secret;
  /** Null while the practice server does not run. */
  view(): BenchView | null;
  readonly sandbox: () => Sandbox | undefined;
}

export function practiceBench(sandbox: () => Sandbox | undefined): PracticeBench {
  return {
    secret: new Secret(randomBytes(20).toString('hex')),
    sandbox,
    view() {
      const running = sandbox();
      return running === undefined
        ? null
        : {
            faults: { token: TOKEN_FAULTS, api: API_FAULTS },
            settings: running.bench.settings,
            log: running.traffic.toReversed(),
            lines: {
              token: tokenLine(running),
              call: callLine(running, '$TOKEN', '"'),
              control: controlLine(running, '…'),
            },
          };
    },
  };
}

/** A token without a browser: the practice server's password grant. */
function tokenLine({ endpoints, people, clients }: Sandbox): string {
  const { username, password } = people.kaixin001.json001;
  const client = clients.find(({ dialect }) => dialect === 'kaixin001');
  const fields = {
    grant_type: 'password',
    client_id: client?.clientId ?? '',
    client_secret: client?.clientSecret ?? '',
    username,
    password,
  };
  return `curl ${endpoints.kaixin001.token}${Object.entries(fields)
    .map(([name, value]) => ` -d ${name}=${value}`)
    .join('')}`;
}

function callLine({ endpoints }: Sandbox, token: string, quote: '"' | "'"): string {
  return `curl -i ${endpoints.sinaapp.whoami} -H ${quote}Authorization: Bearer ${token}${quote}`;
}

function controlLine({ origin }: Sandbox, secret: string): string {
  return `curl ${origin}/control/faults -H 'Authorization: Bearer ${secret}' -d fault=server_error -d at=token -d until=next`;
}

export interface BenchHandlerDependencies {
  readonly practice: () => { readonly bench: PracticeBench };
  readonly book: () => AccountBook;
  readonly clipboard: TokenClipboard;
  readonly settings: () => Pick<SettingsView, 'clipboardSeconds'>;
}

type BenchRequests =
  | 'setFault'
  | 'switchFaultOff'
  | 'clearFaults'
  | 'endPracticeTokens'
  | 'copyBenchLine'
  | 'copyPracticeCall';

export function benchHandlers(deps: BenchHandlerDependencies): Pick<Handlers, BenchRequests> {
  const withServer = <T>(work: (running: Sandbox) => T): T | Refusal => {
    const running = deps.practice().bench.sandbox();
    return running === undefined
      ? refuse('sandbox_failed', { detail: 'the practice server is not running' })
      : work(running);
  };
  return {
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
        return copySecret(deps, callOf(running, account.providerId, token));
      }),
  };
}

function knownFault(place: 'token' | 'api', fault: string): BenchFault | undefined {
  const known: readonly BenchFault[] = place === 'token' ? TOKEN_FAULTS : API_FAULTS;
  return known.find((each) => each === fault);
}

/** Kaixin001 takes tokens in the query only. */
function callOf(running: Sandbox, providerId: string, token: string): string {
  return providerId === 'kaixin001'
    ? `curl -i --get '${running.endpoints.kaixin001.me}' --data-urlencode 'access_token=${token}'`
    : callLine(running, token, "'");
}

async function copyLine(
  deps: BenchHandlerDependencies,
  running: Sandbox,
  line: RequestInput<'copyBenchLine'>['line'],
): Promise<{ readonly clearsAt: number | null } | Refusal> {
  if (line === 'control') return copySecret(deps, controlLine(running, deps.practice().bench.secret.reveal()));
  try {
    await deps.clipboard.copyPublic(line === 'token' ? tokenLine(running) : callLine(running, '$TOKEN', '"'));
    return { clearsAt: null };
  } catch {
    return refuse('clipboard_failed');
  }
}

async function copySecret(
  deps: BenchHandlerDependencies,
  text: string,
): Promise<{ readonly clearsAt: number | null } | Refusal> {
  try {
    return { clearsAt: await deps.clipboard.copy(new Secret(text), deps.settings().clipboardSeconds) };
  } catch {
    // SECURITY: the system's message might quote what was to be copied; the code says enough.
    return refuse('clipboard_failed');
  }
}
