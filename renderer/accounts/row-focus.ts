/** Which row of the list has the keyboard, and giving it to one. */

export function focusRow(scroller: HTMLElement | null, id: string): boolean {
  const row = scroller?.querySelector<HTMLElement>(`[data-account="${CSS.escape(id)}"]`);
  row?.focus({ preventScroll: true });
  return row !== null && row !== undefined;
}

/** The row itself, or something in it. */
export function hasKeyboard(scroller: HTMLElement | null, id: string): boolean {
  const row = document.activeElement?.closest<HTMLElement>('[role=row]');
  return row?.dataset['account'] === id && scroller?.contains(row) === true;
}

/** The keyboard is nowhere, on some row, or on a button in the corner that goes when it has brought something back: it may be moved. */
export function isFree(scroller: HTMLElement | null): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused.closest('#toasts') !== null) return true;
  return focused.matches('[role=row]') && scroller?.contains(focused) === true;
}
