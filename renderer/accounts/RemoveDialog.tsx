/** Asks before the tokens of an account are deleted. */
import { Button } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { removeAccount } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import styles from './RemoveDialog.module.css';

export function RemoveDialog({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  return (
    <Dialog title={t('remove.title', { label: account.label })} light onClose={closeDialog}>
      <p>{t('remove.text')}</p>
      <DialogActions>
        <Button data-autofocus onClick={closeDialog}>
          {t('remove.cancel')}
        </Button>
        <Button
          className={styles.remove}
          onClick={() => {
            closeDialog();
            void removeAccount(account.id, account.label);
          }}
        >
          {t('remove.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
