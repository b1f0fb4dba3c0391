/** The life bar: see life.ts for its geometry. Drawn for the eye only; the countdown beside it says the same in words. */
import type { AccountView } from '../../preload/contract';
import { useNow } from '../state/clock';
import { lifeAt } from './life';
import { statusAt } from './phase';
import styles from './LifeBar.module.css';

export interface LifeBarProps {
  readonly account: Pick<AccountView, 'access' | 'refresh' | 'renewal' | 'issuedAt' | 'phases'>;
}

const percent = (share: number) => `${share * 100}%`;

export function LifeBar({ account }: LifeBarProps) {
  const now = useNow((time) => {
    const life = lifeAt(account, time);
    return life.kind === 'span' ? life.now : 0;
  });
  const status = useNow((time) => statusAt(account.phases, time));
  const life = lifeAt(account, 0);
  if (life.kind !== 'span')
    return <div aria-hidden data-life={life.kind} data-status={status} className={styles.bar} />;
  const { accessEnd, tail } = life;
  return (
    <div aria-hidden data-life="span" data-status={status} className={styles.bar}>
      <div data-part="access" className={styles.part} style={{ left: 0, width: percent(accessEnd) }}>
        <div className={styles.rest} style={{ left: percent(Math.min(1, now / accessEnd)) }} />
      </div>
      {tail !== 'none' && (
        <div
          data-part="refresh"
          data-tail={tail}
          className={styles.part}
          style={{ left: percent(accessEnd), right: 0 }}
        >
          <div className={styles.rest} style={{ left: percent(Math.max(0, (now - accessEnd) / (1 - accessEnd))) }} />
        </div>
      )}
      <div className={styles.now} style={{ left: percent(now) }} />
    </div>
  );
}
