/** Asks before the server is told to end an account's tokens, and shows what became of each. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountView, Answer, Answers } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import styles from './RemoveDialog.module.css';
import { isAllRevoked, RevokedTokens } from './RevokedTokens';

export function RevokeDialog({ account }: { readonly account: AccountView }) {
  const { t, own } = useWords();
  const [answer, setAnswer] = useState<Answer<Answers['revoke']> | null>(null);
  const [busy, setBusy] = useState(false);
  const { label, providerName } = account;
  const revoke = async (): Promise<void> => {
    setBusy(true);
    setAnswer(await window.latchkey.revoke({ accountId: account.id }));
    setBusy(false);
  };
  const over = answer?.ok === true && isAllRevoked(answer.value.tokens);
  return (
    <Dialog title={t('after.revoke.title', { label })} onClose={closeDialog}>
      <p>{t('after.revoke.text', { provider: own(providerName) })}</p>
      {busy && <p role="status">{t('after.revoke.going')}</p>}
      {!busy &&
        answer !== null &&
        (answer.ok ? <RevokedTokens tokens={answer.value.tokens} /> : <ErrorNote error={answer.error} />)}
      <DialogActions>
        <Button data-autofocus onClick={closeDialog}>
          {over ? t('after.revoke.close') : t('after.revoke.cancel')}
        </Button>
        {!over && (
          <Button className={styles.remove} disabled={busy} onClick={() => void revoke()}>
            {answer === null ? t('after.revoke.confirm') : t('after.revoke.again')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
