/**
 * The app without its windows: the real vault under the real keyring, the real accounts service and the real network stack, joined by
 * the real desk, in a real Electron process. For faults that need a thousand starts: without windows one takes a third of the time, and
 * what a window does (ask, and show) has no part in keeping a grant. The suite speaks to it by protocol.ts.
 */
import { createHash, randomUUID, webcrypto } from 'node:crypto';
import path from 'node:path';
import { app, net, safeStorage } from 'electron';
import { connectByCode, type StoredAccount } from '../../main/accounts';
import type { Desk } from '../../main/desktop/desk';
import { openDesk } from '../../main/desktop/open-desk';
import { inFlight } from '../../main/desktop/in-flight';
import { electronTransport } from '../../main/desktop/network';
import { electronKeyStore } from '../../main/desktop/safe-storage';
import type { ProviderShelf } from '../../main/desktop/provider-shelf';
import type { SignInSessions } from '../../main/desktop/sign-in-sessions';
import { Secret, serverHints } from '../../main/oauth';
import { catalogue, type Provider } from '../../main/providers';
import { durableVault, judgeProtection, safeStorageSealer, type Vault } from '../../main/vault';
import { killSwitch, stageCutter, type StageCutter } from './kill-point';
import type {
  AccountState,
  Ask,
  CommandName,
  Commands,
  FromProcess,
  JournalStage,
  ProcessOptions,
  Timing,
} from './protocol';

// As main/index.ts does for Node 18.
globalThis.crypto ??= webcrypto as Crypto;
const keyring = process.env['LATCHKEY_KEYRING'];
if (keyring !== undefined) app.commandLine.appendSwitch('password-store', keyring);
app.disableHardwareAcceleration();

const CLIENT = { clientId: 'fault-client', clientSecret: 'fault-client-secret' };
const options = JSON.parse(process.env['LATCHKEY_FAULT_PROCESS'] ?? '{}') as ProcessOptions;
const say = (message: FromProcess): void => void process.send?.(message);

// Whoever started it has gone, so has its reason.
process.on('disconnect', () => app.exit(0));

app
  .whenReady()
  .then(begin)
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    app.exit(1);
  });

async function begin(): Promise<void> {
  const folder = path.join(app.getPath('userData'), 'vault');
  const killing = killSwitch(folder, path.join(folder, 'histories'));
  const keyStore = electronKeyStore(safeStorage, process.platform);
  const judged = await judgeProtection(keyStore);
  const left = { reserved: 0, sent: 0, received: 0 };
  if (judged.kind === 'undecided') {
    return say({ kind: 'ready', undecided: judged.reason, accounts: [], damaged: [], left });
  }
  killing.set(options.killAtStart ?? null);
  const timings: Timing[] = [];
  const cutting = stageCutter();
  const vault = watched(durableVault(folder, safeStorageSealer(keyStore, judged)), { timings, left, cutting });
  const provider = theProvider();
  const send = electronTransport({
    now: Date.now,
    authentication: { credentials: () => Promise.resolve(null) },
    inFlight: inFlight(),
    networkProcessGone: () => undefined,
  });
  const desk = await openTheDesk(vault, provider, send);
  const doer = commands({ desk, vault, provider, send, timings, killing, cutting });
  process.on('message', (ask: Ask) => {
    const doing = doer[ask.name] as (input: unknown) => Promise<unknown>;
    doing(ask.input).then(
      (value) => say({ kind: 'answer', serial: ask.serial, value }),
      (error: unknown) => say({ kind: 'failed', serial: ask.serial, error: String(error) }),
    );
  });
  const damaged = desk.damaged.map(({ kind, outcome, detail }) => `${kind} ${outcome}: ${detail}`);
  say({ kind: 'ready', undecided: null, accounts: desk.book.all().map(stateOf(desk)), damaged, left });
  await desk.resume();
}

function theProvider(): Provider {
  const standard = catalogue().find(({ id }) => id === 'standard');
  if (standard === undefined) throw new Error('the catalogue has no standard provider');
  return {
    ...standard,
    endpoints: { ...standard.endpoints, authorize: options.tokenEndpoint, token: options.tokenEndpoint },
    refresh: { ...standard.refresh, token: 'one_use', after_lost_reply: options.afterLostReply },
  };
}

function openTheDesk(vault: Vault, provider: Provider, send: ReturnType<typeof electronTransport>): Promise<Desk> {
  const nothing = (): void => undefined;
  return openDesk({
    vault,
    send,
    now: Date.now,
    findProvider: () => provider,
    nameOf: () => 'Account',
    // Nobody signs in here.
    sessions: {} as SignInSessions,
    openInBrowser: () => Promise.resolve(),
    parent: () => null,
    deviceMemory: new Map(),
    language: () => 'en',
    signInSeconds: () => 60,
    automaticByDefault: () => false,
    aheadShare: () => 0.1,
    online: () => net.isOnline(),
    practiceMemory: () => ({ enabled: false, port: null, state: null, settings: null }),
    rememberPractice: nothing,
    accountsChanged: nothing,
    clientsChanged: nothing,
    attemptsChanged: nothing,
    sandboxChanged: nothing,
    batchChanged: nothing,
    clockJumped: nothing,
    historyChanged: nothing,
    historyDamaged: nothing,
    repeated: new Set(),
    // Nor is anything removed.
    shelf: {} as ProviderShelf,
    reloadProviders: () => Promise.resolve(),
    forgetSession: () => Promise.resolve(),
    removalsChanged: nothing,
    report(error) {
      throw error;
    },
  });
}

interface Joined {
  readonly desk: Desk;
  readonly vault: Vault;
  readonly provider: Provider;
  readonly send: ReturnType<typeof electronTransport>;
  readonly timings: readonly Timing[];
  readonly killing: Awaited<ReturnType<typeof killSwitch>>;
  readonly cutting: StageCutter;
}

type Doer = { readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<Commands[N]['output']> };

function commands({ desk, vault, provider, send, timings, killing, cutting }: Joined): Doer {
  const { book, clients, refresher } = desk;
  const refresh = async (id: string, again: boolean): Promise<string> => {
    const outcome = await desk.refresh(id, again);
    if (outcome.kind === 'failed') return `failed ${nameOf(outcome.problem)}`;
    if ('save' in outcome) return `${outcome.kind} ${outcome.save.reason}`;
    return 'reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind;
  };
  return {
    accounts: async () => book.all().map(stateOf(desk)),
    async connect({ code, accountId }) {
      const client = clients.all()[0] ?? (await newClient(desk, provider));
      const { journal } = vault;
      const deps = { book, journal, send, hints: serverHints(), now: Date.now, newId: randomUUID };
      const authorization = { redirectUri: null, verifier: null, url: '', state: new Secret(''), callbackUrl: '' };
      const outcome = await connectByCode(
        { ...deps, nameOf: () => 'Account', automaticByDefault: () => false },
        { provider, client, accountId },
        { ...authorization, issuer: null, errorPattern: null },
        new Secret(code),
      );
      if (outcome.kind !== 'connected') throw new Error(`not connected: ${outcome.kind}`);
      return outcome.accountId;
    },
    refresh: ({ id, again }) => refresh(id, again),
    refreshTogether: ({ id, times }) => Promise.all(Array.from({ length: times }, () => refresh(id, false))),
    async storm(cut) {
      cutting.set(cut);
      for (const stored of book.all()) if (stored.state === 'open') void stormOn(stored.account.id);
      return null;
    },
    async killAt(point) {
      killing.set(point);
      return null;
    },
    operations: async () => killing.operations(),
    written: async () => killing.written(),
    async refreshAll() {
      const outcomes = await Promise.all(book.all().map((stored) => desk.queue.add(stateOf(desk)(stored).id)));
      const counts: Record<string, number> = {};
      for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1;
      return counts;
    },
    progress: async () => desk.queue.progress(),
    async cancel() {
      desk.queue.cancel();
      return null;
    },
    timings: async () => timings,
    async settle() {
      // One that is in line is joined.
      if (desk.queue.progress() !== null) {
        const waiting = book
          .all()
          .map(stateOf(desk))
          .filter(({ id }) => desk.queue.has(id));
        await Promise.all(waiting.map(({ id }) => desk.queue.add(id)));
      }
      await desk.settled();
      // Behind whatever the journal still does, such as clearing.
      for (const { id } of book.all().map(stateOf(desk))) await vault.journal.unread(id);
      return null;
    },
  };

  async function stormOn(id: string): Promise<void> {
    while ((await refresher.refresh(id, false)).kind === 'refreshed');
  }
}

async function newClient({ clients }: Desk, provider: Provider) {
  const saved = await clients.save({
    ...CLIENT,
    id: null,
    providerId: provider.id,
    callbackUrl: 'http://127.0.0.1/callback',
    scope: '',
    endpoints: { authorize: null, token: null, refresh: null },
    authentication: null,
  });
  if (saved.kind !== 'saved') throw new Error(`no client: ${saved.kind}`);
  return saved.client;
}

const stateOf =
  (desk: Desk) =>
  (stored: StoredAccount): AccountState => {
    if (stored.state === 'locked') {
      const { id, generation } = stored.facts;
      return { id, generation, refreshTokenHash: null, problem: `locked ${stored.reason}`, unsaved: false };
    }
    const { id, generation, tokens, problem } = stored.account;
    const refreshTokenHash = createHash('sha256')
      .update(tokens.refreshToken?.reveal() ?? '')
      .digest('hex');
    const named = problem === null ? null : nameOf(problem);
    return { id, generation, refreshTokenHash, problem: named, unsaved: desk.book.isUnsaved(id) };
  };

function nameOf(problem: {
  readonly kind: string;
  readonly reason?: string;
  readonly error?: { readonly class: string };
}): string {
  return [problem.kind, problem.reason ?? problem.error?.class ?? ''].join(' ').trim();
}

interface Watching {
  readonly timings: Timing[];
  readonly left: Record<JournalStage, number>;
  readonly cutting: StageCutter;
}

/** The vault with a stopwatch at its journal, which also tells what it was left with, and cuts the power where it is told to. */
function watched(vault: Vault, { timings, left, cutting }: Watching): Vault {
  const sent = new Map<string, bigint>();
  const { journal } = vault;
  return {
    ...vault,
    journal: {
      ...journal,
      async pending() {
        const found = await journal.pending();
        for (const { stage } of found.rotations) left[stage] += 1;
        return found;
      },
      async reserve(entry) {
        const result = await journal.reserve(entry);
        cutting.pass('reserved');
        return result;
      },
      async markSent(entry) {
        const result = await journal.markSent(entry);
        cutting.pass('sent');
        sent.set(entry.accountId, process.hrtime.bigint());
        return result;
      },
      async storeReply(entry, reply) {
        const arrived = process.hrtime.bigint();
        const result = await journal.storeReply(entry, reply);
        cutting.pass('received');
        const durable = process.hrtime.bigint();
        timings.push({
          sent: String(sent.get(entry.accountId) ?? arrived),
          arrived: String(arrived),
          durable: String(durable),
        });
        return result;
      },
    },
  };
}
