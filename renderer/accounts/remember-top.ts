/**
 * Keeps in mind which accounts stand at the top of a long list: the next start reads these first, and shows them while it reads the others.
 */
import { useEffect } from 'react';
import { useCell } from '../state/cell';
import { desk } from '../state/desk';
import { useView } from '../state/view';

/** Fewer are all there at once (vault/record-folder.ts). */
const LONG = 500;
/** More than a window shows. */
const TOP = 50;
/** Milliseconds that the list has to stand still for. */
const STILL_MS = 1_000;

/** What main was told last. */
let told = '';

/** @param ids as they stand in the list */
export function useRememberTop(ids: readonly string[]): void {
  const whole = useView((view) => view.opening === null);
  // At its start the list shows all, whatever was looked for before.
  const all = useCell(desk, ({ filter, search }) => filter.by === 'all' && search === '');
  const top = ids.slice(0, TOP).join(' ');
  const due = whole && all && ids.length >= LONG;
  useEffect(() => {
    if (!due || top === told) return undefined;
    const timer = setTimeout(() => {
      told = top;
      void window.latchkey.updateSettings({ firstShown: top.split(' ') });
    }, STILL_MS);
    return () => clearTimeout(timer);
  }, [due, top]);
}
