/**
 * Asks before the tokens of an account are deleted, and whether they are revoked as well. Removing never waits for the network against its
 * user's will: while the server is asked, and when it refuses, the account can be removed all the same.
 */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { AccountView, Answer, Answers } from '../../preload/contract';
import { useWords, type Words } from '../messages/words';
import { useNow } from '../state/clock';
import { removeAccount } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { useStillThere } from '../ui/stillThere';
import styles from './RemoveDialog.module.css';
import { isAllRevoked, RevokedTokens } from './RevokedTokens';

export function RemoveDialog({ account }: { readonly account: AccountView }) {
  const words = useWords();
  const { t, own } = words;
  const { label, after } = account;
  const asks = after.canRevoke && after.revoked?.accessToken !== true;
  const [also, setAlso] = useState(asks);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer<Answers['revoke']> | null>(null);
  const fate = useNow((now) => fateOf(account, now, words));
  const stillThere = useStillThere();

  const remove = (forGood: boolean): void => {
    closeDialog();
    void removeAccount(account.id, label, forGood);
  };
  const revokeAndRemove = async (): Promise<void> => {
    setBusy(true);
    const revoked = await window.latchkey.revoke({ accountId: account.id });
    // Its user has gone another way meanwhile.
    if (!stillThere()) return;
    setBusy(false);
    setAnswer(revoked);
    if (revoked.ok && isAllRevoked(revoked.value.tokens)) remove(true);
  };

  return (
    <Dialog title={t('remove.title', { label })} light={!busy} onClose={closeDialog}>
      <p>{t(also && answer === null ? 'after.remove.textRevoked' : 'after.remove.text')}</p>
      {asks && answer === null && (
        <Switch
          className={styles.also}
          label={t('after.remove.also', { provider: own(account.providerName) })}
          description={t('after.remove.alsoHint')}
          checked={also}
          disabled={busy}
          onChange={(event) => setAlso(event.currentTarget.checked)}
        />
      )}
      {fate !== '' && answer === null && <p className={styles.fate}>{fate}</p>}
      {busy && (
        <p role="status" className={styles.fate}>
          {t('after.remove.going')}
        </p>
      )}
      {!busy && answer !== null && (
        <>
          <p className={styles.fate}>{t('after.remove.failed')}</p>
          {answer.ok ? <RevokedTokens tokens={answer.value.tokens} /> : <ErrorNote error={answer.error} />}
        </>
      )}
      <DialogActions
        aside={
          !busy && answer !== null && <Button onClick={() => void revokeAndRemove()}>{t('after.remove.again')}</Button>
        }
      >
        <Button data-autofocus onClick={closeDialog}>
          {t('remove.cancel')}
        </Button>
        <Button
          className={styles.remove}
          onClick={() => {
            if (also && !busy && answer === null) void revokeAndRemove();
            else remove(false);
          }}
        >
          {busy ? t('after.remove.noWait') : answer === null ? t('remove.confirm') : t('after.remove.anyway')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What becomes of the tokens at the provider, where nothing can be done about it here. */
function fateOf({ access, refresh, after, providerName }: AccountView, now: number, { t, own, when }: Words): string {
  if (access === null) return t('after.remove.locked');
  if (after.revoked?.accessToken === true)
    return t('after.remove.revokedBefore', { when: when(after.revoked.at, now) });
  if (after.canRevoke) return '';
  const provider = own(providerName);
  const { expiry } = access;
  if (expiry.kind !== 'at') {
    return refresh === null
      ? t('after.remove.staysForever', { provider })
      : t('after.remove.staysRefresh', { provider });
  }
  if (expiry.at <= now) return refresh === null ? t('after.remove.over') : t('after.remove.staysRefresh', { provider });
  const end = { provider, when: when(expiry.at, now) };
  return refresh === null ? t('after.remove.staysUntil', end) : t('after.remove.staysBoth', end);
}
