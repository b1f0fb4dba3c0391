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
  const row = target.closest<HTMLElement>('[role=row]');
  const accountId = row?.dataset['account'];
  if (accountId === undefined) return;
  if (event.ctrlKey || event.metaKey) return toggleSelected(accountId);
  if (event.shiftKey) {
    selectUpTo(accountId, ids);
    return row?.focus({ preventScroll: true });
  }
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

/**
 * With Shift the page would select its text from row to row, and the row would get the keyboard before the click is told of, which is
 * where a range begins.
 */
export function selectNoText(event: MouseEvent<HTMLDivElement>): void {
  const target = event.target instanceof Element ? event.target : null;
  if (event.shiftKey && target?.closest('button, input') === null) event.preventDefault();
}
