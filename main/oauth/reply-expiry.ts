/**
 * When tokens end. Always an absolute time, counted from when the request was sent: the server counts from somewhere between
 * sending and receiving, so a token never ends earlier than we say.
 */
import type { Provider } from '../providers';
import { deviation } from './deviation';
import { describe, show, valueOf, type ReplyFields } from './reply-fields';
import type { Deviation, EpochMs, Expiry, ExpirySource } from './types';

/** The last moment a Date can hold (ECMAScript, Time Values), in ms. */
const lastMoment = 8.64e15;

/** A found expiry; null where the reply says nothing that can be used. */
interface Found {
  readonly expiry: Expiry | null;
  readonly deviations: readonly Deviation[];
}

/**
 * The access token's end, from `expires_in` (RFC 6749 section 5.1), or from the provider's document where the reply says nothing usable.
 *
 * A number, or a number written as text; fractions of a second count. 0 is read as the provider's file says. What is negative, beyond
 * any date or no number is not guessed at: the documented lifetime, or unknown.
 *
 * @param sentAt when the request was sent, ms since the epoch
 */
export function readAccessExpiry(
  fields: ReplyFields,
  provider: Provider,
  sentAt: EpochMs,
): { expiry: Expiry; deviations: readonly Deviation[] } {
  const found = readLifetime(fields, 'expires_in', 'expires_in', provider, sentAt);
  if (found.expiry !== null) return { expiry: found.expiry, deviations: found.deviations };
  const documented = provider.reply.default_expires_in;
  const value = valueOf(fields, 'expires_in');
  const absent = value === undefined || value === null;
  return {
    expiry:
      documented === undefined
        ? { kind: 'unknown' }
        : { kind: 'at', at: sentAt + documented * 1000, source: 'provider_document' },
    deviations: [
      deviation(
        absent ? 'no_expiry' : 'expires_odd',
        '6749-5.1',
        value === undefined ? 'expires_in: none' : `expires_in: ${show(value)}`,
        documented === undefined ? 'taken_as_unknown' : 'documented_lifetime',
      ),
    ],
  };
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
  const found =
    rule?.field === undefined ? nothing : readLifetime(fields, rule.field, 'provider_field', provider, sentAt);
  return { expiry: found.expiry ?? documentedRefreshExpiry(provider, access, sentAt), deviations: found.deviations };
}

function documentedRefreshExpiry(provider: Provider, access: Expiry, sentAt: EpochMs): Expiry {
  const rule = provider.reply.refresh_expires;
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

function readLifetime(
  fields: ReplyFields,
  name: string,
  source: ExpirySource,
  provider: Provider,
  sentAt: EpochMs,
): Found {
  const value = valueOf(fields, name);
  if (value === undefined || value === null) return nothing;
  const seconds = secondsOf(value);
  const at = seconds === null ? Number.NaN : sentAt + Math.round(seconds * 1000);
  if (seconds === null || seconds < 0 || !(at <= lastMoment)) {
    // The caller for expires_in says what it takes instead; for other fields this is all there is to say.
    return source === 'expires_in'
      ? nothing
      : { expiry: null, deviations: [deviation('expires_odd', '6749-5.1', `${name}: ${describe(value)}`, 'ignored')] };
  }
  const written =
    typeof value === 'string'
      ? [deviation('expires_string', '6749-5.1', `${name}: ${show(value)}`, 'read_as_number')]
      : [];
  if (seconds === 0) {
    const never = provider.reply.expires_in_zero === 'never';
    return {
      expiry: never ? { kind: 'never', source } : { kind: 'at', at: sentAt, source },
      deviations: [
        ...written,
        deviation('expires_odd', '6749-5.1', `${name}: 0`, never ? 'taken_as_never' : 'taken_as_expired'),
      ],
    };
  }
  const fraction = Number.isInteger(seconds)
    ? []
    : [deviation('expires_odd', '6749-5.1', `${name}: ${seconds}`, 'read_as_number')];
  return { expiry: { kind: 'at', at, source }, deviations: [...written, ...fraction] };
}

function secondsOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  return /^[+-]?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}
