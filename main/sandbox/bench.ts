/**
 * The fault bench: faults by name, for people and for their own programs, at the token endpoints or at the API that tokens open; for the
 * next request or until switched off. What a fault does to a request is said here and in faults.ts; who may switch, in control.ts.
 */
import type { Fault } from './faults';
import type { Reply } from './exchange';
import { errorReply as kaixinError, EXPIRED_TOKEN, WRONG_CLIENT_SECRET } from './kaixin001/replies';
import { errorReply as sinaappError } from './sinaapp/replies';

/** Where a fault can meet a request. */
export type BenchPlace = 'token' | 'api';

/** What the token endpoints can be told to do. */
export const TOKEN_FAULTS = [
  'server_error',
  'too_many',
  'portal',
  'invalid_client',
  'slow',
  'drop_before',
  'drop_after',
  'odd_loose',
  'odd_form',
  'odd_jsonp',
  'odd_nested',
  'odd_bare',
  'odd_error_200',
  'odd_cut',
  'clock_ahead',
  'clock_behind',
] as const;

/** What the API can. */
export const API_FAULTS = ['invalid_token', 'server_error', 'too_many', 'portal', 'slow', 'drop_before'] as const;

export type BenchFault = (typeof TOKEN_FAULTS)[number] | (typeof API_FAULTS)[number];

export interface BenchSetting {
  readonly place: BenchPlace;
  readonly fault: BenchFault;
  /** For the next request, or until switched off. */
  readonly until: 'next' | 'off';
}

/** Whether a place knows a fault. */
export function isBenchFault(place: BenchPlace, fault: string): fault is BenchFault {
  const known: readonly string[] = place === 'token' ? TOKEN_FAULTS : API_FAULTS;
  return known.includes(fault);
}

/** Seconds that `slow` holds an answer back. */
const SLOW_SECONDS = 8;
/** Seconds that `too_many` asks to wait. */
const RETRY_SECONDS = 60;

/** Faults that are switched on. At each place one stays until switched off; those for the next request go before it, in their order. */
export class Bench {
  readonly #changed: () => void;
  #settings: readonly BenchSetting[] = [];

  constructor(changed: () => void = () => undefined) {
    this.#changed = changed;
  }

  get settings(): readonly BenchSetting[] {
    return this.#settings;
  }

  /** Switches a fault on. Once more for the same one changes until when. */
  set(setting: BenchSetting): void {
    const { place, fault, until } = setting;
    const others = this.#settings.filter(
      (each) => each.place !== place || (each.fault !== fault && !(until === 'off' && each.until === 'off')),
    );
    this.#put([...others, setting]);
  }

  switchOff(place: BenchPlace, fault: BenchFault): void {
    this.#put(this.#settings.filter((each) => each.place !== place || each.fault !== fault));
  }

  clear(): void {
    this.#put([]);
  }

  /** The fault that meets a request here now; one for the next request is used up by it. */
  take(place: BenchPlace): BenchFault | null {
    const here = this.#settings.filter((each) => each.place === place);
    const chosen = here.find(({ until }) => until === 'next') ?? here[0];
    if (chosen?.until === 'next') this.#put(this.#settings.filter((each) => each !== chosen));
    return chosen?.fault ?? null;
  }

  #put(settings: readonly BenchSetting[]): void {
    this.#settings = settings;
    this.#changed();
  }
}

/** @param path of the request: each dialect refuses in its own words */
export function faultOf(fault: BenchFault, path: string): Fault {
  switch (fault) {
    case 'server_error':
      return { kind: 'status', status: 500 };
    case 'too_many':
      return { kind: 'status', status: 429, retryAfter: String(RETRY_SECONDS) };
    case 'portal':
      return { kind: 'html' };
    case 'invalid_client':
      return { kind: 'answer', reply: path.startsWith('/kaixin001/') ? KAIXIN_CLIENT : SINAAPP_CLIENT };
    case 'invalid_token':
      return { kind: 'answer', reply: path.startsWith('/kaixin001/') ? KAIXIN_TOKEN : SINAAPP_TOKEN };
    case 'slow':
      return { kind: 'slow', seconds: SLOW_SECONDS };
    case 'drop_before':
      return { kind: 'cut', when: 'before' };
    case 'drop_after':
      return { kind: 'cut', when: 'after' };
    case 'odd_loose':
      return { kind: 'shape', shape: 'loose' };
    case 'odd_form':
      return { kind: 'shape', shape: 'form' };
    case 'odd_jsonp':
      return { kind: 'shape', shape: 'jsonp' };
    case 'odd_nested':
      return { kind: 'shape', shape: 'nested' };
    case 'odd_bare':
      return { kind: 'shape', shape: 'bare' };
    case 'odd_error_200':
      return { kind: 'answer', reply: BUSY };
    case 'odd_cut':
      return { kind: 'shape', shape: 'cut' };
    case 'clock_ahead':
      return { kind: 'shape', shape: 'ahead' };
    case 'clock_behind':
      return { kind: 'shape', shape: 'behind' };
  }
}

const SINAAPP_CLIENT = sinaappError({
  status: 400,
  error: 'invalid_client',
  description: 'The client credentials are invalid',
});
const KAIXIN_CLIENT = kaixinError('/oauth2/access_token', WRONG_CLIENT_SECRET);
const SINAAPP_TOKEN = sinaappError(
  { status: 401, error: 'invalid_token', description: 'The access token provided has expired' },
  { 'WWW-Authenticate': 'Bearer realm="Service", error="invalid_token"' },
);
const KAIXIN_TOKEN = kaixinError('/users/me.json', EXPIRED_TOKEN);

/** An error under HTTP 200, as several servers send all of theirs. */
const BUSY: Reply = {
  status: 200,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  body: '{"error":"temporarily_unavailable","error_description":"The practice server was told to be busy."}',
  outcome: { kind: 'refused', detail: 'temporarily_unavailable' },
};
