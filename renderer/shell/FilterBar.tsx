/** Says by what the list is filtered where the window is too narrow for the side pane, and leads back to all of it. */
import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useWords, type Words } from '../messages/words';
import { useCell } from '../state/cell';
import { changeDesk, desk, type Filter } from '../state/desk';
import { useView } from '../state/view';
import styles from './FilterBar.module.css';

export function FilterBar() {
  const words = useWords();
  const filter = useCell(desk, (now) => now.filter);
  const provider = useView(({ accounts }) =>
    filter.by === 'provider'
      ? (accounts.find(({ providerId }) => providerId === filter.providerId)?.providerName ?? filter.providerId)
      : null,
  );
  if (filter.by === 'all') return null;
  const what = provider === null ? nameOf(filter, words) : words.own(provider);
  return (
    <div role="status" className={styles.bar}>
      <IconFilter size={16} stroke={1.5} aria-hidden className={styles.icon} />
      <p>{words.t('list.only', { what })}</p>
      <Button size="compact-xs" onClick={() => changeDesk({ filter: { by: 'all' } })}>
        {words.t('empty.showAll')}
      </Button>
    </div>
  );
}

function nameOf(filter: Filter, { t }: Words): string {
  switch (filter.by) {
    case 'all':
      return t('list.all');
    case 'status':
      return t(`status.${filter.status}`);
    case 'provider':
      return filter.providerId;
    case 'favourite':
      return t('marks.favourites');
    case 'colour':
      return t(`marks.colour.${filter.colour}`);
  }
}
