/** What is in memory only, into a vault on disk. */
import type { Vault } from '../vault';
import type { Desk } from './desk';

/**
 * Writes everything that is open on a desk into a vault; false where something could not be written, and then no account is left there: the
 * desk goes on, and the next start would find refresh tokens that are spent by then.
 */
export async function copyDesk(
  { book, clients, history }: Pick<Desk, 'book' | 'clients' | 'history'>,
  vault: Vault,
): Promise<boolean> {
  const accounts = book.all().flatMap((stored) => (stored.state === 'open' ? [stored.account] : []));
  const saved = await Promise.all([
    ...clients.all().map((client) => vault.clients.save(client)),
    ...accounts.map((account) => vault.accounts.save(account)),
  ]);
  if (saved.some(({ kind }) => kind === 'failed')) {
    await Promise.all(accounts.map(({ id }) => vault.accounts.remove(id)));
    return false;
  }
  // A history that cannot be written costs itself and holds up nothing.
  for (const { id } of accounts) {
    const kept = await history.of(id);
    if (kept.entries.length > 0) await vault.histories.save(kept);
  }
  return true;
}
