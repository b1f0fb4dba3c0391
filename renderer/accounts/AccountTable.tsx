/**
 * The list of accounts. One tab stop: arrows move from row to row, Left and Right through a row's buttons, Enter opens the details,
 * F2 renames.
 */
import { Button } from '@mantine/core';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { useNow } from '../state/clock';
import { changeDesk, desk } from '../state/desk';
import { useView } from '../state/view';
import { AccountRow } from './AccountRow';
import { listed } from './listing';
import styles from './AccountTable.module.css';

export function AccountTable() {
  const { t, locale } = useWords();
  const accounts = useView((view) => view.accounts);
  const filter = useCell(desk, (now) => now.filter);
  const search = useCell(desk, (now) => now.search);
  const current = useCell(desk, ({ accountId }) => accountId);
  // The ids as one text: the clock moves accounts between statuses, and only then is the list another.
  const ids = useNow((now) =>
    listed(accounts, { filter, search }, locale, now)
      .map(({ id }) => id)
      .join(' '),
  );
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const shown = ids === '' ? [] : ids.split(' ').flatMap((id) => byId.get(id) ?? []);
  const reachable = shown.some(({ id }) => id === current) ? current : (shown[0]?.id ?? null);

  if (shown.length === 0) {
    return (
      <div className={styles.nothing}>
        <p>{t('empty.noMatch')}</p>
        <Button onClick={() => changeDesk({ filter: { by: 'all' }, search: '' })}>{t('empty.showAll')}</Button>
      </div>
    );
  }
  return (
    <div
      role="grid"
      tabIndex={-1}
      aria-label={t('list.label')}
      className={styles.grid}
      onClick={openByClick}
      onKeyDown={moveByKey}
    >
      {shown.map((account) => (
        <AccountRow key={account.id} account={account} reachable={account.id === reachable} />
      ))}
    </div>
  );
}

/** A click beside a row's buttons opens its details. Menus are drawn elsewhere, but their clicks bubble through here. */
function openByClick(event: MouseEvent<HTMLDivElement>): void {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null || !event.currentTarget.contains(target) || target.closest('button, input') !== null) return;
  const accountId = target.closest<HTMLElement>('[role=row]')?.dataset['account'];
  // A click that ends the selecting of text is none.
  if (accountId === undefined || window.getSelection()?.isCollapsed === false) return;
  changeDesk({ accountId, detailsOpen: true });
}

function moveByKey(event: KeyboardEvent<HTMLDivElement>): void {
  const focused = event.target instanceof HTMLElement ? event.target : null;
  const row = focused?.closest<HTMLElement>('[role=row]') ?? null;
  if (focused === null || row === null || !event.currentTarget.contains(row)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=row]')];
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button')];
  const index = rows.indexOf(row);
  const stop = stops.indexOf(focused);
  const targets: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowDown: rows[index + 1],
    ArrowUp: rows[index - 1],
    Home: rows[0],
    End: rows.at(-1),
    ArrowRight: stops[stop + 1],
    ArrowLeft: stops[stop - 1],
  };
  const target = targets[event.key];
  if (target !== undefined) {
    event.preventDefault();
    target.focus();
    return;
  }
  const accountId = row.dataset['account'] ?? null;
  if (focused !== row || accountId === null) return;
  if (event.key === 'Enter') changeDesk({ accountId, detailsOpen: true });
  if (event.key === 'F2') changeDesk({ accountId, renamingId: accountId });
}
