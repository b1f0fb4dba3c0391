/** The life bar: see life.ts for its geometry. Drawn for the eye only; the countdown beside it says the same in words. */
import type { AccountView, Status } from '../../preload/contract';
import { useNow } from '../state/clock';
import { lifeAt, lifeUntil } from './life';
import styles from './LifeBar.module.css';

export interface LifeBarProps {
  readonly account: Pick<AccountView, 'access' | 'refresh' | 'renewal' | 'issuedAt'>;
  readonly status: Status;
}

const percent = (share: number) => `${share * 100}%`;
/** What is left of a part, as the size of its background: only painting has to be done anew when it moves, no layout. */
const rest = (share: number) => `${percent(Math.min(1, Math.max(0, share)))} 100%`;

export function LifeBar({ account, status }: LifeBarProps) {
  const now = useNow(
    (time) => {
      const life = lifeAt(account, time);
      return life.kind === 'span' ? life.now : 0;
    },
    (time) => lifeUntil(account, time),
  );
  const life = lifeAt(account, 0);
  if (life.kind !== 'span')
    return <div aria-hidden data-life={life.kind} data-status={status} className={styles.bar} />;
  const { accessEnd, tail } = life;
  return (
    <div aria-hidden data-life="span" data-status={status} className={styles.bar}>
      <div
        data-part="access"
        className={styles.part}
        style={{ left: 0, width: percent(accessEnd), backgroundSize: rest(1 - now / accessEnd) }}
      />
      {tail !== 'none' && (
        <div
          data-part="refresh"
          data-tail={tail}
          className={styles.part}
          style={{ left: percent(accessEnd), right: 0, backgroundSize: rest((1 - now) / (1 - accessEnd)) }}
        />
      )}
      <div className={styles.now} style={{ backgroundPositionX: percent(now) }} />
    </div>
  );
}
