/**
 * Importing, in steps: the file's passphrase, then what it would bring, compared with what is here. What could not be imported is told in
 * the same list, ready to be tried again. Main forgets the file when the dialog closes.
 */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ErrorView, ImportPreview } from '../../preload/contract';
import { useWords } from '../messages/words';
import { PassphraseForm } from '../protection/PassphraseForm';
import { useNow } from '../state/clock';
import { closeDialog } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { startImport } from './backing-up';
import { needed, toggled } from './chosen';
import styles from './ImportDialog.module.css';
import { ImportTable } from './ImportTable';

export interface ImportDialogProps {
  /** The picked file's name; null where it cannot be used. */
  readonly file: string | null;
  readonly error: ErrorView | null;
}

function leave(): void {
  closeDialog();
  void window.latchkey.dropBackup();
}

export function ImportDialog({ file, error }: ImportDialogProps) {
  const { t } = useWords();
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const another = <Button onClick={() => void startImport()}>{t('import.another')}</Button>;
  if (preview !== null) return <Preview first={preview} />;
  return (
    <Dialog title={t('import.title')} onClose={leave}>
      {error !== null && (
        <>
          <ErrorNote error={error} local />
          <DialogActions aside={<Button onClick={leave}>{t('backup.cancel')}</Button>}>{another}</DialogActions>
        </>
      )}
      {file !== null && (
        <>
          <p className={styles.quiet}>{t('import.passphrase', { file })}</p>
          <PassphraseForm
            present="field"
            fresh={false}
            send={({ present }) => window.latchkey.openBackup({ passphrase: present })}
            onDone={setPreview}
            label={t('import.open')}
            within="dialog"
            aside={another}
          />
        </>
      )}
    </Dialog>
  );
}

function Preview({ first }: { readonly first: ImportPreview }) {
  const { t, when, exactly } = useWords();
  const [preview, setPreview] = useState(first);
  const [ticked, setTicked] = useState(() => proposed(first));
  const [automatic, setAutomatic] = useState(first.moved);
  const [errors, setErrors] = useState<ReadonlyMap<string, ErrorView>>(new Map());
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const made = useNow((now) => when(preview.createdAt, now));
  const along = needed(preview.items, ticked);
  const coming = preview.items.filter(({ key }) => ticked.has(key) || along.has(key));
  const anything = preview.items.some(({ action }) => action !== null);
  const oneUse = coming.filter((item) => item.oneUse);

  const bring = async (): Promise<void> => {
    setBusy(true);
    const answer = await window.latchkey.importBackup({ keys: [...ticked], automatic });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    const { failed, preview: after, accounts, clients, providers } = answer.value;
    setError(null);
    if (accounts + clients + providers > 0) showToast({ kind: 'imported', accounts, clients, providers });
    if (failed.length === 0) return leave();
    setPreview(after);
    setErrors(new Map(failed.map((each) => [each.key, each.error])));
    setTicked(new Set(after.items.flatMap(({ key, action }) => (action !== null && ticked.has(key) ? key : []))));
  };

  return (
    <Dialog title={t('import.title')} wide onClose={leave}>
      <p className={styles.quiet} title={exactly(preview.createdAt)}>
        {anything ? t('import.made', { when: made }) : t('import.nothing')}
      </p>
      {oneUse.length > 0 && (
        <div className={styles.warning}>
          <p>{t('import.warning')}</p>
          {oneUse.some((item) => item.automatic) && (
            <Switch
              label={t('import.automatic')}
              description={preview.moved ? t('import.moved') : t('import.automaticHint')}
              checked={automatic}
              onChange={(event) => setAutomatic(event.currentTarget.checked)}
            />
          )}
        </div>
      )}
      <ImportTable
        items={preview.items}
        ticked={ticked}
        along={along}
        errors={errors}
        onToggle={(key) => setTicked((now) => toggled(now, key))}
      />
      {errors.size > 0 && (
        <p role="alert" className={styles.partly}>
          {t('import.partly')}
        </p>
      )}
      {error !== null && <ErrorNote error={error} local />}
      <DialogActions aside={<Button onClick={leave}>{t(anything ? 'backup.cancel' : 'backup.close')}</Button>}>
        <Button variant="filled" disabled={busy || coming.length === 0} aria-busy={busy} onClick={() => void bring()}>
          {t('import.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function proposed({ items }: ImportPreview): ReadonlySet<string> {
  return new Set(items.flatMap(({ key, wanted }) => (wanted ? key : [])));
}
