/** The left pane: the ways to connect, and what of the list to show. In a narrow window only the ways remain, as a row. */
import { useWords } from '../messages/words';
import { statuses, tally } from '../accounts/listing';
import { ConnectButtons } from '../connect/ConnectButtons';
import { useCell } from '../state/cell';
import { useNow } from '../state/clock';
import { changeDesk, desk, type Filter } from '../state/desk';
import { useView } from '../state/view';
import { StatusWord } from '../ui/StatusWord';
import styles from './SidePane.module.css';
import type { ReactNode } from 'react';

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
  // Counted again only when some account goes over into another status.
  const statusCounts = useNow((now) => {
    const { byStatus } = tally(accounts, now);
    return statuses.map((status) => byStatus.get(status) ?? 0).join(' ');
  });
  const counts = statusCounts.split(' ').map(Number);
  const { byProvider } = tally(accounts, 0);
  const names = new Map(accounts.map(({ providerId, providerName }) => [providerId, providerName]));
  return (
    <nav aria-label={t('list.filters')} className={styles.filters}>
      <FilterButton filter={{ by: 'all' }} count={accounts.length}>
        {t('list.all')}
      </FilterButton>
      <h2 className={styles.heading}>{t('list.byStatus')}</h2>
      {statuses.map((status, index) => {
        const count = counts[index] ?? 0;
        return count === 0 ? null : (
          <FilterButton key={status} filter={{ by: 'status', status }} count={count}>
            <StatusWord status={status} />
          </FilterButton>
        );
      })}
      <h2 className={styles.heading}>{t('list.byProvider')}</h2>
      {[...byProvider].map(([providerId, count]) => (
        <FilterButton key={providerId} filter={{ by: 'provider', providerId }} count={count}>
          {own(names.get(providerId) ?? providerId)}
        </FilterButton>
      ))}
    </nav>
  );
}

interface FilterButtonProps {
  readonly filter: Filter;
  readonly count: number;
  readonly children: ReactNode;
}

function FilterButton({ filter, count, children }: FilterButtonProps) {
  const chosen = useCell(desk, (now) => JSON.stringify(now.filter) === JSON.stringify(filter));
  return (
    <button type="button" aria-pressed={chosen} className={styles.filter} onClick={() => changeDesk({ filter })}>
      <span className={styles.name}>{children}</span>
      <span className={styles.count}>{count}</span>
    </button>
  );
}
