/** Above the list: search, refresh, the lock of a passphrase vault, and the settings. */
import { ActionIcon, TextInput } from '@mantine/core';
import { IconCommand, IconLock, IconRefresh, IconSearch, IconSettings } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { refreshShown } from '../accounts/refresh-shown';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { lockNow } from '../state/commands';
import { changeDesk, desk } from '../state/desk';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { useKeyName } from '../ui/keyName';
import styles from './Toolbar.module.css';
import { ViewMenu } from './ViewMenu';

export function Toolbar({ searchable }: { readonly searchable: boolean }) {
  const { t } = useWords();
  const lockable = useView((view) => view.protection.kind === 'passphrase');
  const search = useCell(desk, (now) => now.search);
  const withKey = (name: string, key: string): string => t('sheet.withKey', { name, key });
  const paletteKey = useKeyName('palette');
  const lockKey = useKeyName('lock');
  const settingsKey = useKeyName('settings');
  return (
    <header className={styles.toolbar}>
      {searchable && (
        <TextInput
          type="search"
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          value={search}
          className={styles.search}
          onChange={(event) => changeDesk({ search: event.currentTarget.value })}
          onKeyDown={searchByKey}
        />
      )}
      <div className={styles.end}>
        {searchable && <ViewMenu />}
        {searchable && <RefreshAll />}
        <ActionIcon
          aria-label={t('command.palette')}
          title={withKey(t('command.palette'), paletteKey)}
          onClick={() => openDialog({ kind: 'palette' })}
        >
          <IconCommand size={18} stroke={1.5} />
        </ActionIcon>
        {lockable && (
          <ActionIcon
            aria-label={t('passphrase.lock')}
            title={withKey(t('passphrase.lock'), lockKey)}
            onClick={() => void lockNow()}
          >
            <IconLock size={18} stroke={1.5} />
          </ActionIcon>
        )}
        <ActionIcon
          aria-label={t('settings.title')}
          title={withKey(t('settings.title'), settingsKey)}
          onClick={() => openDialog({ kind: 'settings' })}
        >
          <IconSettings size={18} stroke={1.5} />
        </ActionIcon>
      </div>
    </header>
  );
}

/** Esc searches for nothing; Down and Enter go on to what was found. What an input method is composing is its own. */
function searchByKey(event: KeyboardEvent): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === 'Escape') changeDesk({ search: '' });
  if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
  event.preventDefault();
  document.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus();
}

function RefreshAll() {
  const { t } = useWords();
  const key = useKeyName('refresh_shown');
  return (
    <ActionIcon
      aria-label={t('list.refreshAll')}
      title={t('sheet.withKey', { name: t('list.refreshAll'), key })}
      onClick={() => void refreshShown()}
    >
      <IconRefresh size={18} stroke={1.5} />
    </ActionIcon>
  );
}
