/**
 * How the sandbox behaves: lifetimes and permissions that may be turned while it runs.
 *
 * The defaults are what the provider documents print. A change applies to tokens issued from then on, never to those already out.
 */

/** All durations are in seconds. */
export interface SandboxSettings {
  /** SinaApp access tokens. Documented: 604800. At least 1. */
  readonly sinaappAccessTokenLifetime: number;
  /** Kaixin001 access tokens. Documented: 2592000. 0 means that they never expire. */
  readonly kaixinAccessTokenLifetime: number;
  /** How much longer than the access token a SinaApp refresh token lives. Documented: one day, 86400. */
  readonly refreshGrace: number;
  /** SinaApp authorization codes. 30 is the default of the server that SinaApp seems to run (bshaffer/oauth2-server-php). */
  readonly codeLifetime: number;
  /** Whether Kaixin001 replies carry a refresh token: the document says that not every application gets one. */
  readonly kaixinRefreshToken: boolean;
  /** Scopes a Kaixin001 user leaves ticked, separated by spaces: asked-for scopes outside this list are not granted. Null grants all. */
  readonly kaixinGrantedScope: string | null;
  /** How long every answer is held back. */
  readonly latency: number;
}

export const DEFAULT_SETTINGS: SandboxSettings = {
  sinaappAccessTokenLifetime: 604800,
  kaixinAccessTokenLifetime: 2592000,
  refreshGrace: 86400,
  codeLifetime: 30,
  kaixinRefreshToken: true,
  kaixinGrantedScope: null,
  latency: 0,
};

/**
 * The settings that result from a change.
 * @throws RangeError when a duration is negative, not finite or (the lifetimes) not a whole number
 */
export function changeSettings(current: SandboxSettings, change: Partial<SandboxSettings>): SandboxSettings {
  const next = { ...current, ...change };
  requireWhole('sinaappAccessTokenLifetime', next.sinaappAccessTokenLifetime, 1);
  requireWhole('kaixinAccessTokenLifetime', next.kaixinAccessTokenLifetime, 0);
  requireWhole('refreshGrace', next.refreshGrace, 0);
  requireWhole('codeLifetime', next.codeLifetime, 0);
  if (!Number.isFinite(next.latency) || next.latency < 0) throw new RangeError('latency must be zero or more seconds');
  return next;
}

function requireWhole(name: string, seconds: number, least: number): void {
  if (!Number.isSafeInteger(seconds) || seconds < least) {
    throw new RangeError(`${name} must be a whole number of seconds, at least ${least}`);
  }
}
