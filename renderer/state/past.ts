/**
 * What main keeps of accounts' past, asked for when it is looked at and again when there is more. The last answer stays until another account
 * is looked at, so that nothing flickers when the pane becomes a dialog.
 */
import { useEffect } from 'react';
import type { AccountView, Answer, ClaimsView, ErrorView, HistoryView } from '../../preload/contract';
import { cell, useCell, type Cell } from './cell';

export type Asked<T> =
  | { readonly state: 'told'; readonly value: T }
  | { readonly state: 'failed'; readonly error: ErrorView };

type Kept<T> = { readonly of: string; readonly asked: Asked<T> } | null;

const histories = cell<Kept<HistoryView>>(null);
const claims = cell<Kept<ClaimsView>>(null);

async function ask<T>(into: Cell<Kept<T>>, of: string, asking: Promise<Answer<T>>): Promise<void> {
  const answer = await asking;
  into.set({
    of,
    asked: answer.ok ? { state: 'told', value: answer.value } : { state: 'failed', error: answer.error },
  });
}

/** Null until the first answer. */
export function useHistory(accountId: string): Asked<HistoryView> | null {
  useEffect(() => {
    let busy = false;
    let more = false;
    let left = false;
    const look = async (): Promise<void> => {
      if (busy) {
        more = true;
        return;
      }
      busy = true;
      do {
        more = false;
        const answer = await window.latchkey.getHistory({ accountId });
        // Somebody looks at another account by now.
        if (!left) await ask(histories, accountId, Promise.resolve(answer));
      } while (more && !left);
      busy = false;
    };
    void look();
    const stop = window.latchkey.on('history', (told) => {
      if (told.accountId === accountId) void look();
    });
    return () => {
      left = true;
      stop();
    };
  }, [accountId]);
  return useCell(histories, (kept) => (kept?.of === accountId ? kept.asked : null));
}

/** What stands inside an account's tokens; null until the first answer. */
export function useClaims({ id, access, idToken }: AccountView): Asked<ClaimsView> | null {
  const of = `${id} ${access?.fingerprint ?? ''} ${idToken?.fingerprint ?? ''}`;
  useEffect(() => {
    void ask(claims, of, window.latchkey.getClaims({ accountId: id }));
  }, [of, id]);
  return useCell(claims, (kept) => (kept?.of === of ? kept.asked : null));
}
