/** Tells an account's history why connecting it again failed, by whatever grant. */
import type { AccountId, History } from '../accounts';
import { notedFailure } from './desk-history';
import { isUsersOwn } from './failures';
import type { Refusal } from './ipc';

/** Gives an attempt's answer on. @param accountId the account that was connected again; null for a new one, which has no history */
export type TellAttempt = <T extends object>(accountId: AccountId | null, answer: T | Refusal) => T | Refusal;

export function attemptTeller(history: () => Pick<History, 'happened'>): TellAttempt {
  return (accountId, answer) => {
    // What its user ended is nothing that happened to the account.
    if (accountId !== null && 'refused' in answer && !isUsersOwn(answer.refused))
      history().happened(accountId, { kind: 'connect_failed', failure: notedFailure(answer.refused) });
    return answer;
  };
}
