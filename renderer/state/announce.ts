/**
 * What a screen reader is told of accounts without being asked: that one went over into another status, was refreshed, or could not be.
 * Never a tick. Pure; the words are made by shell/Announcer.tsx.
 */
import type { AccountView, Status } from '../../preload/contract';
import { statusAt } from '../accounts/phase';

type Facts = Pick<AccountView, 'id' | 'label' | 'phases' | 'generation' | 'problem'>;

/** What was known of an account when something was last said. */
export interface Known {
  readonly account: Facts;
  readonly status: Status;
}

export type News =
  | { readonly kind: 'status'; readonly label: string; readonly status: Status }
  | { readonly kind: 'refreshed' | 'problem'; readonly label: string };

export type Announcement =
  | { readonly urgent: boolean; readonly kind: 'one'; readonly news: News }
  /** How many went over into which status. */
  | { readonly urgent: boolean; readonly kind: 'many'; readonly counts: ReadonlyMap<Status, number> };

/** In these somebody has to do something. */
const needsSomebody: ReadonlySet<Status> = new Set(['sign_in_needed', 'misconfigured', 'uncertain']);

/** More than these are said together. */
const ONE_BY_ONE = 3;

/** What is known now; entries that still hold are kept as they are. */
export function known(
  accounts: readonly Facts[],
  now: number,
  before: ReadonlyMap<string, Known> = new Map(),
): ReadonlyMap<string, Known> {
  return new Map(
    accounts.map((account) => {
      const status = statusAt(account.phases, now);
      const last = before.get(account.id);
      return [account.id, last?.account === account && last.status === status ? last : { account, status }];
    }),
  );
}

/** What to say of the change. Accounts that are new or gone are told of elsewhere. */
export function announcements(
  before: ReadonlyMap<string, Known>,
  after: ReadonlyMap<string, Known>,
): readonly Announcement[] {
  const changed: { readonly news: News; readonly status: Status }[] = [];
  for (const [id, now] of after) {
    const last = before.get(id);
    if (last === undefined || last === now) continue;
    const news = newsOf(last, now);
    if (news !== null) changed.push({ news, status: now.status });
  }
  const urgent = ({ news }: { readonly news: News }) => news.kind === 'status' && needsSomebody.has(news.status);
  if (changed.length <= ONE_BY_ONE)
    return changed.map((each) => ({ urgent: urgent(each), kind: 'one', news: each.news }));
  const counts = new Map<Status, number>();
  for (const { status } of changed) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [{ urgent: changed.some(urgent), kind: 'many', counts }];
}

function newsOf(last: Known, now: Known): News | null {
  const { label, generation, problem } = now.account;
  if (last.status !== now.status) return { kind: 'status', label, status: now.status };
  if (generation > last.account.generation) return { kind: 'refreshed', label };
  if (problem !== null && problem.at !== last.account.problem?.at) return { kind: 'problem', label };
  return null;
}
