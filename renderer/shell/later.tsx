/**
 * The dialogs and the details of an account: two thirds of the window's code, and nothing that is there when it opens. Fetched as soon as
 * the first screen stands; what is opened before that appears as soon as it has come.
 */
import { type ComponentProps, createElement } from 'react';
import { loadChinese } from '../messages/words';
import { cell, useCell } from '../state/cell';
import type * as laterParts from './later-parts';

type Parts = typeof laterParts;

const parts = cell<Parts | null>(null);

/** Call when the first screen has been drawn. Search and the names of copies need both languages. */
export async function fetchLaterParts(): Promise<void> {
  if (parts.get() !== null) return;
  const [fetched] = await Promise.all([import('./later-parts'), loadChinese()]);
  parts.set(fetched);
}

const dialogsOf = (now: Parts | null): Parts['Dialogs'] | null => now?.Dialogs ?? null;
const detailsOf = (now: Parts | null): Parts['AccountDetails'] | null => now?.AccountDetails ?? null;

export function DialogHost() {
  const dialogs = useCell(parts, dialogsOf);
  return dialogs && createElement(dialogs);
}

export function LaterDetails(props: ComponentProps<Parts['AccountDetails']>) {
  const details = useCell(parts, detailsOf);
  return details && createElement(details, props);
}
