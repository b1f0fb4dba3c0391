/** What is always at hand, from the window: changes of its settings, and which platform's keys are spoken of. */
import type { AtHandPrefs, NotifyPrefs } from '../../preload/contract';
import { orSay } from './commands';
import { showToast } from './toasts';
import { currentView, useView } from './view';

type Change = Omit<Partial<AtHandPrefs>, 'muted'>;

export async function changeAtHand({ recent, ...change }: Change): Promise<void> {
  await orSay(window.latchkey.updateAtHand({ ...change, ...(recent === undefined ? {} : { recent: [...recent] }) }));
}

export async function changeNotify(change: Partial<NotifyPrefs>): Promise<void> {
  await changeAtHand({ notify: { ...currentView().atHand.prefs.notify, ...change } });
}

function isMuted(accountId: string): boolean {
  return currentView().atHand.prefs.muted.includes(accountId);
}

/** Notifications of an account, on or off. */
export async function toggleMuted(accountId: string): Promise<void> {
  const muted = !isMuted(accountId);
  const answer = await orSay(window.latchkey.muteAccount({ accountId, muted }));
  const label = currentView().accounts.find(({ id }) => id === accountId)?.label ?? '';
  if (answer.ok) showToast({ kind: 'muted', label, muted });
}

export function isMac(): boolean {
  return currentView().runtime.platform === 'darwin';
}

export function useMac(): boolean {
  return useView((view) => view.runtime.platform === 'darwin');
}
