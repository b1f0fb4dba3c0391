/**
 * Which of the scopes that were asked for were not granted. A scope that a reply does not name is not missing by that alone. Pure.
 */
import type { Account, Client } from './account';

/** OpenID Connect Core sections 3.1.2.1, 5.4 and 11: about the id token, userinfo and the refresh token, not about what a token opens. */
const OPENID_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'profile',
  'email',
  'address',
  'phone',
  'offline_access',
]);

/** What a server calls another way than it was asked for. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  email: ['https://www.googleapis.com/auth/userinfo.email'],
  profile: ['https://www.googleapis.com/auth/userinfo.profile'],
};

/**
 * @param client null where it is gone
 * @returns empty where the reply named no scope at all: then what was asked for was granted (RFC 6749 section 5.1)
 */
export function missingScopes(
  { requestedScope, tokens, recipe }: Pick<Account, 'requestedScope' | 'tokens' | 'recipe'>,
  client: Pick<Client, 'options'> | null,
): readonly string[] {
  if (tokens.scope === null || requestedScope === null) return [];
  // Some part scopes by other characters than they document: nobody is to be alarmed by that.
  const granted = [...tokens.scope, ...tokens.scope.flatMap((each) => each.split(/[,;|+]/))];
  // The scope of a token for one resource is that resource's (RFC 8707 section 2.2).
  const ofResource =
    (client?.options.resources.length ?? 0) > 0 || (recipe?.kind === 'token_exchange' && recipe.resource.length > 0);
  const came = (scope: string): boolean => {
    if (scope === 'openid' && tokens.idToken !== null) return true;
    if (scope === 'offline_access' && tokens.refreshToken !== null) return true;
    if (ofResource && OPENID_SCOPES.has(scope)) return true;
    // Stands for whatever was consented to before, and is never named itself.
    if (scope === '.default' || scope.endsWith('/.default')) return true;
    const names = [scope, ...(OTHER_NAMES[scope] ?? [])];
    return granted.some((each) => names.includes(each) || each.endsWith(`/${scope}`));
  };
  return requestedScope.filter((scope) => !came(scope));
}
