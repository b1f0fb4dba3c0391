/** Asks before everything goes from the passphrase to the system's keyring. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, closeLater } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import styles from './PassphraseDialog.module.css';

export function KeyringDialog() {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const move = async (): Promise<void> => {
    setBusy(true);
    const close = closeLater();
    const answer = await window.latchkey.protectByKeyring();
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    close();
    showToast({ kind: 'protection', what: 'keyringUsed' });
  };
  return (
    <Dialog title={t('passphrase.keyringTitle')} light onClose={closeDialog}>
      <p className={styles.text}>{t('passphrase.keyringText')}</p>
      {error !== null && <ErrorNote error={error} local />}
      <DialogActions>
        <Button data-autofocus onClick={closeDialog}>
          {t('passphrase.cancel')}
        </Button>
        <Button variant="filled" disabled={busy} onClick={() => void move()}>
          {t('passphrase.keyringConfirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
