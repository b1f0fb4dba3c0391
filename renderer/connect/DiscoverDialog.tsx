/**
 * A provider by its issuer: the address is pasted, the server describes itself, and the client form opens. Where there is a file of that
 * issuer which says otherwise, the differences are shown and decided on.
 */
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { type ChangedView, closeDialog, openDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { useFocusWrong } from '../ui/focusWrong';
import { useStillThere } from '../ui/stillThere';
import { connectProvider } from './connecting';
import { FailedSetUp, type SetUpFailure } from './FailedSetUp';
import styles from './DiscoverDialog.module.css';

export interface DiscoverDialogProps {
  readonly found: ChangedView | null;
  /** What stands in the field at first. */
  readonly issuer: string;
}

export function DiscoverDialog({ found, issuer }: DiscoverDialogProps) {
  const { t } = useWords();
  const [changed, setChanged] = useState(found);
  return (
    <Dialog title={t('discover.title')} wide={changed !== null} onClose={closeDialog}>
      {changed === null ? <Look typed={issuer} onChanged={setChanged} /> : <Changes changed={changed} />}
    </Dialog>
  );
}

function Look({ typed, onChanged }: { readonly typed: string; readonly onChanged: (changed: ChangedView) => void }) {
  const { t } = useWords();
  const [issuer, setIssuer] = useState(typed);
  const [failure, setFailure] = useState<SetUpFailure | null>(null);
  const error = failure?.error ?? null;
  const form = useRef<HTMLFormElement>(null);
  useFocusWrong(form, error);
  const [busy, setBusy] = useState(false);
  const stillThere = useStillThere();
  const look = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const since = Date.now();
    setBusy(true);
    setFailure(null);
    const answer = await window.latchkey.discoverProvider({ issuer });
    // Its user has closed the dialog meanwhile: the provider is in the catalogue, and nothing jumps up.
    if (!stillThere()) return;
    setBusy(false);
    if (!answer.ok) setFailure({ error: answer.error, since });
    else if (answer.value.kind === 'changed') onChanged(answer.value);
    else {
      closeDialog();
      connectProvider(answer.value.providerId);
    }
  };
  const atField = error?.field === 'issuer';
  return (
    <form ref={form} noValidate onSubmit={(event) => void look(event)}>
      <TextInput
        label={t('discover.field')}
        description={t('discover.hint')}
        placeholder={t('discover.example')}
        value={issuer}
        error={atField && t(`error.${error.code}.what`)}
        data-autofocus
        onChange={(event) => setIssuer(event.currentTarget.value)}
      />
      {failure !== null && error !== null && !atField && (
        <FailedSetUp failure={failure} kind="discover" provider={null} typed={issuer}>
          {error.detail !== null && (
            <p data-value className={styles.detail}>
              {error.detail}
            </p>
          )}
        </FailedSetUp>
      )}
      <p role="status" className={styles.status}>
        {busy && t('discover.looking')}
      </p>
      <DialogActions
        aside={
          <Button variant="subtle" color="gray" onClick={() => openDialog({ kind: 'other_providers' })}>
            {t('grant.back')}
          </Button>
        }
      >
        <Button type="submit" variant="filled" disabled={busy || issuer.trim() === ''}>
          {t('discover.look')}
        </Button>
      </DialogActions>
    </form>
  );
}

function Changes({ changed }: { readonly changed: ChangedView }) {
  const { t } = useWords();
  const [error, setError] = useState<ErrorView | null>(null);
  const { discoveryId, providerId, changes } = changed;
  const go = (id: string): void => {
    closeDialog();
    connectProvider(id);
  };
  const keep = async (as: 'update' | 'new'): Promise<void> => {
    const answer = await window.latchkey.keepDiscovered({ discoveryId, as });
    if (answer.ok) go(answer.value.providerId);
    else setError(answer.error);
  };
  return (
    <>
      <p>{t('discover.changed')}</p>
      <table className={styles.changes}>
        <thead>
          <tr>
            <th>{t('discover.what')}</th>
            <th>{t('discover.before')}</th>
            <th>{t('discover.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row" data-value>
                {path}
              </th>
              <td data-value>{before ?? t('discover.nothing')}</td>
              <td data-value>{after ?? t('discover.nothing')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {error !== null && <ErrorNote error={error} />}
      <DialogActions
        aside={
          <Button variant="subtle" color="gray" onClick={() => go(providerId)}>
            {t('discover.leave')}
          </Button>
        }
      >
        <Button onClick={() => void keep('new')}>{t('discover.second')}</Button>
        <Button variant="filled" data-autofocus onClick={() => void keep('update')}>
          {t('discover.update')}
        </Button>
      </DialogActions>
    </>
  );
}
