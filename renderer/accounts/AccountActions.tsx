/** What can be done with an account: refresh, copy, and the rest in a menu. Only the current row's buttons are tab stops. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconRefresh } from '@tabler/icons-react';
import type { AccountView } from '../../preload/contract';
import { connectAgain, signIn } from '../connect/connecting';
import { useCopyKeyName } from '../hand/copyKey';
import { CopyMenu } from '../hand/CopyMenu';
import { usualForm } from '../hand/forms';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { copyToken, refreshAccount, setAutomatic } from '../state/commands';
import { askIdentity } from '../state/after-commands';
import { toggleMuted } from '../state/at-hand';
import { useView } from '../state/view';
import { changeDesk, desk } from '../state/desk';
import { openDialog } from '../state/dialogs';
import styles from './AccountActions.module.css';
import { MarkMenu } from './MarkMenu';

export interface AccountActionsProps {
  readonly account: AccountView;
  readonly current: boolean;
}

export function AccountActions({ account, current }: AccountActionsProps) {
  const { t } = useWords();
  const { id, clientId, connectBy, access, renewal, previous, refreshing, automatic, after } = account;
  const renaming = useCell(desk, ({ renamingId }) => renamingId === id);
  const muted = useView((view) => view.atHand.prefs.muted.includes(id));
  const tabIndex = current ? 0 : -1;
  const locked = access === null;
  const cannotRefresh = locked ? t('account.lockedHint') : renewal === 'sign_in' ? t('account.noRefreshToken') : null;
  const refreshTitle = renewal === 'same_grant' ? t('grants.refreshTitle') : t('account.refresh');
  const copyKey = useCopyKeyName();
  const usual = usualForm(account);
  const copyTitle = usual === 'token' ? t('account.copyToken') : t('hand.copyUsual', { form: t(`hand.form.${usual}`) });
  return (
    <div className={styles.actions}>
      <ActionIcon
        tabIndex={tabIndex}
        aria-label={t('account.refresh')}
        title={cannotRefresh ?? refreshTitle}
        aria-disabled={cannotRefresh !== null || refreshing}
        onClick={() => {
          if (cannotRefresh === null && !refreshing) void refreshAccount(id, false);
        }}
      >
        <IconRefresh size={16} stroke={1.5} className={refreshing ? styles.turning : undefined} />
      </ActionIcon>
      <ActionIcon
        tabIndex={tabIndex}
        aria-label={copyTitle}
        title={locked ? t('account.lockedHint') : `${copyTitle} (${copyKey})`}
        aria-disabled={locked}
        onClick={() => {
          if (!locked) void copyToken(id, 'usual');
        }}
      >
        <IconCopy size={16} stroke={1.5} />
      </ActionIcon>
      {/* Renaming takes the focus itself. */}
      <Menu returnFocus={!renaming}>
        <Menu.Target>
          <ActionIcon tabIndex={tabIndex} aria-label={t('account.more')} title={t('account.more')}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <CopyMenu account={account} />
          <Menu.Divider />
          <Menu.Item onClick={() => changeDesk({ accountId: id, detailsOpen: true })}>
            {t('account.menu.details')}
          </Menu.Item>
          {after.identity.canAsk && (
            <Menu.Item disabled={after.identity.asking} onClick={() => void askIdentity(id)}>
              {t('after.menu.identity')}
            </Menu.Item>
          )}
          <Menu.Item disabled={locked} onClick={() => void setAutomatic(id, !automatic.on)}>
            {automatic.on ? t('account.menu.automaticOff') : t('account.menu.automaticOn')}
          </Menu.Item>
          <Menu.Item onClick={() => void toggleMuted(id)}>{t(muted ? 'notify.unmute' : 'notify.mute')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => changeDesk({ accountId: id, renamingId: id })}>
            {t('account.menu.rename')}
          </Menu.Item>
          <MarkMenu account={account} />
          <Menu.Divider />
          <Menu.Item onClick={() => connectAgain(account)}>{t('account.menu.connectAgain')}</Menu.Item>
          {connectBy === 'sign_in' && (
            <Menu.Item onClick={() => void signIn(clientId, id, { anotherUser: true })}>{t('place.another')}</Menu.Item>
          )}
          <Menu.Item
            onClick={() =>
              openDialog({
                kind: 'client_form',
                providerId: account.providerId,
                clientId: account.clientId,
                accountId: id,
              })
            }
          >
            {t('account.menu.editClient')}
          </Menu.Item>
          <Menu.Item
            disabled={previous === null || refreshing}
            title={previous === null && !locked ? t('account.nothingBefore') : undefined}
            onClick={() => openDialog({ kind: 'restore_previous', accountId: id })}
          >
            {t('account.menu.restorePrevious')}
          </Menu.Item>
          <Menu.Divider />
          {after.canRevoke && (
            <Menu.Item
              color="var(--sign-in-needed)"
              onClick={() => openDialog({ kind: 'revoke_account', accountId: id })}
            >
              {t('after.menu.revoke')}
            </Menu.Item>
          )}
          <Menu.Item
            color="var(--sign-in-needed)"
            onClick={() => openDialog({ kind: 'remove_account', accountId: id })}
          >
            {t('account.menu.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
