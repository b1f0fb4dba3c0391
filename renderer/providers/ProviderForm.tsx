/**
 * A provider by form: a new one, a copy, or one of the user's own files. The form is a view of the file; every change is checked by main as
 * files are, and what would be sent stands beside it. What the form does not show stays in the file as it is.
 */
import { Button } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { useFocusWrong } from '../ui/focusWrong';
import { RequestPreview } from '../ui/RequestPreview';
import { problemWords } from '../connect/providerProblem';
import { useChecked } from './checked';
import { copyName } from './copyName';
import { beyondForm, type FileContent, fileText, newFile, sortedProblems, withValue } from './fileDraft';
import { shownPlaces } from './formFields';
import { ProviderFormFields } from './ProviderFormFields';
import styles from './ProviderForm.module.css';

export interface ProviderFormProps {
  /** Null for a new one. */
  readonly providerId: string | null;
  readonly as: 'new' | 'copy' | 'edit';
}

type Start = { readonly file: FileContent } | { readonly error: ErrorView } | null;

export function ProviderForm({ providerId, as }: ProviderFormProps) {
  const { t } = useWords();
  const [start, setStart] = useState<Start>(() => (providerId === null ? { file: newFile() } : null));
  useEffect(() => {
    if (providerId === null) return;
    let wanted = true;
    const read = async (): Promise<void> => {
      const answer = await window.latchkey.readProvider({ providerId, copy: as === 'copy' });
      if (!wanted) return;
      if (!answer.ok) return setStart({ error: answer.error });
      const file = JSON.parse(answer.value.file) as FileContent;
      setStart({ file: as === 'copy' ? withValue(file, 'name', copyName(file['name'])) : file });
    };
    void read();
    return () => void (wanted = false);
  }, [providerId, as]);
  return (
    <Dialog title={t(`providerForm.title.${as}`)} wide="broad" onClose={closeDialog}>
      {start !== null &&
        ('error' in start ? (
          <ErrorNote error={start.error} />
        ) : (
          <FileForm start={start.file} replaces={as === 'edit' ? providerId : null} />
        ))}
    </Dialog>
  );
}

function FileForm({ start, replaces }: { readonly start: FileContent; readonly replaces: string | null }) {
  const { t } = useWords();
  const [file, setFile] = useState(start);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showAll, setShowAll] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const [grant, setGrant] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const checked = useChecked(file, replaces, grant);
  useFocusWrong(form, error);
  const { of, others } = sortedProblems(checked.problems, [...shownPlaces, 'grants']);
  const wrong = (place: string): string | undefined => {
    const problem = of.get(place);
    if (problem === undefined || !(showAll || touched.has(place))) return undefined;
    // A name is one thing to its reader, in however many languages.
    const inside =
      problem.path === place || place === 'name' ? '' : `${problem.path.slice(place.length).replace(/^\./, '')} `;
    return inside + problemWords(problem.reason, t);
  };
  const change = (place: string, next: FileContent): void => {
    setFile(next);
    if (!touched.has(place)) setTouched(new Set([...touched, place]));
  };

  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setShowAll(true);
    setBusy(true);
    const answer = await window.latchkey.saveProvider({ file: fileText(file), replaces });
    setBusy(false);
    if (answer.ok) return openDialog({ kind: 'provider', providerId: answer.value.providerId });
    setError(answer.error);
  };

  const kept = beyondForm(file, shownPlaces);
  return (
    <form ref={form} noValidate className={styles.columns} onSubmit={(event) => void save(event)}>
      <div className={styles.fields}>
        {replaces !== null && <LivesFrom providerId={replaces} />}
        {error !== null && error.code !== 'provider_invalid' && <ErrorNote error={error} />}
        <ProviderFormFields file={file} isNew={replaces === null} wrong={wrong} change={change} revealed={showAll} />
        {others.length > 0 && (
          <section className={styles.others} aria-label={t('providerForm.others')}>
            <h3>{t('providerForm.others')}</h3>
            <ul>
              {others.map(({ path, reason }) => (
                <li key={`${path} ${reason}`}>
                  <span data-value>{path}</span> {problemWords(reason, t)}
                </li>
              ))}
            </ul>
          </section>
        )}
        {kept.length > 0 && (
          <p className={styles.quiet}>
            {t('providerForm.kept')} <span data-value>{kept.join(', ')}</span>
          </p>
        )}
      </div>
      <section className={styles.preview} aria-label={t('preview.title')}>
        <h3 className={styles.heading}>{t('preview.title')}</h3>
        <RequestPreview preview={checked.preview} stale={checked.isStale} onGrant={setGrant} />
      </section>
      <div className={styles.actions}>
        <DialogActions
          aside={
            <Button
              variant="subtle"
              color="gray"
              onClick={() =>
                openDialog(replaces === null ? { kind: 'other_providers' } : { kind: 'provider', providerId: replaces })
              }
            >
              {t('catalogue.back')}
            </Button>
          }
        >
          <Button type="submit" variant="filled" disabled={busy}>
            {t('form.save')}
          </Button>
        </DialogActions>
      </div>
    </form>
  );
}

/** Whoever changes a provider's file changes what its accounts do next. */
function LivesFrom({ providerId }: { readonly providerId: string }) {
  const { t } = useWords();
  const clients = useView((view) => view.clients.filter((client) => client.providerId === providerId).length);
  const accounts = useView((view) => view.accounts.filter((account) => account.providerId === providerId).length);
  if (clients === 0 && accounts === 0) return null;
  return (
    <p role="note" className={styles.note}>
      {t('providerForm.livesFrom', { clients, accounts })}
    </p>
  );
}
