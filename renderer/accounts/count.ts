/** What the countdown of an account counts, and what comes after. Pure; the words are made by Countdown.tsx. */
import type { AccountView, Status } from '../../preload/contract';
import { leftUntil, sinceUntil } from '../time/duration';
import { shortMomentUntil } from '../time/moment';

type Facts = Pick<AccountView, 'access' | 'refresh' | 'renewal'> & {
  readonly after?: Pick<AccountView['after'], 'revoked'>;
};

/** When the access token was revoked; null where it was not. */
export function revokedAt(after: Facts['after']): number | null {
  return after?.revoked?.accessToken === true ? after.revoked.at : null;
}

export type Countdown =
  | { readonly kind: 'left'; readonly ms: number; readonly at: number }
  /** `ms`: how long the refresh window stays open, where that is known. */
  | { readonly kind: 'can_refresh'; readonly ms: number | null; readonly at: number | null }
  | { readonly kind: 'over'; readonly ms: number; readonly at: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked' };

export function countdown({ access, refresh, renewal, after }: Facts, status: Status, now: number): Countdown {
  if (access === null) return { kind: 'locked' };
  const revoked = revokedAt(after);
  if (revoked !== null) return { kind: 'over', ms: Math.max(0, now - revoked), at: revoked };
  if (access.expiry.kind !== 'at') return { kind: access.expiry.kind };
  const { at } = access.expiry;
  if (now < at) return { kind: 'left', ms: at - now, at };
  if (status === 'refreshable' && renewal === 'same_grant') return { kind: 'can_refresh', ms: null, at: null };
  if (status === 'refreshable' && refresh !== null) {
    return refresh.expiry.kind === 'at'
      ? { kind: 'can_refresh', ms: refresh.expiry.at - now, at: refresh.expiry.at }
      : { kind: 'can_refresh', ms: null, at: null };
  }
  return { kind: 'over', ms: now - at, at };
}

/** When a countdown is said otherwise, milliseconds since the epoch; as long as the account's status stays. */
export function countdownUntil(count: Countdown, now: number): number {
  switch (count.kind) {
    case 'left':
      return leftUntil(count.at, now);
    case 'can_refresh':
      return count.at === null ? Infinity : leftUntil(count.at, now);
    case 'over':
      return sinceUntil(count.at, now);
    case 'never':
    case 'unknown':
    case 'locked':
      return Infinity;
  }
}

export type Afterwards =
  | { readonly kind: 'refreshing' }
  | { readonly kind: 'connect_again_by'; readonly at: number }
  | { readonly kind: 'connect_again' }
  | { readonly kind: 'refresh_until'; readonly at: number }
  | { readonly kind: 'refresh_any_time' }
  | { readonly kind: 'none' };

/** What can be done when the access token is over, and until when. */
export function afterwards(account: Facts & Pick<AccountView, 'refreshing'>, status: Status, now: number): Afterwards {
  const { access, refresh, renewal, refreshing } = account;
  if (refreshing) return { kind: 'refreshing' };
  if (access === null) return { kind: 'none' };
  if (status === 'sign_in_needed') return { kind: 'connect_again' };
  if (renewal === 'same_grant') return { kind: 'refresh_any_time' };
  if (refresh === null) {
    if (access.expiry.kind !== 'at') return { kind: 'none' };
    return now < access.expiry.at ? { kind: 'connect_again_by', at: access.expiry.at } : { kind: 'connect_again' };
  }
  if (refresh.expiry.kind !== 'at') return { kind: 'refresh_any_time' };
  return now < refresh.expiry.at ? { kind: 'refresh_until', at: refresh.expiry.at } : { kind: 'connect_again' };
}

/** When {@link afterwards} is another or is said otherwise, milliseconds since the epoch; as long as the account's status stays. */
export function afterwardsUntil(then: Afterwards, now: number): number {
  return 'at' in then ? Math.min(then.at, shortMomentUntil(then.at, now)) : Infinity;
}
