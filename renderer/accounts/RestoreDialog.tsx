/** Asks before an account goes back to the token set before, and shows which is which. */
import { Button } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { Fingerprint } from '../details/Fingerprint';
import { useWords } from '../messages/words';
import { restorePrevious } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import styles from './RestoreDialog.module.css';

export function RestoreDialog({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const { access, previous } = account;
  if (access === null || previous === null) return null;
  return (
    <Dialog title={t('restore.title')} light onClose={closeDialog}>
      <p>{t('restore.text')}</p>
      <dl className={styles.tokens}>
        <dt>{t('restore.now')}</dt>
        <dd>
          <Fingerprint token={access} />
        </dd>
        <dt>{t('restore.before')}</dt>
        <dd>
          <Fingerprint token={previous} />
        </dd>
      </dl>
      <p className={styles.caution}>{t('restore.caution')}</p>
      <DialogActions>
        <Button data-autofocus onClick={closeDialog}>
          {t('restore.cancel')}
        </Button>
        <Button
          onClick={() => {
            closeDialog();
            void restorePrevious(account.id);
          }}
        >
          {t('restore.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
