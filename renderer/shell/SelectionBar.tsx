/** What can be done with the accounts that are chosen, above the list for as long as any is. */
import { Button, CloseButton, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { arrangedNow } from '../accounts/arranged';
import { mayRefresh } from '../accounts/listing';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { copyMany, refreshMany } from '../state/commands';
import { desk } from '../state/desk';
import { openDialog } from '../state/dialogs';
import { selectAll, selectNone } from '../state/selection';
import { currentView } from '../state/view';
import styles from './SelectionBar.module.css';

export function SelectionBar() {
  const { t } = useWords();
  const selected = useCell(desk, (now) => now.selected);
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
      <p role="status">{t('select.count', { count: selected.size })}</p>
      <Button size="compact-xs" onClick={() => void refreshMany(chosen(true))}>
        {t('select.refresh')}
      </Button>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="compact-xs" rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}>
            {t('select.copy')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void copyMany(chosen(), 'lines')}>{t('select.copyLines')}</Menu.Item>
          <Menu.Item onClick={() => void copyMany(chosen(), 'json')}>{t('select.copyJson')}</Menu.Item>
          <Menu.Item onClick={() => void copyMany(chosen(), 'dotenv')}>{t('select.copyDotenv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-xs" onClick={() => openDialog({ kind: 'export_tokens', accountIds: chosen() })}>
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

/** One that is chosen is removed as any single one: with what becomes of its tokens. */
function askToRemove(): void {
  const [only, ...others] = chosen();
  if (only === undefined) return;
  openDialog(
    others.length === 0
      ? { kind: 'remove_account', accountId: only }
      : { kind: 'remove_several', accountIds: [only, ...others] },
  );
}

/** In the order of the list; what the list does not show now comes last. */
function chosen(refreshable = false): readonly string[] {
  const { selected } = desk.get();
  const shown = new Set(arrangedNow());
  const hidden = currentView().accounts.filter((account) => !shown.has(account));
  const now = Date.now();
  return [...shown, ...hidden]
    .filter((account) => selected.has(account.id) && (!refreshable || mayRefresh(account, now)))
    .map(({ id }) => id);
}
