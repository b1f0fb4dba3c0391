/**
 * Parameters that the user of a client adds to requests: by phase, and the resources its tokens are for (RFC 8707). They come after ours,
 * may take the place of a parameter that the provider's file fixes, and never of one that Latchkey sends itself.
 */
import {
  authorizeParameters,
  grantTokens,
  hasWhiteSpaceOrControls,
  parseUrl,
  tokenParameters,
  type Provider,
} from '../providers';

export interface ExtraParameters {
  readonly params: Readonly<Record<string, string>>;
  /** Resource indicators; each is sent as a `resource` of its own. */
  readonly resources: readonly string[];
}

export const NO_EXTRAS: ExtraParameters = { params: {}, resources: [] };

type Pair = readonly [name: string, value: string];

/**
 * Joins what goes on the wire.
 *
 * @param ours what Latchkey sends itself; nothing takes its place
 * @param fixed what the provider's file adds
 */
export function withExtras(ours: readonly Pair[], fixed: readonly Pair[], extra: ExtraParameters): readonly Pair[] {
  const own = Object.entries(extra.params);
  const resources = extra.resources.map((resource): Pair => ['resource', resource]);
  const isThere = (pairs: readonly Pair[], name: string): boolean => pairs.some(([other]) => other === name);
  const added = [...own.filter(([name]) => name !== 'resource' || resources.length === 0), ...resources];
  const kept = fixed.filter(([name]) => !isThere(added, name));
  return [...ours, ...[...kept, ...added].filter(([name]) => !isThere(ours, name))];
}

const authorizeNames = [...authorizeParameters, 'request'];
const tokenNames = [...tokenParameters, ...grantTokens];

/**
 * The names on the wire that Latchkey fills in itself, so that a user's parameter cannot have them. `resource` has a field of its own.
 */
export function reservedNames(provider: Provider, phase: 'authorize' | 'token' | 'refresh'): readonly string[] {
  if (phase === 'authorize') return withRenamed([...authorizeNames, 'resource'], [provider.authorize.rename]);
  const grants = Object.entries(provider.grants).filter(
    ([name]) => (name === 'refresh_token') === (phase === 'refresh'),
  );
  const renames = [provider.token_request.rename, ...grants.map(([, grant]) => grant.request?.rename)];
  const fields = grants.flatMap(([, grant]) => grant.fields.map(({ name }) => name));
  const includes = [provider.token_request.include, ...grants.map(([, grant]) => grant.request?.include)].flat();
  const scope = fields.length > 0 || includes.includes('scope') ? ['scope'] : [];
  return withRenamed([...tokenNames, ...fields, ...scope, 'resource'], renames);
}

function withRenamed(
  names: readonly string[],
  renames: readonly (Readonly<Record<string, string>> | undefined)[],
): readonly string[] {
  const renamed = renames.flatMap((rename) =>
    Object.entries(rename ?? {}).flatMap(([from, to]) => (names.includes(from) || from === 'scope' ? [to] : [])),
  );
  return [...new Set([...names, ...renamed])];
}

/** Is this a resource indicator: an absolute URI without a fragment (RFC 8707 section 2)? */
export function isResourceIndicator(text: string): boolean {
  return parseUrl(text) !== null && !text.includes('#') && !hasWhiteSpaceOrControls(text);
}
