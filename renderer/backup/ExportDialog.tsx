/** Exporting, in two steps: what goes into the file, then the passphrase; the system's dialog asks where to. */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { BackupChoices, ExportOutcome } from '../../preload/contract';
import { useWords } from '../messages/words';
import { PassphraseForm } from '../protection/PassphraseForm';
import { closeDialog, closeLater } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Dialog, DialogActions } from '../ui/Dialog';
import { comingAlong, everything, type Ticked } from './chosen';
import { ExportList } from './ExportList';
import styles from './ExportDialog.module.css';

export function ExportDialog({ choices }: { readonly choices: BackupChoices }) {
  const { t } = useWords();
  const [close] = useState(closeLater);
  const [ticked, setTicked] = useState<Ticked>(() => everything(choices));
  const [stop, setStop] = useState(false);
  const [step, setStep] = useState<'choose' | 'passphrase'>('choose');
  const along = comingAlong(choices, ticked);
  const oneUse = choices.accounts.filter((account) => account.oneUse && ticked.accounts.has(account.id));
  const automatic = oneUse.some((account) => account.automatic);
  const empty = ticked.accounts.size + ticked.clients.size + ticked.providers.size === 0;

  const done = (outcome: ExportOutcome): void => {
    if (outcome.kind === 'cancelled') return;
    close();
    showToast({ ...outcome, kind: 'exported' });
    if (outcome.notStopped > 0) showToast({ kind: 'not_stopped', number: outcome.notStopped });
  };

  if (step === 'choose') {
    const nothing = choices.accounts.length + choices.clients.length + choices.providers.length === 0;
    return (
      <Dialog title={t('export.title')} onClose={closeDialog}>
        <p className={styles.quiet}>{nothing ? t('export.nothing') : t('export.intro')}</p>
        {oneUse.length > 0 && (
          <div className={styles.warning}>
            <p>{t('export.warning')}</p>
            {automatic && (
              <Switch
                label={t('export.stop')}
                description={t('export.stopHint')}
                checked={stop}
                onChange={(event) => setStop(event.currentTarget.checked)}
              />
            )}
          </div>
        )}
        {!nothing && <ExportList choices={choices} ticked={ticked} along={along} onChange={setTicked} />}
        <DialogActions aside={<Button onClick={closeDialog}>{t('backup.cancel')}</Button>}>
          <Button variant="filled" disabled={empty} onClick={() => setStep('passphrase')}>
            {t('export.next')}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('export.title')} onClose={closeDialog}>
      <p className={styles.quiet}>{t('export.passphrase')}</p>
      <PassphraseForm
        present={null}
        fresh
        send={({ fresh }) =>
          window.latchkey.exportBackup({
            accountIds: [...ticked.accounts],
            clientIds: [...ticked.clients],
            providerIds: [...ticked.providers],
            passphrase: fresh,
            stop: stop && automatic,
          })
        }
        onDone={done}
        label={t('export.save')}
        within="dialog"
        aside={<Button onClick={() => setStep('choose')}>{t('export.back')}</Button>}
      />
    </Dialog>
  );
}
