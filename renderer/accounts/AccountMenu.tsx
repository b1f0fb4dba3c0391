/** What can be done with an account beside refreshing and copying: the menu of its row. Drawn while it is open. */
import { Menu } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { connectAgain, signIn } from '../connect/connecting';
import { CopyMenu } from '../hand/CopyMenu';
import { useWords } from '../messages/words';
import { setAutomatic } from '../state/commands';
import { askIdentity } from '../state/after-commands';
import { toggleMuted } from '../state/at-hand';
import { useView } from '../state/view';
import { changeDesk } from '../state/desk';
import { openDialog } from '../state/dialogs';
import { MarkMenu } from './MarkMenu';

export function AccountMenu({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const { id, clientId, connectBy, access, previous, refreshing, automatic, after } = account;
  const muted = useView((view) => view.atHand.prefs.muted.includes(id));
  const locked = access === null;
  return (
    <>
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
      <Menu.Item onClick={() => changeDesk({ accountId: id, renamingId: id })}>{t('account.menu.rename')}</Menu.Item>
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
        <Menu.Item color="var(--sign-in-needed)" onClick={() => openDialog({ kind: 'revoke_account', accountId: id })}>
          {t('after.menu.revoke')}
        </Menu.Item>
      )}
      <Menu.Item color="var(--sign-in-needed)" onClick={() => openDialog({ kind: 'remove_account', accountId: id })}>
        {t('account.menu.remove')}
      </Menu.Item>
    </>
  );
}
