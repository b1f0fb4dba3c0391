/**
 * Where the keyboard goes when the last of a chain of dialogs has closed: back to what opened the first one. What opened it may be gone
 * by then (the item of a menu); then to the current row of the list.
 */
import { useEffect } from 'react';

/** The first dialog of the chain that is open now, if one is: what opened it. */
let chain: { readonly opener: HTMLElement | null } | null = null;

export function useFocusBack(): void {
  useEffect(() => {
    const focused = document.activeElement;
    chain ??= { opener: focused instanceof HTMLElement && focused !== document.body ? focused : null };
    return () => void setTimeout(giveBack);
  }, []);
}

/** A dialog is open, or has just closed and will give the keyboard back. */
export function isChained(): boolean {
  return chain !== null;
}

function giveBack(): void {
  if (document.querySelector('[role=dialog]') !== null) return;
  const opener = chain?.opener ?? null;
  chain = null;
  if (document.activeElement !== document.body) return;
  const target =
    opener?.isConnected === true ? opener : document.querySelector<HTMLElement>('[role=row][tabindex="0"]');
  target?.focus();
}
