/** The countdown of an account and, under it, what can be done afterwards. It ticks, but only says a new text when there is one. */
import { useMemo } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords, type Words } from '../messages/words';
import { useNow } from '../state/clock';
import {
  type Afterwards,
  afterwards,
  afterwardsUntil,
  type Countdown as Count,
  countdown,
  countdownUntil,
} from './count';
import { statusAt, statusUntil } from './phase';
import styles from './Countdown.module.css';

export function Countdown({ account }: { readonly account: AccountView }) {
  const words = useWords();
  const text = useCountText(account);
  const kind = useCount(account, (count) => count.kind);
  const at = useCount(account, endOf);
  // Formats dates: not for each tick.
  const exact = useMemo(() => countTitle(kind, at, words), [kind, at, words]);
  const then = useNow(
    (now) => thenText(thenNow(account, now), now, words),
    (now) => Math.min(statusUntil(account.phases, now), afterwardsUntil(thenNow(account, now), now)),
  );
  return (
    <div className={styles.countdown}>
      <span role="timer" aria-live="off" data-kind={kind} title={exact ?? undefined} className={styles.timer}>
        {text}
      </span>
      <span className={styles.then}>{then}</span>
    </div>
  );
}

/** The countdown as a text, for where it stands among others. */
export function useCountText(account: AccountView): string {
  const words = useWords();
  return useCount(account, (count) => countText(count, words));
}

function useCount<S extends string | number | null>(account: AccountView, show: (count: Count) => S): S {
  return useNow(
    (now) => show(countNow(account, now)),
    (now) => countUntil(account, now),
  );
}

function countNow(account: AccountView, now: number): Count {
  return countdown(account, statusAt(account.phases, now), now);
}

/** When the countdown of an account is said otherwise, milliseconds since the epoch. */
export function countUntil(account: AccountView, now: number): number {
  return Math.min(statusUntil(account.phases, now), countdownUntil(countNow(account, now), now));
}

function thenNow(account: AccountView, now: number): Afterwards {
  return afterwards(account, statusAt(account.phases, now), now);
}

function countText(count: Count, { t, howLong }: Words): string {
  switch (count.kind) {
    case 'left':
      return howLong(count.ms);
    case 'can_refresh':
      return count.ms === null ? t('countdown.canRefresh') : t('countdown.canRefreshFor', { left: howLong(count.ms) });
    case 'over':
      // Less than a second is "now", and nothing ended "now ago".
      return count.ms < 1000 ? t('countdown.justOver') : t('countdown.over', { ago: howLong(count.ms) });
    case 'never':
    case 'unknown':
    case 'locked':
      return t(`countdown.${count.kind}`);
  }
}

/** What is counted down to, or from; milliseconds since the epoch. */
const endOf = (count: Count): number | null => ('at' in count ? count.at : null);

/** Exact local time and UTC. */
function countTitle(kind: Count['kind'], at: number | null, { t, exactly }: Words): string | null {
  if (at === null) return null;
  switch (kind) {
    case 'left':
      return t('countdown.accessEnds', { when: exactly(at) });
    case 'over':
      return t('countdown.accessEnded', { when: exactly(at) });
    case 'can_refresh':
      return t('countdown.refreshEnds', { when: exactly(at) });
    case 'never':
    case 'unknown':
    case 'locked':
      return null;
  }
}

function thenText(then: Afterwards, now: number, { t, when }: Words): string {
  switch (then.kind) {
    case 'refreshing':
      return t('afterwards.refreshing');
    case 'connect_again_by':
      return t('afterwards.connectAgainBy', { when: when(then.at, now) });
    case 'connect_again':
      return t('afterwards.connectAgain');
    case 'refresh_until':
      return t('afterwards.refreshUntil', { when: when(then.at, now) });
    case 'refresh_any_time':
      return t('afterwards.refreshAnyTime');
    case 'none':
      return '';
  }
}
