/** What a server said about the tokens of one account when it was asked. True for the moment of asking; kept while these tokens are. */
import type { AccountView, ErrorView, IntrospectionView, TokenKind } from '../../preload/contract';
import { cell } from './cell';

export interface Introspected {
  /** Account and token set. */
  readonly of: string;
  readonly busy: boolean;
  readonly found: IntrospectionView | null;
  readonly error: ErrorView | null;
}

export const introspected = cell<Introspected | null>(null);

export const introspectedOf = ({ id, generation }: Pick<AccountView, 'id' | 'generation'>): string =>
  `${id} ${generation}`;

export async function introspect(account: AccountView, token: TokenKind): Promise<void> {
  const of = introspectedOf(account);
  introspected.set({ of, busy: true, found: null, error: null });
  const answer = await window.latchkey.introspect({ accountId: account.id, token });
  // Another account was asked about meanwhile, or it has other tokens.
  if (introspected.get()?.of !== of) return;
  introspected.set({
    of,
    busy: false,
    found: answer.ok ? answer.value : null,
    error: answer.ok ? null : answer.error,
  });
}

/** The server's end was taken over: it is the one that is shown now. */
export function expiryTaken(of: string): void {
  const now = introspected.get();
  if (now?.of === of && now.found !== null) introspected.set({ ...now, found: { ...now.found, expiryDiffers: false } });
}
