/** One key copies the token of the account in hand, in its usual form: Ctrl+Shift+C, or Cmd+Shift+C on a Mac. */
import { useWindowEvent } from '@mantine/hooks';
import { copyToken } from '../state/commands';
import { desk } from '../state/desk';
import { dialog } from '../state/dialogs';
import { currentView, useView } from '../state/view';

/** As the platform writes it; no word of any language is in it. */
export function useCopyKeyName(): string {
  return useView((view) => (view.runtime.platform === 'darwin' ? '⇧⌘C' : 'Ctrl+Shift+C'));
}

/** Listens for it while the desk is open; in a dialog it means nothing. */
export function useCopyKey(): void {
  useWindowEvent('keydown', (event) => {
    if (!event.shiftKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'c') return;
    if (dialog.get() !== null) return;
    const account = currentView().accounts.find(({ id }) => id === accountInHand());
    if (account === undefined || account.access === null) return;
    event.preventDefault();
    void copyToken(account.id, 'usual');
  });
}

/** The row that has the keyboard; without one the account that was looked at last. */
function accountInHand(): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-account]') ?? null;
  return row?.dataset['account'] ?? desk.get().accountId;
}
