/**
 * What main keeps of accounts' past, asked for when it is looked at and again when there is more. The last answer stays until another account
 * is looked at, so that nothing flickers when the pane becomes a dialog.
 */
import { useEffect } from 'react';
import type { AccountView, Answer, ClaimsView, ErrorView, HistoryView } from '../../preload/contract';
import { cell, useCell } from './cell';

export type Asked<T> =
  | { readonly state: 'told'; readonly value: T }
  | { readonly state: 'failed'; readonly error: ErrorView };

type Kept<T> = { readonly of: string; readonly asked: Asked<T> } | null;

const histories = cell<Kept<HistoryView>>(null);
const claims = cell<Kept<ClaimsView>>(null);

function askedOf<T>(answer: Answer<T>): Asked<T> {
  return answer.ok ? { state: 'told', value: answer.value } : { state: 'failed', error: answer.error };
}

/** Null until the first answer. */
export function useHistory(accountId: string): Asked<HistoryView> | null {
  useEffect(() => {
    const looking = { busy: false, more: false, left: false };
    const look = async (): Promise<void> => {
      looking.more = looking.busy;
      if (looking.busy) return;
      looking.busy = true;
      const answer = await window.latchkey.getHistory({ accountId });
      looking.busy = false;
      // Somebody looks at another account by now.
      if (looking.left) return;
      histories.set({ of: accountId, asked: askedOf(answer) });
      if (looking.more) await look();
    };
    void look();
    const stop = window.latchkey.on('history', (told) => {
      if (told.accountId === accountId) void look();
    });
    return () => {
      looking.left = true;
      stop();
    };
  }, [accountId]);
  return useCell(histories, (kept) => (kept?.of === accountId ? kept.asked : null));
}

/** What stands inside an account's tokens; null until the first answer. */
export function useClaims({ id, access, idToken }: AccountView): Asked<ClaimsView> | null {
  const of = `${id} ${access?.fingerprint ?? ''} ${idToken?.fingerprint ?? ''}`;
  useEffect(() => {
    void window.latchkey.getClaims({ accountId: id }).then((answer) => claims.set({ of, asked: askedOf(answer) }));
  }, [of, id]);
  return useCell(claims, (kept) => (kept?.of === of ? kept.asked : null));
}
