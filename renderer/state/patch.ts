/** How a patch from main joins the view that the window has. Pure. */
import type { AccountView, AppView, ViewPatch } from '../../preload/contract';

export function applyPatch(view: AppView, patch: ViewPatch): AppView {
  const { accounts, ...whole } = patch;
  return { ...view, ...whole, accounts: accounts === undefined ? view.accounts : merged(view.accounts, accounts) };
}

/** Changed accounts keep their place, new ones come last; accounts that did not change stay the same objects. */
function merged(
  accounts: readonly AccountView[],
  patch: { readonly changed: readonly AccountView[]; readonly removed: readonly string[] },
): readonly AccountView[] {
  const changed = new Map(patch.changed.map((account) => [account.id, account]));
  const removed = new Set(patch.removed);
  const kept = accounts
    .filter((account) => !removed.has(account.id))
    .map((account) => changed.get(account.id) ?? account);
  const known = new Set(accounts.map((account) => account.id));
  const added = patch.changed.filter((account) => !known.has(account.id) && !removed.has(account.id));
  return [...kept, ...added];
}
