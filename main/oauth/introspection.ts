/** What a server says about a token when it is asked (RFC 7662 section 2.2), or the dialect's equal. */
import { scopeList } from './scope';
import type { Provider, ProviderCalls } from '../providers';
import { namesOneToken } from './server-call';
import { readLifetime } from './reply-expiry';
import { type ReplyFields } from './reply-fields';
import { firstAt, textAt, valueAt } from './reply-path';
import type { Secret } from './secret';
import { shownFields, shownText, type ShownField } from './shown-fields';
import type { EpochMs, Expiry } from './types';

export interface Introspection {
  /** Null where the server does not say. */
  readonly active: boolean | null;
  /** `unknown` where the server does not say. */
  readonly expiry: Expiry;
  readonly scope: readonly string[] | null;
  readonly clientId: string | null;
  readonly identity: string | null;
  readonly facts: readonly ShownField[];
}

/**
 * @param sentAt when the server was asked, ms since the epoch: remaining seconds count from there
 * @param secrets what must not show
 */
export function readIntrospection(
  fields: ReplyFields,
  call: ProviderCalls['introspect'],
  provider: Provider,
  sentAt: EpochMs,
  secrets: readonly Secret[],
): Introspection {
  const expires = call.expires ?? { field: 'exp', unit: 'at_s' as const };
  const found = readLifetime(fields, {
    ...expires,
    zero: provider.reply.never_expires ? 'never' : 'unknown',
    sentAt,
    source: 'introspection',
  });
  const client = textAt(fields, ['client_id', 'aud', 'azp']);
  return {
    active: activeOf(fields, call),
    expiry: found.expiry ?? { kind: 'unknown' },
    scope: scopeOf(fields, call, provider),
    clientId: client === null ? null : shownText(client, 200),
    identity: personOf(fields, call),
    facts: shownFields(fields, secrets),
  };
}

function activeOf(fields: ReplyFields, call: ProviderCalls['introspect']): boolean | null {
  if (call.active !== undefined) {
    const value = wordOf(valueAt(fields, call.active.field));
    return value === null ? null : call.active.equals.some((wanted) => String(wanted) === value);
  }
  const value = wordOf(valueAt(fields, 'active'));
  // RFC 7662 section 2.2 has a truth value; 1 and "True" are meant for one, and at nothing else is guessed.
  if (value !== null) return /^(?:true|1)$/i.test(value) ? true : /^(?:false|0)$/i.test(value) ? false : null;
  // A call of the dialect's own fails for a token that is not good.
  return namesOneToken(call) ? null : true;
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function scopeOf(fields: ReplyFields, call: ProviderCalls['introspect'], provider: Provider): readonly string[] | null {
  const value = firstAt(fields, call.scope ?? 'scope')?.value;
  if (typeof value === 'string' && value.trim() !== '') return bounded(scopeList(value, provider));
  if (!Array.isArray(value)) return null;
  const entries = value.slice(0, MOST_SCOPES).filter((entry): entry is string => typeof entry === 'string');
  return bounded([...new Set(entries)]);
}

const MOST_SCOPES = 200;

function bounded(scope: readonly string[]): readonly string[] {
  return scope.slice(0, MOST_SCOPES).map((entry) => shownText(entry, 200));
}

function personOf(fields: ReplyFields, call: ProviderCalls['introspect']): string | null {
  const text = textAt(fields, call.identity ?? ['sub', 'username']);
  return text === null ? null : shownText(text, 200);
}
