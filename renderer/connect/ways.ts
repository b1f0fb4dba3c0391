/** The ways of a provider to a token, the sign-in page first. Pure. */
import type { ClientView, GrantView, ProviderView } from '../../preload/contract';

/** What stands for the sign-in page among the names of grants. */
export const signInWay = 'authorization_code';

export interface Way {
  /** The grant's name, or {@link signInWay}. */
  readonly name: string;
  readonly label: GrantView['label'];
}

export function waysOf({ signIn, forms }: Pick<ProviderView, 'signIn' | 'forms'>): readonly Way[] {
  return [...(signIn ? [{ name: signInWay, label: null }] : []), ...forms.map(({ name, label }) => ({ name, label }))];
}

/**
 * The grant by which a client connects: the one that is asked for, the one it was entered for, or the provider's first.
 * @returns null for the sign-in page
 */
export function grantFor(
  provider: Pick<ProviderView, 'signIn' | 'forms'>,
  client: Pick<ClientView, 'options'> | null,
  asked: string | null,
): string | null {
  const wanted = asked ?? client?.options.grant ?? null;
  if (wanted === signInWay && provider.signIn) return null;
  const form = provider.forms.find(({ name }) => name === wanted);
  if (form !== undefined) return form.name;
  return provider.signIn ? null : (provider.forms[0]?.name ?? null);
}

/** Do tokens come back in the address of the sign-in page itself, for a client of this kind? */
export function isImplicit({ implicit }: Pick<ProviderView, 'implicit'>, hasSecret: boolean): boolean {
  return implicit === 'all' || (implicit === 'public' && !hasSecret) || (implicit === 'confidential' && hasSecret);
}
