/** "Try the sandbox": starts the practice server where it does not run, then shows what can be tried. */
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { currentView } from '../state/view';

export async function openSandbox(): Promise<void> {
  if (currentView().sandbox.running || (await orSay(window.latchkey.startSandbox())).ok)
    openDialog({ kind: 'sandbox' });
}
