/** Scopes as lists (RFC 6749 section 3.3): from what a user typed, to what is sent, from what a reply says. */
import type { Provider } from '../providers';
import { deviation } from './deviation';
import { describe, type ReplyFields } from './reply-fields';
import { firstAt, withStandard } from './reply-path';
import type { Deviation } from './types';

/** Splits a scope at the provider's separators and at white space, without repetitions. */
export function scopeList(text: string, provider: Provider): string[] {
  const sent = provider.authorize.scope_separator ?? provider.reply.scope_separator;
  const pieces = text
    .split(provider.reply.scope_separator)
    .flatMap((piece) => piece.split(sent))
    .flatMap((piece) => piece.split(/\s/));
  return [...new Set(pieces.filter((piece) => piece !== ''))];
}

/** Joins scopes as the provider wants them sent; empty where there are none. */
export function scopeText(scope: readonly string[], provider: Provider): string {
  const separator = provider.authorize.scope_separator ?? provider.reply.scope_separator;
  return [...new Set(scope.filter((entry) => entry !== ''))].join(separator);
}

/**
 * The scope a reply names. Null where it names none, which means "as requested" (RFC 6749 section 5.1). An empty text means that too:
 * a granted scope has at least one entry (section 3.3), and servers without scopes write "".
 */
export function readScope(
  fields: ReplyFields,
  provider: Provider,
): { scope: readonly string[] | null; deviations: Deviation[] } {
  const value = firstAt(fields, withStandard(provider.reply.fields.scope, 'scope'))?.value;
  if (value === undefined) return { scope: null, deviations: [] };
  if (typeof value === 'string' && value.trim() !== '') {
    const scope = scopeList(value, provider);
    if (provider.reply.scope_separator === ' ' || !value.includes(provider.reply.scope_separator))
      return { scope, deviations: [] };
    return {
      scope,
      deviations: [
        deviation('scope_separator', '6749-3.3', `separator ${provider.reply.scope_separator}`, 'read_as_list'),
      ],
    };
  }
  if (Array.isArray(value)) {
    const texts = value.filter((entry): entry is string => typeof entry === 'string');
    const scope = [...new Set(texts.flatMap((entry) => scopeList(entry, provider)))];
    return { scope, deviations: [deviation('scope_odd', '6749-5.1', 'scope: array', 'read_as_list')] };
  }
  return {
    scope: null,
    deviations: [deviation('scope_odd', '6749-5.1', `scope: ${describe(value)}`, 'taken_as_requested')],
  };
}
