/** Asks before the tokens of several accounts are deleted, and names them. */
import { Button } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { removeMany } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { selectNone } from '../state/selection';
import { Dialog, DialogActions } from '../ui/Dialog';
import styles from './RemoveDialog.module.css';

/** So many are named; of the rest only how many. */
const NAMED = 8;

export function RemoveSeveralDialog({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const { t } = useWords();
  const more = accounts.length - NAMED;
  return (
    <Dialog title={t('remove.severalTitle', { count: accounts.length })} light onClose={closeDialog}>
      <p>{t('remove.severalText')}</p>
      <ul className={styles.named}>
        {accounts.slice(0, NAMED).map(({ id, label }) => (
          <li key={id}>{label}</li>
        ))}
        {more > 0 && <li>{t('remove.more', { count: more })}</li>}
      </ul>
      <DialogActions>
        <Button data-autofocus onClick={closeDialog}>
          {t('remove.cancel')}
        </Button>
        <Button
          className={styles.remove}
          onClick={() => {
            closeDialog();
            selectNone();
            void removeMany(accounts.map(({ id }) => id));
          }}
        >
          {t('remove.severalConfirm', { count: accounts.length })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
