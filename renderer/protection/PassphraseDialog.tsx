/** A passphrase instead of what protects now; another passphrase; or the earlier one, for what the keyring cannot open. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../messages/words';
import { closeDialog, closeLater } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Dialog } from '../ui/Dialog';
import styles from './PassphraseDialog.module.css';
import { PassphraseForm } from './PassphraseForm';

export interface PassphraseDialogProps {
  readonly purpose: 'use' | 'change' | 'left';
}

export function PassphraseDialog({ purpose }: PassphraseDialogProps) {
  const { t } = useWords();
  const [close] = useState(closeLater);
  return (
    <Dialog title={t(`passphrase.${purpose}Title`)} onClose={closeDialog}>
      <p className={styles.text}>{t(`passphrase.${purpose}Text`)}</p>
      <PassphraseForm
        present={purpose === 'use' ? null : purpose === 'change' ? 'current' : 'field'}
        fresh={purpose !== 'left'}
        send={({ present, fresh }) => {
          switch (purpose) {
            case 'use':
              return window.latchkey.protectByPassphrase({ passphrase: fresh });
            case 'change':
              return window.latchkey.changePassphrase({ current: present, next: fresh });
            case 'left':
              return window.latchkey.unlock({ passphrase: present });
          }
        }}
        onDone={() => {
          close();
          showToast({
            kind: 'protection',
            what: purpose === 'use' ? 'used' : purpose === 'change' ? 'changed' : 'keyringUsed',
          });
        }}
        label={purpose === 'left' ? t('locked.unlock') : t(`passphrase.${purpose}Confirm`)}
        within="dialog"
        aside={<Button onClick={closeDialog}>{t('passphrase.cancel')}</Button>}
      />
    </Dialog>
  );
}
