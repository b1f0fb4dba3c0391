/** From the text of a provider file to a provider that can be used, or to a list of what to mend. */
import { parseJsonText } from './json-text';
import { problemsOf, type ProviderProblem } from './problem';
import { brokenRules } from './rules';
import { providerSchema, type Provider } from './schema';

export type ParsedProvider =
  | { readonly kind: 'ok'; readonly provider: Provider }
  /** At least one problem. */
  | { readonly kind: 'invalid'; readonly problems: readonly ProviderProblem[] };

/**
 * Reads a provider file.
 *
 * @param json the text of the file
 * @returns the provider with all defaults filled in; or every problem found at the first stage that failed (syntax, schema, rules).
 * Never throws.
 */
export function parseProvider(json: string): ParsedProvider {
  const text = parseJsonText(json);
  if (text.kind === 'invalid') {
    return {
      kind: 'invalid',
      problems: [{ path: '', reason: `line ${text.line}, column ${text.column}: ${text.reason}` }],
    };
  }
  return checkProvider(text.value);
}

/** The same for a file that was parsed already. */
export function checkProvider(value: unknown): ParsedProvider {
  const parsed = providerSchema.safeParse(value);
  if (!parsed.success) return { kind: 'invalid', problems: problemsOf(parsed.error.issues, value) };
  const problems = brokenRules(parsed.data);
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'ok', provider: parsed.data };
}
