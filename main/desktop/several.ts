/** Requests about several accounts at once. Each account has its own outcome: one that fails does not hold up the others. */
import type { RefreshQueue } from '../accounts';
import type { Answers, RefreshResultView } from '../../preload/contract';
import { refreshAnswer } from './answers';
import { errorView } from './ipc';

/** Refreshes all of them, a few at a time; answers when every one has had its turn. */
export async function refreshSeveral(queue: RefreshQueue, ids: readonly string[]): Promise<Answers['refreshMany']> {
  const results = ids.map(async (accountId): Promise<RefreshResultView> => {
    const outcome = await queue.add(accountId);
    if (outcome.kind === 'cancelled') return { accountId, outcome: 'cancelled' };
    if (outcome.kind === 'unexpected') return { accountId, outcome: 'failed', error: errorView('unexpected') };
    const answer = refreshAnswer(outcome);
    return answer === null
      ? { accountId, outcome: 'refreshed' }
      : { accountId, outcome: 'failed', error: answer.refused };
  });
  return { results: await Promise.all(results) };
}
