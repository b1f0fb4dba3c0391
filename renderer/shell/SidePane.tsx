/** The left pane: the ways to connect, and what of the list to show. In a narrow window only the ways remain, as a row. */
import { IconStarFilled } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useWords } from '../messages/words';
import { markColours, statuses, tally } from '../accounts/listing';
import { useSlice } from '../accounts/useSlice';
import { ConnectButtons } from '../connect/ConnectButtons';
import { useCell } from '../state/cell';
import { changeDesk, desk, type Filter } from '../state/desk';
import { useView } from '../state/view';
import { StatusWord } from '../ui/StatusWord';
import styles from './SidePane.module.css';

export function SidePane() {
  const { t } = useWords();
  return (
    <div className={styles.pane}>
      <section aria-label={t('connect.heading')}>
        <h2 className={styles.heading}>{t('connect.heading')}</h2>
        <ConnectButtons />
      </section>
      <Filters />
    </div>
  );
}

function Filters() {
  const { t, own } = useWords();
  const accounts = useView((view) => view.accounts);
  const opening = useView((view) => view.opening);
  const slice = useSlice(accounts);
  const { byStatus, byProvider, byColour, favourites } = useMemo(() => tally(accounts, slice), [accounts, slice]);
  const names = useMemo(
    () => new Map(accounts.map(({ providerId, providerName }) => [providerId, providerName])),
    [accounts],
  );
  return (
    <nav aria-label={t('list.filters')} className={styles.filters}>
      <FilterButton filter={{ by: 'all' }} count={opening?.total ?? accounts.length}>
        {t('list.all')}
      </FilterButton>
      {favourites > 0 && (
        <FilterButton filter={{ by: 'favourite' }} count={favourites}>
          <IconStarFilled size={14} aria-hidden className={styles.sign} />
          {t('marks.favourites')}
        </FilterButton>
      )}
      <h2 className={styles.heading}>{t('list.byStatus')}</h2>
      {statuses.map((status) => {
        const count = byStatus.get(status) ?? 0;
        return count === 0 ? null : (
          <FilterButton key={status} filter={{ by: 'status', status }} count={count}>
            <StatusWord status={status} />
          </FilterButton>
        );
      })}
      <h2 className={styles.heading}>{t('list.byProvider')}</h2>
      {[...byProvider].map(([providerId, count]) => (
        <FilterButton key={providerId} filter={{ by: 'provider', providerId }} count={count}>
          <span className={styles.text} title={own(names.get(providerId) ?? providerId)}>
            {own(names.get(providerId) ?? providerId)}
          </span>
        </FilterButton>
      ))}
      {byColour.size > 0 && <h2 className={styles.heading}>{t('marks.colours')}</h2>}
      {markColours.map((colour) => {
        const count = byColour.get(colour) ?? 0;
        return count === 0 ? null : (
          <FilterButton key={colour} filter={{ by: 'colour', colour }} count={count}>
            <span data-mark-colour={colour} className={styles.swatch} />
            {t(`marks.colour.${colour}`)}
          </FilterButton>
        );
      })}
    </nav>
  );
}

interface FilterButtonProps {
  readonly filter: Filter;
  readonly count: number;
  readonly children: ReactNode;
}

function FilterButton({ filter, count, children }: FilterButtonProps) {
  const { number } = useWords();
  // What is not there yet is not counted.
  const known = useView((view) => view.opening === null) || filter.by === 'all';
  const chosen = useCell(desk, (now) => JSON.stringify(now.filter) === JSON.stringify(filter));
  return (
    <button type="button" aria-pressed={chosen} className={styles.filter} onClick={() => changeDesk({ filter })}>
      <span className={styles.name}>{children}</span>
      {known && <span className={styles.count}>{number(count)}</span>}
    </button>
  );
}
