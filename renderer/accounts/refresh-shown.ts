/** Refreshes the accounts that the list shows; not those that a person has to look at first. */
import { refreshMany } from '../state/commands';
import { whenAllAreThere } from '../state/view';
import { arrangedNow } from './arranged';
import { mayRefresh } from './listing';

export async function refreshShown(): Promise<void> {
  await whenAllAreThere();
  const now = Date.now();
  await refreshMany(arrangedNow().flatMap((account) => (mayRefresh(account, now) ? [account.id] : [])));
}
