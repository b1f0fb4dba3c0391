/**
 * Back to the beginning: the settings alone, or everything. What goes is said in numbers, a backup is offered first, and what cannot be
 * undone wants a word typed.
 */
import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ErrorView, ResetCounts } from '../../preload/contract';
import { startExport } from '../backup/backing-up';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog, closeLater } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Choices } from '../ui/Choices';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import styles from './ResetDialog.module.css';

type What = 'settings' | 'everything';

export function ResetDialog() {
  const { t } = useWords();
  const [counts, setCounts] = useState<ResetCounts | null>(null);
  const [what, setWhat] = useState<What>('settings');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  useEffect(() => {
    const count = async (): Promise<void> => {
      const answer = await orSay(window.latchkey.resetCounts());
      if (answer.ok) setCounts(answer.value);
    };
    void count();
  }, []);
  if (counts === null) return null;
  const word = t('reset.word');
  const confirmed = typed.trim().toLowerCase() === word.toLowerCase();
  const may = !busy && (what === 'settings' ? counts.settings > 0 : confirmed);

  const reset = async (): Promise<void> => {
    if (!may) return;
    setBusy(true);
    setError(null);
    const close = closeLater();
    const answer = await window.latchkey.reset({ what });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    close();
    if (what === 'settings') showToast({ kind: 'settings_reset' });
  };

  return (
    <Dialog title={t('reset.title')} light={!busy} onClose={closeDialog}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void reset();
        }}
      >
        <Choices
          label={t('reset.title')}
          value={what}
          choices={[
            { value: 'settings', label: t('reset.settings') },
            { value: 'everything', label: t('reset.everything') },
          ]}
          onChange={(value) => setWhat(value === 'everything' ? 'everything' : 'settings')}
        />
        {what === 'settings' ? (
          <p>{counts.settings === 0 ? t('reset.settingsSame') : t('reset.settingsText', { count: counts.settings })}</p>
        ) : (
          <>
            <div>
              <p>{t('reset.everythingText')}</p>
              <ul className={styles.list}>
                {(['accounts', 'clients', 'providers', 'sessions'] as const).map((each) => (
                  <li key={each}>{t(`reset.${each}`, { count: counts[each] })}</li>
                ))}
                <li>{t('reset.allSettings')}</li>
              </ul>
            </div>
            <p className={styles.hint}>{t('reset.servers')}</p>
            <div>
              <Button onClick={() => void startExport()}>{t('reset.export')}</Button>
            </div>
            <TextInput
              label={t('reset.type', { word })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        )}
        {error !== null && <ErrorNote error={error} />}
        <DialogActions>
          <Button onClick={closeDialog}>{t('reset.cancel')}</Button>
          <Button type="submit" className={what === 'everything' ? styles.danger : undefined} disabled={!may}>
            {t(what === 'settings' ? 'reset.confirmSettings' : 'reset.confirmEverything')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
