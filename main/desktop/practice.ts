/**
 * "Try the sandbox": runs the practice server inside the app and keeps a client for each of its ready-made registrations, so that
 * everything can be tried without credentials. What of the server survives a restart is kept in the settings (tokens as hashes only).
 */
import type { ClientBook } from '../accounts';
import { inTurn } from '../accounts/in-turn';
import { startSandbox, type Sandbox, type SandboxClient, type SandboxSettings, type SandboxState } from '../sandbox';
import { systemErrorCode } from '../fault';
import { practiceBench, type PracticeBench } from './practice-bench';
import type { RequestInput, SandboxPersonView, SandboxView } from '../../preload/contract';

/** What is kept between runs. */
export interface PracticeMemory {
  readonly enabled: boolean;
  /** The port of the last run, so that endpoints stay the same where they can. */
  readonly port: number | null;
  readonly state: unknown;
  readonly settings: unknown;
}

export type PracticeResult = { readonly kind: 'ok' } | { readonly kind: 'failed'; readonly detail: string };

export interface Practice {
  start(): Promise<PracticeResult>;
  stop(): Promise<void>;
  /** Ends the server for now; it is still wanted. */
  pause(): Promise<void>;
  configure(change: RequestInput<'configureSandbox'>): PracticeResult;
  view(): SandboxView;
  readonly bench: PracticeBench;
}

/** What of a window's view tells of the practice server. */
export type PracticePart = 'sandbox' | 'bench' | 'clients';
const ALL_PARTS: readonly PracticePart[] = ['sandbox', 'bench', 'clients'];

export interface PracticeDependencies {
  readonly clients: ClientBook;
  readonly memory: () => PracticeMemory;
  readonly remember: (memory: PracticeMemory) => void;
  /** Told which parts of the view are others now. */
  readonly changed: (parts: readonly PracticePart[]) => void;
}

export function practice(deps: PracticeDependencies): Practice {
  let running: Sandbox | undefined;
  const bench = practiceBench(() => running);
  /** Starting and ending follow each other: a switch that is pressed twice must not leave a server that nobody knows of. */
  const turns = inTurn();
  const step = <T>(work: () => Promise<T>): Promise<T> => turns.run('', work);

  const remember = (part: Partial<PracticeMemory>): void => deps.remember({ ...deps.memory(), ...part });

  /** One client for each registration; an existing one learns the endpoints of this run. */
  const registerClients = async (sandbox: Sandbox): Promise<PracticeResult> => {
    for (const registration of sandbox.clients) {
      const stored = deps.clients.all().find((client) => client.practice === registration.clientId);
      const saved = await deps.clients.save({
        id: stored?.id ?? null,
        providerId: registration.dialect,
        clientId: registration.clientId,
        clientSecret: registration.clientSecret,
        callbackUrl: registration.callbackUrl,
        scope: registration.dialect === 'kaixin001' ? 'basic' : '',
        endpoints: { ...endpointsFor(sandbox, registration), refresh: null },
        authentication: null,
        practice: registration.clientId,
      });
      if (saved.kind !== 'saved')
        return { kind: 'failed', detail: saved.kind === 'invalid' ? saved.problem.code : saved.save.detail };
    }
    return { kind: 'ok' };
  };

  const end = async (): Promise<void> => {
    const ending = running;
    running = undefined;
    await ending?.close();
    deps.changed(ALL_PARTS);
  };

  const start = async (): Promise<PracticeResult> => {
    if (running !== undefined) return { kind: 'ok' };
    const { port, state, settings } = deps.memory();
    try {
      running = await startSandbox({
        port: port ?? 0,
        // Read with suspicion by the sandbox itself.
        state: state as SandboxState,
        settings: readSettings(settings),
        controlSecret: bench.secret.reveal(),
        onTraffic: () => deps.changed(['bench']),
        onChange: (next) => remember({ state: next }),
      });
    } catch (error) {
      return { kind: 'failed', detail: systemErrorCode(error) ?? 'the practice server could not start' };
    }
    remember({ enabled: true, port: running.port });
    const registered = await registerClients(running);
    deps.changed(ALL_PARTS);
    return registered;
  };

  return {
    start: () => step(start),
    stop: () =>
      step(async () => {
        remember({ enabled: false });
        await end();
      }),
    pause: () => step(end),
    configure(change) {
      if (running === undefined) return { kind: 'failed', detail: 'the practice server is not running' };
      running.configure({
        ...(change.sinaappLifetime === undefined ? {} : { sinaappAccessTokenLifetime: change.sinaappLifetime }),
        ...(change.kaixin001Lifetime === undefined ? {} : { kaixinAccessTokenLifetime: change.kaixin001Lifetime }),
        ...(change.kaixin001RefreshToken === undefined ? {} : { kaixinRefreshToken: change.kaixin001RefreshToken }),
        ...(change.kaixin001GrantedScope === undefined ? {} : { kaixinGrantedScope: change.kaixin001GrantedScope }),
      });
      remember({ settings: running.settings() });
      deps.changed(ALL_PARTS);
      return { kind: 'ok' };
    },
    view: () => (running === undefined ? STOPPED : runningView(running)),
    bench,
  };
}

const STOPPED: SandboxView = { running: false, origin: null, people: [], settings: null };

function endpointsFor(sandbox: Sandbox, { dialect }: SandboxClient): { authorize: string | null; token: string } {
  return dialect === 'sinaapp'
    ? { authorize: sandbox.endpoints.sinaapp.authorize, token: sandbox.endpoints.sinaapp.token }
    : { authorize: null, token: sandbox.endpoints.kaixin001.token };
}

function runningView(sandbox: Sandbox): SandboxView {
  const settings = sandbox.settings();
  return {
    running: true,
    origin: sandbox.origin,
    people: peopleOf(sandbox),
    settings: {
      sinaappLifetime: settings.sinaappAccessTokenLifetime,
      kaixin001Lifetime: settings.kaixinAccessTokenLifetime,
      kaixin001RefreshToken: settings.kaixinRefreshToken,
      kaixin001GrantedScope: settings.kaixinGrantedScope,
    },
  };
}

function peopleOf({ people }: Sandbox): readonly SandboxPersonView[] {
  const { sinaapp, kaixin001, tencent, weibo } = people;
  const sinaappFields = ({ secureEmail, securePassword }: { secureEmail: string; securePassword: string }) => ({
    secure_email: secureEmail,
    secure_password: securePassword,
  });
  const tencentFields = (openid: string) => ({ tencent_token: tencent.token, expire: tencent.expire, openid });
  const { username, password } = kaixin001.json001;
  return [
    { dialect: 'sinaapp', role: 'creator', fields: sinaappFields(sinaapp.creator) },
    { dialect: 'sinaapp', role: 'somebody_else', fields: sinaappFields(sinaapp.somebodyElse) },
    { dialect: 'kaixin001', role: 'password', fields: { username, password } },
    { dialect: 'kaixin001', role: 'tencent_bound', fields: tencentFields(tencent.boundOpenid) },
    { dialect: 'kaixin001', role: 'tencent_unbound', fields: tencentFields(tencent.unboundOpenid) },
    { dialect: 'kaixin001', role: 'weibo_bound', fields: { weibo_uid: weibo.boundUid } },
    { dialect: 'kaixin001', role: 'weibo_unbound', fields: { weibo_uid: weibo.unboundUid } },
  ];
}

/** Settings of an earlier run, field by field: what does not fit falls back to what the documents say. */
function readSettings(value: unknown): Partial<SandboxSettings> {
  if (typeof value !== 'object' || value === null) return {};
  const kept = value as Record<string, unknown>;
  const whole = (name: keyof SandboxSettings, least: number): Partial<SandboxSettings> =>
    Number.isSafeInteger(kept[name]) && (kept[name] as number) >= least ? { [name]: kept[name] } : {};
  return {
    ...whole('sinaappAccessTokenLifetime', 1),
    ...whole('kaixinAccessTokenLifetime', 0),
    ...(typeof kept['kaixinRefreshToken'] === 'boolean' ? { kaixinRefreshToken: kept['kaixinRefreshToken'] } : {}),
    ...(typeof kept['kaixinGrantedScope'] === 'string' ? { kaixinGrantedScope: kept['kaixinGrantedScope'] } : {}),
  };
}
