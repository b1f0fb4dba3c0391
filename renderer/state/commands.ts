/** What the buttons of an account do: ask main, and say how it went where the view does not show it already. */
import type { AccountView, Answer, CopyFormat, RequestInput } from '../../preload/contract';
import { leftReason } from '../accounts/listing';
import { changeDesk } from './desk';
import { openDialog } from './dialogs';
import { type BatchResult, showToast } from './toasts';
import { currentView } from './view';

/** Says a failure where there is one. */
export async function orSay<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await asked;
  if (!answer.ok) showToast({ kind: 'failed', error: answer.error });
  return answer;
}

/** A failed refresh stands in the row as the account's problem; only what does not stand there is said here. */
export async function refreshAccount(accountId: string, again: boolean, insist = false): Promise<void> {
  const answer = await window.latchkey.refresh({ accountId, again, insist });
  if (answer.ok) changeDesk({ flashingId: accountId });
  else if (answer.error.code === 'refresh_too_early' || answer.error.code === 'refresh_burned') {
    const why = answer.error.code === 'refresh_burned' ? 'burned' : 'too_early';
    openDialog({ kind: 'insist_refresh', accountId, why });
  } else if (currentView().accounts.find(({ id }) => id === accountId)?.problem?.code !== answer.error.code) {
    showToast({ kind: 'failed', error: answer.error });
  }
}

/** Ends when all of them have had their turn; the view tells how far they are meanwhile. Those that a person has to look at first are left. */
export async function refreshMany(accounts: readonly AccountView[]): Promise<void> {
  const now = Date.now();
  const left: BatchResult[] = [];
  const accountIds: string[] = [];
  for (const account of accounts) {
    const reason = leftReason(account, now);
    if (reason === null) accountIds.push(account.id);
    else left.push({ accountId: account.id, outcome: 'left', reason });
  }
  if (accountIds.length === 0) {
    if (left.length > 0) showToast({ kind: 'refreshed_many', results: left });
    return;
  }
  const answer = await orSay(window.latchkey.refreshMany({ accountIds }));
  if (answer.ok) showToast({ kind: 'refreshed_many', results: [...answer.value.results, ...left] });
}

export async function markAccount(mark: RequestInput<'markAccount'>): Promise<void> {
  await orSay(window.latchkey.markAccount(mark));
}

export async function copyMany(
  accountIds: readonly string[],
  format: RequestInput<'copyMany'>['format'],
): Promise<void> {
  const answer = await orSay(window.latchkey.copyMany({ accountIds: [...accountIds], format }));
  if (answer.ok) showToast({ kind: 'copied_many', ...answer.value });
}

export async function removeMany(accountIds: readonly string[]): Promise<void> {
  const answer = await orSay(window.latchkey.removeAccounts({ accountIds: [...accountIds] }));
  // What is gone has a line of its own, with the way back.
  if (answer.ok && answer.value.failed > 0) showToast({ kind: 'not_removed', count: answer.value.failed });
}

export async function setAutomatic(accountId: string, automatic: boolean): Promise<void> {
  await orSay(window.latchkey.setAutomatic({ accountId, automatic }));
}

export async function readAgain(accountId: string): Promise<void> {
  const answer = await orSay(window.latchkey.readAgain({ accountId }));
  if (answer.ok) changeDesk({ flashingId: accountId });
}

/** `usual`: as its user usually wants it. */
export async function copyToken(accountId: string, format: CopyFormat | 'usual'): Promise<void> {
  const answer = await orSay(window.latchkey.copy({ accountId, format }));
  if (answer.ok) showToast({ kind: 'copied', ...answer.value });
}

/** Follows what becomes of a copied token. */
export function watchClipboard(): void {
  window.latchkey.on('clipboard', ({ cleared }) => showToast({ kind: 'clipboard', cleared }));
}

export async function renameAccount(accountId: string, label: string): Promise<void> {
  changeDesk({ renamingId: null });
  const known = currentView().accounts.find(({ id }) => id === accountId);
  if (label.trim() === '' || label.trim() === known?.label) return;
  await orSay(window.latchkey.renameAccount({ accountId, label: label.trim() }));
}

/** @param forGood its tokens were revoked: there is no way back */
export async function removeAccount(accountId: string, label: string, forGood: boolean): Promise<void> {
  const answer = await orSay(window.latchkey.removeAccount({ accountId, forGood }));
  if (answer.ok && forGood) showToast({ kind: 'removed', label });
}

export async function restorePrevious(accountId: string): Promise<void> {
  const answer = await orSay(window.latchkey.restorePrevious({ accountId }));
  if (!answer.ok) return;
  changeDesk({ flashingId: accountId });
  showToast({ kind: 'restored' });
}

/** Says how many provider files of the user's there are now; those that cannot be read have notices of their own. */
export async function reloadProviders(): Promise<void> {
  const answer = await orSay(window.latchkey.reloadProviders());
  if (!answer.ok) return;
  const count = currentView().providers.filter(({ origin }) => origin === 'file').length;
  showToast({ kind: 'provider_files_read', count });
}

export async function lockNow(): Promise<void> {
  await orSay(window.latchkey.lock());
}

/** Asks the keyring once more for what it could not open. */
export async function retryKeyring(): Promise<void> {
  await orSay(window.latchkey.retryKeyring());
}

export async function changeSettings(change: RequestInput<'updateSettings'>): Promise<void> {
  await orSay(window.latchkey.updateSettings(change));
}
