/** Which form the copy button and the key copy, for one account. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { markAccount } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ChoiceList } from './ChoiceList';
import { useCopyKeyName } from './copyKey';
import { copyForms, usualForm } from './forms';
import styles from './hand.module.css';

export function UsualFormDialog({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const key = useCopyKeyName();
  const [form, setForm] = useState(() => usualForm(account));
  const title = t('hand.usualTitle', { label: account.label });
  return (
    <Dialog title={title} light onClose={closeDialog}>
      <p className={styles.quiet}>{t('hand.usualIntro', { key })}</p>
      <ChoiceList
        label={title}
        choices={copyForms.map((value) => ({
          value,
          label: t(`hand.form.${value}`),
          hint: t(`hand.formHint.${value}`),
        }))}
        value={form}
        onChange={setForm}
      />
      <DialogActions aside={<Button onClick={closeDialog}>{t('form.cancel')}</Button>}>
        <Button
          variant="filled"
          onClick={() => {
            closeDialog();
            void markAccount({ accountId: account.id, copyAs: form === 'token' ? null : form });
          }}
        >
          {t('hand.set')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
