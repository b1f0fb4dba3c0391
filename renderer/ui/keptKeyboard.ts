/**
 * What has the keyboard may go away: a button that was pressed and is not needed any more, a bar, a step of a dialog. Browsers leave the
 * keyboard nowhere then, and who works by keys or listens to a screen reader begins again at the top. Here it goes on close by: in the
 * dialog that is open, at the account it was at, at the current row, or at the first thing to do.
 */
import { useEffect } from 'react';
import { isChained } from './focusBack';

/** Milliseconds; menus give the keyboard back by themselves, a moment after they have closed. */
const AFTER_MENUS = 30;

const FOCUSABLE = 'input, textarea, select, button, summary, a[href], [tabindex="0"]';

export function useKeptKeyboard(): void {
  useEffect(() => {
    let last: { readonly element: Element; readonly accountId: string | null } | null = null;
    const note = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return;
      last = { element: target, accountId: target.closest<HTMLElement>('[data-account]')?.dataset['account'] ?? null };
    };
    const goOn = (): void => {
      if (last === null || !isLost(last.element)) return;
      const { accountId } = last;
      last = null;
      nextPlace(accountId)?.focus();
    };
    const observer = new MutationObserver(() => {
      if (last !== null && isLost(last.element)) setTimeout(goOn, AFTER_MENUS);
    });
    document.addEventListener('focusin', note);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      observer.disconnect();
    };
  }, []);
}

function isLost(element: Element): boolean {
  return document.activeElement === document.body && !element.isConnected;
}

function nextPlace(accountId: string | null): HTMLElement | null {
  const dialog = [...document.querySelectorAll<HTMLElement>('[role=dialog]')].at(-1);
  if (dialog !== undefined) return firstIn(dialog);
  // The dialog that has just closed gives it back to what opened it.
  if (isChained()) return null;
  const row =
    accountId === null ? null : document.querySelector<HTMLElement>(`[data-account="${CSS.escape(accountId)}"]`);
  return (
    row ?? document.querySelector<HTMLElement>('[role=row][tabindex="0"]') ?? firstIn(document.querySelector('main'))
  );
}

/** Not what stands in its head: the button that closes a dialog is there, and the search. */
function firstIn(part: HTMLElement | null): HTMLElement | null {
  const places = [...(part?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(isUsable);
  return places.find((place) => place.closest('header') === null) ?? places[0] ?? null;
}

function isUsable(place: HTMLElement): boolean {
  return !place.matches(':disabled, [tabindex="-1"]') && place.getClientRects().length > 0;
}
