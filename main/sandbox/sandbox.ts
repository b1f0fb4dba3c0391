/**
 * The sandbox: a practice authorization server on loopback that speaks the SinaApp and Kaixin001 dialects as their documents show.
 *
 * An independent server: it imports nothing else of the product, so that what reads token replies is never tested by its own code. The
 * app starts it for "Try the sandbox"; end-to-end tests start it in their own process, read its ledger and steer it.
 */
import { Bench } from './bench';
import { endTokensNow, type Ending } from './control';
import { FaultQueue, type Fault, type FaultOptions } from './faults';
import { GrantStore } from './grants';
import { Ledger, type Redemption, type RequestLogEntry } from './ledger';
import { PRACTICE_CLIENTS, PRACTICE_PEOPLE, type Dialect, type PracticePeople, type SandboxClient } from './practice';
import { PATHS } from './routes';
import { SandboxServer } from './server';
import { changeSettings, DEFAULT_SETTINGS, type SandboxSettings } from './settings';
import { readState, type SandboxState } from './state';
import { Traffic, type Exchange } from './traffic';
import type { World } from './world';

export interface SandboxOptions {
  /** Preferred port, so that endpoints of registered clients stay right after a restart; any free one when it is taken. Default 0. */
  readonly port?: number;
  /** The clock, epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** What `onChange` gave earlier, so that practice accounts survive a restart. Anything unreadable in it is left out. */
  readonly state?: SandboxState;
  /** Called with the whole state after each change. Tokens occur in it as SHA-256 hashes only. */
  readonly onChange?: (state: SandboxState) => void;
  readonly settings?: Partial<SandboxSettings>;
  /** Opens the bench's own address to whoever sends it. Default: it is closed. */
  readonly controlSecret?: string;
  /** Called when {@link Sandbox.traffic} or what is switched on at the bench has changed. */
  readonly onTraffic?: () => void;
  /** Registered besides the ready-made ones: a test may need a callback of its own. */
  readonly extraClients?: readonly SandboxClient[];
}

export interface SandboxEndpoints {
  readonly sinaapp: { readonly authorize: string; readonly token: string; readonly whoami: string };
  readonly kaixin001: { readonly token: string; readonly me: string };
}

export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly port: number;
  readonly endpoints: SandboxEndpoints;
  readonly clients: readonly SandboxClient[];
  readonly people: PracticePeople;
  settings(): SandboxSettings;
  /** @throws RangeError for a duration that makes no sense */
  configure(change: Partial<SandboxSettings>): void;
  state(): SandboxState;
  /** The last 500 requests, oldest first. A snapshot. */
  readonly requests: readonly RequestLogEntry[];
  /** Attempts to use a refresh token, all or those with this SHA-256 (`hashToken`), oldest first. A snapshot. */
  redemptions(refreshTokenHash?: string): readonly Redemption[];
  /** The last exchanges, for people: secrets masked, oldest first. A snapshot. */
  readonly traffic: readonly Exchange[];
  /** Faults by name, switched by people. */
  readonly bench: Bench;
  /** Ends tokens of both dialects at once. Returns how many. */
  endTokens(end: Ending): number;
  /** Makes the next token requests go wrong. */
  failNext(fault: Fault, options?: FaultOptions): void;
  clearFaults(): void;
  /** Ends every access token now; refresh tokens go on. Returns how many. */
  expireAccessTokens(dialect?: Dialect): number;
  /** Ends every refresh token now, as if its window had passed. Returns how many. */
  expireRefreshTokens(dialect?: Dialect): number;
  /** Makes every refresh token unknown, as if revoked or used elsewhere. Returns how many. */
  killRefreshTokens(dialect?: Dialect): number;
  /** Makes every access token unknown. Returns how many. */
  killAccessTokens(dialect?: Dialect): number;
  /** Takes back what was bound on the bind page. */
  unbindAll(): void;
  /** Ends at once, dropping open connections. May be called again. */
  close(): Promise<void>;
}

/** @throws RangeError for settings that make no sense, or the system's error when no port can be had */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  let settings = changeSettings(DEFAULT_SETTINGS, options.settings ?? {});
  let origin = '';
  const grants = new GrantStore(readState(options.state), now, options.onChange ?? (() => undefined));
  const ledger = new Ledger();
  const faults = new FaultQueue();
  const clients = [...PRACTICE_CLIENTS, ...(options.extraClients ?? [])];
  const bench = new Bench(options.onTraffic);
  const traffic = new Traffic(options.onTraffic ?? (() => undefined));
  const world: World = {
    now,
    settings: () => settings,
    origin: () => origin,
    clients,
    grants,
    ledger,
    bench,
    traffic,
    controlSecret: options.controlSecret ?? null,
  };
  const server = new SandboxServer(world, faults);
  const port = await server.listen(options.port ?? 0);
  origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    port,
    endpoints: endpointsAt(origin),
    clients,
    people: PRACTICE_PEOPLE,
    settings: () => settings,
    configure: (change) => {
      settings = changeSettings(settings, change);
    },
    state: () => grants.state(),
    get requests() {
      return ledger.requests;
    },
    get traffic() {
      return traffic.exchanges;
    },
    bench,
    endTokens: (end) => endTokensNow(grants, end),
    redemptions: (hash) => ledger.redemptions(hash),
    failNext: (fault, faultOptions = {}) => faults.add(fault, faultOptions),
    clearFaults: () => faults.clear(),
    expireAccessTokens: (dialect) => grants.expireAll('access', dialect),
    expireRefreshTokens: (dialect) => grants.expireAll('refresh', dialect),
    killRefreshTokens: (dialect) => grants.killAll('refresh', dialect),
    killAccessTokens: (dialect) => grants.killAll('access', dialect),
    unbindAll: () => grants.unbindAll(),
    close: () => server.close(),
  };
}

function endpointsAt(origin: string): SandboxEndpoints {
  return {
    sinaapp: {
      authorize: `${origin}${PATHS.sinaappAuthorize}`,
      token: `${origin}${PATHS.sinaappToken}`,
      whoami: `${origin}${PATHS.sinaappWhoami}`,
    },
    kaixin001: { token: `${origin}${PATHS.kaixinToken}`, me: `${origin}${PATHS.kaixinMe}` },
  };
}
