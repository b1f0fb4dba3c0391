/** One account in the list: who, how long, what to do; and under it what needs attention. */
import { IconDiamonds, IconFlask } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { useNow } from '../state/clock';
import { changeDesk, desk } from '../state/desk';
import { PracticeMark } from '../ui/PracticeMark';
import { StatusWord } from '../ui/StatusWord';
import { AccountActions } from './AccountActions';
import { AccountLabel } from './AccountLabel';
import { AccountNotes } from './AccountNotes';
import { Countdown } from './Countdown';
import { LifeBar } from './LifeBar';
import { statusAt } from './phase';
import { remedies } from './remedy';
import styles from './AccountRow.module.css';

export interface AccountRowProps {
  readonly account: AccountView;
  /** This row, or the first one where none was chosen, can be reached with Tab. */
  readonly reachable: boolean;
}

export const AccountRow = memo(function AccountRow({ account, reachable }: AccountRowProps) {
  const { t, own } = useWords();
  const { id, label } = account;
  const current = useCell(desk, ({ accountId }) => accountId === id);
  const renaming = useCell(desk, ({ renamingId }) => renamingId === id);
  const flashing = useCell(desk, ({ flashingId }) => flashingId === id);
  const status = useNow((now) => statusAt(account.phases, now));
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (flashing) row.current?.scrollIntoView({ block: 'nearest' });
  }, [flashing]);

  const hasNotes =
    account.unsaved ||
    account.problem !== null ||
    account.clockOffset !== null ||
    account.scope.missing.length > 0 ||
    status === 'locked' ||
    remedies(account, status).length > 0;
  const Mark = account.practice ? IconFlask : IconDiamonds;

  return (
    <div
      ref={row}
      role="row"
      aria-label={label}
      aria-selected={current}
      aria-busy={account.refreshing}
      tabIndex={reachable ? 0 : -1}
      data-account={id}
      data-practice={account.practice}
      data-flashing={flashing}
      className={styles.row}
      onFocus={() => changeDesk({ accountId: id })}
      onAnimationEnd={(event) => {
        if (event.target === event.currentTarget) changeDesk({ flashingId: null });
      }}
    >
      <div role="gridcell" className={styles.who}>
        <Mark size={16} stroke={1.5} aria-hidden className={styles.mark} />
        <div className={styles.names}>
          <AccountLabel account={account} renaming={renaming} />
          <div className={styles.under}>
            {account.practice && <PracticeMark />}
            {[
              own(account.providerName),
              account.identity === label ? null : account.identity,
              account.clientName,
              account.recipe?.kind === 'token_exchange'
                ? t('grants.from', { account: account.recipe.subject.label ?? t('grants.gone') })
                : null,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
      </div>
      <div role="gridcell" className={styles.life}>
        <LifeBar account={account} />
        <StatusWord status={status} />
      </div>
      <div role="gridcell" className={styles.time}>
        <Countdown account={account} />
      </div>
      <div role="gridcell" className={styles.actions}>
        <AccountActions account={account} current={reachable} />
      </div>
      {hasNotes && (
        <div role="gridcell" className={styles.notes}>
          <AccountNotes account={account} status={status} current={reachable} />
        </div>
      )}
    </div>
  );
});
