/**
 * When a provider takes a refresh, and what a refused one costs, as its file says (`refresh`). Pure. What stands here protects a grant: a
 * refresh too soon, or one more after a refusal, may end it.
 */
import type { EpochMs } from '../oauth';
import type { Provider } from '../providers';
import type { Account } from './account';

export type RefreshRules = Provider['refresh'];

type Facts = Pick<Account, 'tokens' | 'refreshedAt' | 'problem'>;

/** The earliest moment at which the provider takes a refresh, ms since the epoch; null where its file says nothing of it. */
export function refreshOpensAt({ tokens, refreshedAt }: Facts, rules: RefreshRules): EpochMs | null {
  const { accessExpiry, issuedAt } = tokens;
  const before = rules.window?.opens_before_expiry;
  const opens = before === undefined || accessExpiry.kind !== 'at' ? [] : [accessExpiry.at - before * 1000];
  const apart = rules.at_most_every === undefined ? [] : [(refreshedAt ?? issuedAt) + rules.at_most_every * 1000];
  const all = [...opens, ...apart];
  return all.length === 0 ? null : Math.max(...all);
}

/** When the provider stops taking a refresh although the refresh token may live on; null where its file says nothing of it. */
export function refreshClosesAt({ tokens }: Pick<Account, 'tokens'>, rules: RefreshRules): EpochMs | null {
  const after = rules.window?.closes_after_expiry;
  return after === undefined || tokens.accessExpiry.kind !== 'at' ? null : tokens.accessExpiry.at + after * 1000;
}

/** A refresh that was sent failed, and where the file says so that has ended the refresh token: only a person tries it once more. */
export function isPerhapsBurned({ problem }: Pick<Account, 'problem'>, rules: RefreshRules): boolean {
  return rules.after_failure === 'burned' && problem !== null && problem.kind !== 'not_sent';
}

/** Why a refresh is not sent unless its user insists. */
export function refreshObjection(account: Facts, rules: RefreshRules, now: EpochMs): 'too_early' | 'burned' | null {
  // An uncertain one has its own question.
  if (account.problem?.kind !== 'uncertain' && isPerhapsBurned(account, rules)) return 'burned';
  const opens = refreshOpensAt(account, rules);
  return opens !== null && now < opens ? 'too_early' : null;
}
