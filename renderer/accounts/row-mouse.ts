/** What the mouse does on a row of the list, beside its buttons. */
import type { MouseEvent } from 'react';
import { changeDesk } from '../state/desk';
import { selectUpTo, toggleSelected } from '../state/selection';

/**
 * A click beside a row's buttons opens its details; with Ctrl it chooses the row, with Shift all rows up to it. Menus are drawn
 * elsewhere, but their clicks bubble through here.
 */
export function chooseByClick(event: MouseEvent<HTMLDivElement>, ids: readonly string[]): void {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null || !event.currentTarget.contains(target) || target.closest('button, input') !== null) return;
  const accountId = target.closest<HTMLElement>('[role=row]')?.dataset['account'];
  if (accountId === undefined) return;
  if (event.ctrlKey || event.metaKey) return toggleSelected(accountId);
  if (event.shiftKey) return selectUpTo(accountId, ids);
  // A click that ends the selecting of text is none.
  if (window.getSelection()?.isCollapsed === false) return;
  changeDesk({ accountId, detailsOpen: true });
}

/** The other button of the mouse, or the keyboard's key for menus: the menu of the row. What is typed or selected has a menu of its own. */
export function openMenu(event: MouseEvent<HTMLDivElement>): void {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null || !event.currentTarget.contains(target) || target.closest('input:not([type=checkbox])') !== null)
    return;
  const row = target.closest<HTMLElement>('[data-account]');
  const button = row?.querySelector<HTMLElement>('[aria-haspopup=menu]');
  if (row === null || button === null || button === undefined || window.getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  if (button.getAttribute('aria-expanded') === 'true') return;
  row.focus({ preventScroll: true });
  button.click();
}
