/**
 * When tokens end. Always an absolute time, counted from when the request was sent: the server counts from somewhere between
 * sending and receiving, so a token never ends earlier than we say.
 */
import type { FieldPath, Provider } from '../providers';
import { deviation } from './deviation';
import { jwtClaims } from './jwt';
import { describe, show, valueOf, type ReplyFields } from './reply-fields';
import { firstAt, pathsOf } from './reply-path';
import type { Secret } from './secret';
import type { Deviation, EpochMs, Expiry, ExpirySource } from './types';

/** The last moment a Date can hold (ECMAScript, Time Values), in ms. */
const lastMoment = 8.64e15;

/** A found expiry; null where the reply says nothing that can be used. */
export interface Found {
  readonly expiry: Expiry | null;
  readonly deviations: readonly Deviation[];
}

type Unit = Provider['reply']['expires'][number]['unit'];
type Zero = Provider['reply']['expires_in_zero'];

/**
 * The access token's end: from the fields that the provider's file names (`expires_in`, RFC 6749 section 5.1), else from `exp` of a token
 * that is a JWT, else from the provider's document.
 *
 * A number, or a number written as text; fractions of a second count. 0 is read as the provider's file says. Seconds that would be decades
 * and are a time of these years are that time ({@link timeInSeconds}). What is negative, beyond any date or no number is not guessed at:
 * the next source, or unknown.
 *
 * @param sentAt when the request was sent, ms since the epoch
 * @param token the access token, where it may be looked into
 */
export function readAccessExpiry(
  fields: ReplyFields,
  provider: Provider,
  sentAt: EpochMs,
  token: Secret | null = null,
): { expiry: Expiry; deviations: readonly Deviation[] } {
  const { reply } = provider;
  // A server that turns to the standard is read all the same, unless its file says that expires_in means something else.
  const described = reply.expires.some(({ field }) => pathsOf(field).includes('expires_in'));
  const sources = described ? reply.expires : [...reply.expires, { field: 'expires_in', unit: 's' } as const];
  for (const { field, unit } of sources) {
    const found = readLifetime(fields, { field, unit, zero: reply.expires_in_zero, sentAt });
    if (found.expiry !== null) return { expiry: found.expiry, deviations: found.deviations };
  }
  const [first] = reply.expires;
  const { name, value } = (first && firstAt(fields, first.field)) ?? { name: 'expires_in', value: undefined };
  const absent = value === undefined || value === null;
  const seen = value === undefined ? `${name}: none` : `${name}: ${show(value)}`;
  const tag = absent ? 'no_expiry' : 'expires_odd';
  const inToken = token === null ? null : expiryInToken(token);
  if (inToken !== null) {
    return {
      expiry: { kind: 'at', at: inToken, source: 'jwt_exp' },
      deviations: [deviation('jwt_expiry', '7519-4.1.4', seen, 'taken_from_token')],
    };
  }
  if (reply.default_expires_in !== undefined) {
    return {
      expiry: { kind: 'at', at: sentAt + reply.default_expires_in * 1000, source: 'provider_document' },
      deviations: [deviation(tag, '6749-5.1', seen, 'documented_lifetime')],
    };
  }
  return absent && reply.never_expires
    ? {
        expiry: { kind: 'never', source: 'provider_document' },
        deviations: [deviation(tag, '6749-5.1', seen, 'taken_as_never')],
      }
    : { expiry: { kind: 'unknown' }, deviations: [deviation(tag, '6749-5.1', seen, 'taken_as_unknown')] };
}

/**
 * A time in seconds that is later than this, in the year 5138, is one in milliseconds: WSO2's tokens have had such an `exp`. As milliseconds
 * it is in 1973, when there was none.
 */
const MOST_SECONDS = 1e11;

/** @param at a time in seconds since the epoch, or what must be one in milliseconds */
export function momentOfSeconds(at: number): EpochMs {
  return at > MOST_SECONDS ? at : at * 1000;
}

/** `exp` of a JWT in ms since the epoch; null where the token is none, or says nothing usable. */
function expiryInToken(token: Secret): EpochMs | null {
  const claims = jwtClaims(token.reveal());
  const exp = claims === null ? null : numberOf(valueOf(claims, 'exp'));
  if (exp === null || exp <= 0 || exp > lastMoment) return null;
  return Math.round(momentOfSeconds(exp));
}

/**
 * The refresh token's end. The RFCs have no field for it, so only the provider's file can tell: a field of the reply first, then a
 * documented lifetime, counted from the access token's end or from the issue. To be asked only where the reply has a refresh token.
 */
export function readRefreshExpiry(
  fields: ReplyFields,
  provider: Provider,
  access: Expiry,
  sentAt: EpochMs,
): { expiry: Expiry; deviations: readonly Deviation[] } {
  const rule = provider.reply.refresh_expires;
  if (rule?.field === undefined) return { expiry: documentedRefreshExpiry(provider, access, sentAt), deviations: [] };
  const zero = rule.zero ?? provider.reply.expires_in_zero;
  const found = readLifetime(fields, { field: rule.field, unit: rule.unit, zero, sentAt, source: 'provider_field' });
  return { expiry: found.expiry ?? documentedRefreshExpiry(provider, access, sentAt), deviations: found.deviations };
}

function documentedRefreshExpiry(provider: Provider, access: Expiry, sentAt: EpochMs): Expiry {
  const rule = provider.reply.refresh_expires;
  if (rule?.never === true) return { kind: 'never', source: 'provider_document' };
  if (rule?.after_access !== undefined) {
    switch (access.kind) {
      case 'at':
        return { kind: 'at', at: access.at + rule.after_access * 1000, source: 'provider_document' };
      case 'never':
        return { kind: 'never', source: 'provider_document' };
      case 'unknown':
        return access;
    }
  }
  return rule?.after_issue === undefined
    ? { kind: 'unknown' }
    : { kind: 'at', at: sentAt + rule.after_issue * 1000, source: 'provider_document' };
}

const nothing: Found = { expiry: null, deviations: [] };

export interface LifetimeRule {
  readonly field: FieldPath;
  readonly unit: Unit;
  readonly zero: Zero;
  readonly sentAt: EpochMs;
  /** Of a field that no RFC has. */
  readonly source?: ExpirySource;
}

/** The end that one field tells; null where it tells none that can be used. */
export function readLifetime(fields: ReplyFields, rule: LifetimeRule): Found {
  const { zero, sentAt } = rule;
  const { name, value } = firstAt(fields, rule.field) ?? { name: '', value: undefined };
  if (value === undefined || value === null) return nothing;
  const source = rule.source ?? (name === 'expires_in' ? 'expires_in' : 'provider_field');
  const stamp = rule.unit === 's' && hasZone(value) ? isoTime(value) : null;
  const amount =
    rule.unit === 'at_iso' ? isoTime(value) : (stamp ?? (rule.unit === 's' ? secondsOf(value) : numberOf(value)));
  const meant = amount === null ? null : stamp === null ? otherUnit(amount, rule) : 'at_iso';
  const unit = meant ?? rule.unit;
  const at = amount === null || amount < 0 ? Number.NaN : momentOf(amount, unit, sentAt);
  if (amount === null || !(at <= lastMoment)) {
    // The caller says for access tokens what it takes instead; for refresh tokens this is all there is to say.
    return rule.source === undefined
      ? nothing
      : { expiry: null, deviations: [deviation('expires_odd', '6749-5.1', `${name}: ${describe(value)}`, 'ignored')] };
  }
  const text = typeof value === 'string' && unit !== 'at_iso';
  const written = text ? [deviation('expires_string', '6749-5.1', `${name}: ${show(value)}`, 'read_as_number')] : [];
  if (amount === 0) return readZero(name, source, zero, sentAt, written);
  if (meant !== null) {
    const seen = stamp === null ? String(amount) : show(value);
    return {
      expiry: { kind: 'at', at, source },
      deviations: [...written, deviation('expires_odd', '6749-5.1', `${name}: ${seen}`, 'read_as_time')],
    };
  }
  const odd = unit !== 's' || !Number.isInteger(amount);
  const said = `${name}: ${typeof value === 'number' || unit === 's' ? amount : show(value)}${unit === 's' ? '' : ` (${unit})`}`;
  const answer = unit === 's' ? 'read_as_number' : 'read_as_documented';
  return {
    expiry: { kind: 'at', at, source },
    deviations: odd ? [...written, deviation('expires_odd', '6749-5.1', said, answer)] : written,
  };
}

/** What a number must mean that cannot be in the unit it should be in; null where it can. */
function otherUnit(amount: number, { unit, sentAt }: LifetimeRule): 'at_s' | 'at_ms' | null {
  if (unit === 's') return timeInSeconds(amount, sentAt);
  return unit === 'at_s' && amount > MOST_SECONDS ? 'at_ms' : null;
}

const YEAR_S = 31_536_000;
/** Times up to so many years from now are what a server may mean; no lifetime is as long. */
const NEAR_YEARS = 10;
/** What stands for "never" in 32 bits: as long as it goes, whatever year it is. */
const LONGEST_S = 2 ** 31 - 1;

/**
 * A point in time where seconds should stand (RFC 6749 section 5.1 has a lifetime): a number that would be decades of life and that, as
 * seconds or milliseconds since the epoch, lies between a year ago and ten years ahead. Whole years are a lifetime all the same.
 *
 * @param amount as it stands in the reply
 * @returns how it is meant, or null for a lifetime
 */
function timeInSeconds(amount: number, sentAt: EpochMs): 'at_s' | 'at_ms' | null {
  const lives = amount <= NEAR_YEARS * YEAR_S || amount === LONGEST_S || amount % YEAR_S === 0;
  if (lives) return null;
  const isNear = (at: EpochMs): boolean => at >= sentAt - YEAR_S * 1000 && at <= sentAt + NEAR_YEARS * YEAR_S * 1000;
  return isNear(amount * 1000) ? 'at_s' : isNear(amount) ? 'at_ms' : null;
}

function readZero(name: string, source: ExpirySource, zero: Zero, sentAt: EpochMs, met: readonly Deviation[]): Found {
  const answers = { never: 'taken_as_never', expired: 'taken_as_expired', unknown: 'taken_as_unknown' } as const;
  const expiries = {
    never: { kind: 'never', source },
    expired: { kind: 'at', at: sentAt, source },
    unknown: { kind: 'unknown' },
  } as const;
  return {
    expiry: expiries[zero],
    deviations: [...met, deviation('expires_odd', '6749-5.1', `${name}: 0`, answers[zero])],
  };
}

/** The end in ms since the epoch. */
function momentOf(amount: number, unit: Unit, sentAt: EpochMs): EpochMs {
  switch (unit) {
    case 's':
      return sentAt + Math.round(amount * 1000);
    case 'ms':
      return sentAt + Math.round(amount);
    case 'at_s':
      return Math.round(amount * 1000);
    case 'at_ms':
    case 'at_iso':
      return Math.round(amount);
  }
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  return /^[+-]?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

/** A number, or one with its unit, as Google's libraries write a duration: `3600s`. Other units are not guessed at. */
function secondsOf(value: unknown): number | null {
  return numberOf(
    typeof value === 'string' && value.length <= 40 ? value.replace(/\s?s(?:ec(?:ond)?s?)?\s*$/i, '') : value,
  );
}

function hasZone(value: unknown): boolean {
  return typeof value === 'string' && /(?:Z|[+-]\d\d:?\d\d)\s*$/i.test(value);
}

/** ISO 8601 with date and time; without a zone it is UTC, because the server's own is not known. */
function isoTime(value: unknown): number | null {
  const text = typeof value === 'string' && value.length <= 40 ? value.trim().replace(' ', 'T') : '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? null : time;
}
