/**
 * How a grant that needs nobody can be asked for once more: what an account is made of beside its client. Kept, sealed, with the
 * account, so that it is renewed with one click or by itself. What a user typed as a secret is never part of it; a private key that
 * assertions are signed with is, because that is what it was given for.
 */
import type { AssertionRecipe } from '../oauth';
import type { AccountId } from './account';

export type GrantRecipe =
  /** A grant of the provider's file whose fields hold no secret; none at all for client credentials (RFC 6749 section 4.4). */
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  /** A grant that the user typed, with no secret among its parameters. */
  | { readonly kind: 'free'; readonly grantType: string; readonly parameters: readonly (readonly [string, string])[] }
  /** An assertion that is signed anew each time (RFC 7523 section 2.1). */
  | { readonly kind: 'jwt_bearer'; readonly assertion: AssertionRecipe }
  /** An exchange of the present tokens of other accounts (RFC 8693). */
  | ({ readonly kind: 'token_exchange' } & ExchangeRecipe);

export interface ExchangeRecipe {
  readonly subject: AccountId;
  readonly subjectType: string;
  readonly actor: AccountId | null;
  /** Of no meaning without an actor. */
  readonly actorType: string;
  readonly requestedType: string | null;
  readonly audience: readonly string[];
  readonly resource: readonly string[];
}
