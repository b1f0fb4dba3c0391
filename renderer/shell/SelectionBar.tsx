/** What can be done with the accounts that are chosen, above the list for as long as any is. */
import type { AccountView } from '../../preload/contract';
import { Button, CloseButton, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { arrangedNow } from '../accounts/arranged';
import { matching } from '../accounts/listing';
import { useSlice } from '../accounts/useSlice';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { copyMany, refreshMany } from '../state/commands';
import { desk } from '../state/desk';
import { openDialog } from '../state/dialogs';
import { selectAll, selectNone, selectOnly } from '../state/selection';
import { currentView, useView } from '../state/view';
import styles from './SelectionBar.module.css';

export function SelectionBar() {
  const { t } = useWords();
  const selected = useCell(desk, (now) => now.selected);
  const accounts = useView((view) => view.accounts);
  const allThere = useView((view) => view.opening === null);
  useEffect(() => {
    if (allThere && selected.size > 0) selectOnly(new Set(accounts.map(({ id }) => id)));
  }, [accounts, allThere, selected]);
  if (selected.size === 0) return null;
  return (
    <section aria-label={t('select.label')} className={styles.bar}>
      <CloseButton
        size={24}
        iconSize={16}
        aria-label={t('select.none')}
        title={t('select.none')}
        onClick={selectNone}
      />
      <p role="status">
        {t('select.count', { count: selected.size })}
        <Hidden accounts={accounts} selected={selected} />
      </p>
      <Button size="compact-xs" onClick={() => void refreshMany(chosen())}>
        {t('select.refresh')}
      </Button>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-xs" rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}>
            {t('select.copy')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void copyMany(chosenIds(), 'lines')}>{t('select.copyLines')}</Menu.Item>
          <Menu.Item onClick={() => void copyMany(chosenIds(), 'json')}>{t('select.copyJson')}</Menu.Item>
          <Menu.Item onClick={() => void copyMany(chosenIds(), 'dotenv')}>{t('select.copyDotenv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-xs" onClick={() => openDialog({ kind: 'export_tokens', accountIds: chosenIds() })}>
        {t('select.export')}
      </Button>
      <Button size="compact-xs" onClick={askToRemove}>
        {t('select.remove')}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={styles.all}
        onClick={() => selectAll(arrangedNow().map(({ id }) => id))}
      >
        {t('select.all')}
      </Button>
    </section>
  );
}

interface HiddenProps {
  readonly accounts: readonly AccountView[];
  readonly selected: ReadonlySet<string>;
}

/** How many of the chosen ones the filter and the search leave out: what is done counts for them, too. */
function Hidden({ accounts, selected }: HiddenProps) {
  const { t } = useWords();
  const filter = useCell(desk, (now) => now.filter);
  const search = useCell(desk, (now) => now.search);
  const those = useMemo(() => accounts.filter(({ id }) => selected.has(id)), [accounts, selected]);
  const slice = useSlice(those);
  const hidden = those.length - matching(those, { filter, search }, slice).length;
  return hidden > 0 && ` · ${t('select.hidden', { count: hidden })}`;
}

/** One that is chosen is removed as any single one: with what becomes of its tokens. */
function askToRemove(): void {
  const [only, ...others] = chosenIds();
  if (only === undefined) return;
  openDialog(
    others.length === 0
      ? { kind: 'remove_account', accountId: only }
      : { kind: 'remove_several', accountIds: [only, ...others] },
  );
}

/** In the order of the list; what the list does not show now comes last. */
function chosen(): readonly AccountView[] {
  const { selected } = desk.get();
  const shown = new Set(arrangedNow());
  const hidden = currentView().accounts.filter((account) => !shown.has(account));
  return [...shown, ...hidden].filter(({ id }) => selected.has(id));
}

function chosenIds(): readonly string[] {
  return chosen().map(({ id }) => id);
}
