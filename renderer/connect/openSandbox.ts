/**
 * "Try the sandbox": starts the practice server, and says so where one connects, without a dialog in the way. Where it runs already, shows
 * all that can be tried.
 */
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { currentView } from '../state/view';

export async function openSandbox(): Promise<void> {
  if (currentView().sandbox.running) openDialog({ kind: 'sandbox' });
  else await orSay(window.latchkey.startSandbox());
}
