/** What can be done with an account: refresh, copy, and the rest in a menu. Only the current row's buttons are tab stops. */
import { IconCopy, IconDots, IconRefresh } from '@tabler/icons-react';
import type { AccountView } from '../../preload/contract';
import { useCopyKeyName } from '../hand/copyKey';
import { usualForm } from '../hand/forms';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { copyToken, refreshAccount } from '../state/commands';
import { desk } from '../state/desk';
import { IconButton } from '../ui/IconButton';
import { MenuButton } from '../ui/MenuButton';
import styles from './AccountActions.module.css';
import { AccountMenu } from './AccountMenu';

export interface AccountActionsProps {
  readonly account: AccountView;
  readonly current: boolean;
}

export function AccountActions({ account, current }: AccountActionsProps) {
  const { t } = useWords();
  const { id, access, renewal, refreshing } = account;
  const renaming = useCell(desk, ({ renamingId }) => renamingId === id);
  const tabIndex = current ? 0 : -1;
  const locked = access === null;
  const cannotRefresh = locked ? t('account.lockedHint') : renewal === 'sign_in' ? t('account.noRefreshToken') : null;
  const refreshTitle = renewal === 'same_grant' ? t('grants.refreshTitle') : t('account.refresh');
  const copyKey = useCopyKeyName();
  const usual = usualForm(account);
  const copyTitle = usual === 'token' ? t('account.copyToken') : t('hand.copyUsual', { form: t(`hand.form.${usual}`) });
  return (
    <div className={styles.actions}>
      <IconButton
        tabIndex={tabIndex}
        aria-label={t('account.refresh')}
        title={cannotRefresh ?? refreshTitle}
        aria-disabled={cannotRefresh !== null || refreshing}
        onClick={() => {
          if (cannotRefresh === null && !refreshing) void refreshAccount(id, false);
        }}
      >
        <IconRefresh size={16} stroke={1.5} className={refreshing ? styles.turning : undefined} />
      </IconButton>
      <IconButton
        tabIndex={tabIndex}
        aria-label={copyTitle}
        title={locked ? t('account.lockedHint') : t('sheet.withKey', { name: copyTitle, key: copyKey })}
        aria-disabled={locked}
        onClick={() => {
          if (!locked) void copyToken(id, 'usual');
        }}
      >
        <IconCopy size={16} stroke={1.5} />
      </IconButton>
      <MenuButton
        label={t('account.more')}
        icon={<IconDots size={16} stroke={1.5} />}
        tabIndex={tabIndex}
        // Renaming takes the focus itself.
        returnFocus={!renaming}
      >
        <AccountMenu account={account} />
      </MenuButton>
    </div>
  );
}
