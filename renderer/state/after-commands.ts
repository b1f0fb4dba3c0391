/** What is asked of a server after the grant, from the window: ask main, and say how it went where the view does not show it. */
import type { TokenKind } from '../../preload/contract';
import { orSay } from './commands';
import { changeDesk, pointAt } from './desk';
import { showToast } from './toasts';
import { currentView } from './view';

/** A failure stands in the account's details, under "Identity". */
export async function askIdentity(accountId: string): Promise<void> {
  changeDesk({ accountId, detailsOpen: true });
  await window.latchkey.askIdentity({ accountId });
}

/** Tokens that are kept apart: an account of its own, or the same person. */
export async function decideIdentity(accountId: string, choice: 'keep' | 'replace'): Promise<void> {
  const answer = await orSay(window.latchkey.decideIdentity({ accountId, choice }));
  if (!answer.ok) return;
  pointAt(answer.value.accountId);
  const label = currentView().accounts.find(({ id }) => id === answer.value.accountId)?.label ?? '';
  showToast({ kind: 'after', what: choice === 'keep' ? 'kept' : 'replaced', label });
}

export async function takeServerExpiry(accountId: string, token: TokenKind): Promise<boolean> {
  const answer = await orSay(window.latchkey.takeServerExpiry({ accountId, token }));
  if (answer.ok) showToast({ kind: 'after', what: 'expiryTaken', label: '' });
  return answer.ok;
}
