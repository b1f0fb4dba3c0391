/** Above the list: search, refresh, the lock of a passphrase vault, and the settings. */
import { ActionIcon, TextInput } from '@mantine/core';
import { IconCommand, IconLock, IconRefresh, IconSearch, IconSettings } from '@tabler/icons-react';
import { refreshShown } from '../accounts/refresh-shown';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { lockNow } from '../state/commands';
import { changeDesk, desk } from '../state/desk';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import styles from './Toolbar.module.css';
import { ViewMenu } from './ViewMenu';

export function Toolbar({ searchable }: { readonly searchable: boolean }) {
  const { t } = useWords();
  const lockable = useView((view) => view.protection.kind === 'passphrase');
  const search = useCell(desk, (now) => now.search);
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
          onKeyDown={(event) => {
            if (event.key === 'Escape') changeDesk({ search: '' });
          }}
        />
      )}
      <div className={styles.end}>
        {searchable && <ViewMenu />}
        {searchable && <RefreshAll />}
        <ActionIcon
          aria-label={t('command.palette')}
          title={t('command.palette')}
          onClick={() => openDialog({ kind: 'palette' })}
        >
          <IconCommand size={18} stroke={1.5} />
        </ActionIcon>
        {lockable && (
          <ActionIcon aria-label={t('passphrase.lock')} title={t('passphrase.lockNow')} onClick={() => void lockNow()}>
            <IconLock size={18} stroke={1.5} />
          </ActionIcon>
        )}
        <ActionIcon
          aria-label={t('settings.title')}
          title={t('settings.title')}
          onClick={() => openDialog({ kind: 'settings' })}
        >
          <IconSettings size={18} stroke={1.5} />
        </ActionIcon>
      </div>
    </header>
  );
}

function RefreshAll() {
  const { t } = useWords();
  return (
    <ActionIcon aria-label={t('list.refreshAll')} title={t('list.refreshAll')} onClick={() => void refreshShown()}>
      <IconRefresh size={18} stroke={1.5} />
    </ActionIcon>
  );
}
