/** One account in the list: who, how long, what to do; and under it what needs attention. */
import { IconDiamonds, IconFlask, IconNote, IconStarFilled } from '@tabler/icons-react';
import { Fragment, memo, type MouseEvent } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { changeDesk, desk } from '../state/desk';
import { selectUpTo, toggleSelected } from '../state/selection';
import { PracticeMark } from '../ui/PracticeMark';
import { StatusWord } from '../ui/StatusWord';
import { AccountActions } from './AccountActions';
import { AccountLabel } from './AccountLabel';
import { AccountNotes, ROW_CLOCK_MS } from './AccountNotes';
import { arrangedNow } from './arranged';
import { Countdown } from './Countdown';
import { LifeBar } from './LifeBar';
import { remedies } from './remedy';
import { useStatus } from './useStatus';
import styles from './AccountRow.module.css';

export interface AccountRowProps {
  readonly account: AccountView;
  /** Its line in the list, from 1. */
  readonly place: number;
  /** This row, or the first one where none was chosen, can be reached with Tab. */
  readonly reachable: boolean;
}

export const AccountRow = memo(function AccountRow({ account, place, reachable }: AccountRowProps) {
  const { t, own } = useWords();
  const { id, label, marks } = account;
  const current = useCell(desk, ({ accountId }) => accountId === id);
  const renaming = useCell(desk, ({ renamingId }) => renamingId === id);
  const flashing = useCell(desk, ({ flashingId }) => flashingId === id);
  const status = useStatus(account);
  const selected = useCell(desk, (now) => now.selected.has(id));
  const selecting = useCell(desk, (now) => now.selected.size > 0);

  const hasNotes =
    account.unsaved ||
    account.idToken?.check.kind === 'failed' ||
    account.problem !== null ||
    (account.clockOffset !== null && Math.abs(account.clockOffset) > ROW_CLOCK_MS) ||
    account.after.meantFor !== null ||
    account.after.revoked !== null ||
    account.scope.missing.length > 0 ||
    status === 'locked' ||
    remedies(account, status).length > 0;
  const Mark = account.practice ? IconFlask : IconDiamonds;
  const under = [
    own(account.providerName),
    account.recipe?.kind === 'token_exchange'
      ? t('grants.from', { account: account.recipe.subject.label ?? t('grants.gone') })
      : null,
    account.identity === label ? null : (account.identity ?? account.after.identity.profile?.name),
    account.clientName,
  ].filter(Boolean);
  const choose = (event: MouseEvent): void => {
    if (event.shiftKey)
      selectUpTo(
        id,
        arrangedNow().map((each) => each.id),
      );
    else toggleSelected(id);
  };

  return (
    <div
      role="row"
      aria-rowindex={place}
      aria-label={label}
      aria-selected={selecting ? selected : current}
      aria-busy={account.refreshing}
      tabIndex={reachable ? 0 : -1}
      data-account={id}
      data-practice={account.practice}
      data-flashing={flashing}
      data-current={current}
      data-selecting={selecting}
      data-mark-colour={marks.colour}
      className={styles.row}
      onFocus={() => changeDesk({ accountId: id })}
      onAnimationEnd={(event) => {
        if (event.target === event.currentTarget) changeDesk({ flashingId: null });
      }}
    >
      <div role="gridcell" className={styles.who}>
        <span className={styles.mark}>
          <Mark size={16} stroke={1.5} aria-hidden />
          <input
            type="checkbox"
            aria-label={t('select.one', { label })}
            tabIndex={-1}
            checked={selected}
            className={styles.check}
            onChange={() => undefined}
            onClick={choose}
          />
        </span>
        <div className={styles.names}>
          <div className={styles.first}>
            <AccountLabel account={account} renaming={renaming} />
            {marks.favourite && <IconStarFilled size={12} aria-label={t('marks.favourite')} className={styles.star} />}
            {marks.note !== '' && (
              <span title={marks.note} className={styles.star}>
                <IconNote size={13} stroke={1.75} aria-label={t('marks.note')} />
              </span>
            )}
            {marks.colour !== null && <span className="hidden-text">{t(`marks.colour.${marks.colour}`)}</span>}
          </div>
          <div className={styles.under}>
            {account.practice && <PracticeMark />}
            {under.map((name, index) => (
              // Each by itself: two names written from right to left would change places.
              <Fragment key={index}>
                {index > 0 && ' · '}
                <bdi>{name}</bdi>
              </Fragment>
            ))}
          </div>
        </div>
      </div>
      <div role="gridcell" className={styles.life}>
        <LifeBar account={account} status={status} />
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
