/** Taking a removal back, by its button or by the keyboard. What can be taken back stands in main's view. */
import { useWindowEvent } from '@mantine/hooks';
import { orSay } from './commands';
import { changeDesk, pointAt } from './desk';
import { showToast } from './toasts';
import { currentView, loaded } from './view';

export async function undoRemoval(removalId: string): Promise<void> {
  const removal = currentView().removals.find(({ id }) => id === removalId);
  const name = removal?.name ?? '';
  const answer = await orSay(window.latchkey.undoRemoval({ removalId }));
  if (!answer.ok) return;
  const { items } = answer.value;
  const accounts = items.flatMap(({ kind, id }) => (kind === 'account' ? [id] : []));
  const [first] = accounts;
  if (first !== undefined) pointAt(first);
  // Several were chosen when they were removed.
  if (removal?.kind === 'account' && accounts.length > 1) changeDesk({ selected: new Set(accounts) });
  showToast({ kind: 'undone', name, count: items.length });
}

/** Takes back what was removed last, if anything can be. */
export function undoLatestRemoval(): void {
  const now = loaded.get();
  const latest = now.state === 'ready' ? now.view.removals.at(-1) : undefined;
  if (latest !== undefined) void undoRemoval(latest.id);
}

export function useUndoKey(): void {
  useWindowEvent('keydown', undoByKey);
}

/** Ctrl+Z or Cmd+Z takes the latest removal back; in a field the keys are the field's own. */
function undoByKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'z') return;
  if (event.target instanceof HTMLElement && isTyping(event.target)) return;
  const now = loaded.get();
  if (now.state !== 'ready' || now.view.removals.length === 0) return;
  event.preventDefault();
  undoLatestRemoval();
}

function isTyping(target: HTMLElement): boolean {
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  // An empty field has nothing of its own to undo that its user would still see.
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type) && target.value !== ''
  );
}
