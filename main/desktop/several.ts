/** Requests about several accounts at once. Each account has its own outcome: one that fails does not hold up the others. */
import type { AccountBook, History, RefreshQueue } from '../accounts';
import { Secret } from '../oauth';
import type { Answers, RefreshResultView } from '../../preload/contract';
import { refreshAnswer } from './answers';
import type { TokenClipboard } from './clipboard';
import type { KeptSessions } from './kept-sessions';
import { errorView, refuse, type Refusal } from './ipc';

/** Refreshes all of them, a few at a time; answers when every one has had its turn. */
export async function refreshSeveral(queue: RefreshQueue, ids: readonly string[]): Promise<Answers['refreshMany']> {
  const results = ids.map(async (accountId): Promise<RefreshResultView> => {
    const outcome = await queue.add(accountId, 'several');
    if (outcome.kind === 'cancelled') return { accountId, outcome: 'cancelled' };
    if (outcome.kind === 'unexpected') return { accountId, outcome: 'failed', error: errorView('unexpected') };
    const answer = refreshAnswer(outcome);
    return answer === null
      ? { accountId, outcome: 'refreshed' }
      : { accountId, outcome: 'failed', error: answer.refused };
  });
  return { results: await Promise.all(results) };
}

/** Removes one after the other; what cannot be removed stays. */
export async function removeSeveral(
  book: Pick<AccountBook, 'remove'>,
  sessions: Pick<KeptSessions, 'forgetAccount'>,
  ids: readonly string[],
): Promise<Answers['removeAccounts']> {
  let removed = 0;
  for (const id of ids) {
    if ((await book.remove(id)).kind === 'failed') continue;
    removed += 1;
    await sessions.forgetAccount(id);
  }
  return { removed, failed: ids.length - removed };
}

/** The access tokens of those that are open, in the order given. */
export async function copySeveral(
  book: Pick<AccountBook, 'findOpen'>,
  history: Pick<History, 'happened'>,
  clipboard: Pick<TokenClipboard, 'copy'>,
  { accountIds, format }: { readonly accountIds: readonly string[]; readonly format: 'lines' | 'json' },
  clearAfterSeconds: number,
): Promise<Answers['copyMany'] | Refusal> {
  const open = accountIds.flatMap((id) => book.findOpen(id) ?? []);
  if (open.length === 0) return refuse('vault_locked');
  const tokens = open.map(({ label, tokens: { accessToken } }) => [label, accessToken.reveal()] as const);
  const text =
    format === 'lines'
      ? tokens.map(([, token]) => token).join('\n')
      : // Labels can be the same; then the later ones are told apart by a number, and none is lost.
        JSON.stringify(Object.fromEntries(distinct(tokens)), null, 2);
  try {
    const clearsAt = await clipboard.copy(new Secret(text), clearAfterSeconds);
    for (const { id } of open) history.happened(id, { kind: 'copied', by: 'several', form: format });
    return { clearsAt };
  } catch {
    // SECURITY: the system's message might quote what was to be copied; the code says enough.
    return refuse('clipboard_failed');
  }
}

function distinct<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const taken = new Set<string>();
  return entries.map(([name, value]) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
    taken.add(free);
    return [free, value];
  });
}
