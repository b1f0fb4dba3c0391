/** Refreshes the accounts that the list shows, all of them. */
import { refreshMany } from '../state/commands';
import { whenAllAreThere } from '../state/view';
import { arrangedNow } from './arranged';

export async function refreshShown(): Promise<void> {
  await whenAllAreThere();
  await refreshMany(arrangedNow());
}
