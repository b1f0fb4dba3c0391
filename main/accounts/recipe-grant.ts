/** From a recipe to the grant that is sent: what is kept is put together with what is so now, the time and other accounts' tokens. */
import {
  exchangeParameters,
  scopeIsParameter,
  Secret,
  signAssertion,
  type AssertionContext,
  type TokenGrant,
} from '../oauth';
import type { Account, AccountId } from './account';
import type { GrantRecipe } from './recipe';

export interface RecipeContext extends AssertionContext {
  /** Open accounts only. */
  readonly findAccount: (id: AccountId) => Account | undefined;
}

/**
 * Makes the grant; null where the tokens it starts from are not there.
 *
 * @throws Fault as {@link signAssertion} does, where a key was not checked before it was kept
 */
export function grantOfRecipe(recipe: GrantRecipe, context: RecipeContext): TokenGrant | null {
  const { grant: name, scope, provider } = context;
  switch (recipe.kind) {
    case 'form':
      return { kind: 'form', name, fields: secretly(recipe.fields), scope };
    case 'free':
      return { kind: 'parameters', name, grantType: recipe.grantType, parameters: recipe.parameters, scope };
    case 'jwt_bearer': {
      const parameters = [['assertion', signAssertion(recipe.assertion, context)]] as const;
      return {
        kind: 'parameters',
        name,
        grantType: null,
        parameters,
        scope: scopeIsParameter(provider, name) ? scope : [],
      };
    }
    case 'token_exchange': {
      const subject = context.findAccount(recipe.subject);
      const actor = recipe.actor === null ? null : context.findAccount(recipe.actor);
      if (subject === undefined || actor === undefined) return null;
      const parameters = exchangeParameters({
        ...recipe,
        subject: subject.tokens.accessToken,
        actor: actor?.tokens.accessToken ?? null,
      });
      return { kind: 'parameters', name, grantType: null, parameters, scope };
    }
  }
}

function secretly(fields: Readonly<Record<string, string>>): Readonly<Record<string, Secret>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, new Secret(value)]));
}
