/**
 * A client from another tool, in two steps: its text is pasted or opened, then what was understood stands in a form, and what was not below
 * it. SECURITY: the text is read from its field when it is sent and the field emptied; its secrets stay in main.
 */
import { Button, Textarea } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { Answer, ErrorView, ForeignView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, openDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { ForeignClientForm } from './ForeignClientForm';
import styles from './hand.module.css';

function leave(): void {
  closeDialog();
  void window.latchkey.dropForeign();
}

export function ForeignDialog() {
  const { t } = useWords();
  const [found, setFound] = useState<ForeignView | null>(null);
  return (
    <Dialog title={t('foreign.title')} wide={found !== null} onClose={leave}>
      {found === null ? (
        <Read onFound={setFound} />
      ) : (
        <ForeignClientForm key={found.importId} found={found} onAnother={() => setFound(null)} />
      )}
    </Dialog>
  );
}

function Read({ onFound }: { readonly onFound: (found: ForeignView) => void }) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(true);

  const take = async (asked: Promise<Answer<ForeignView | null>>): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await asked;
    setBusy(false);
    if (!answer.ok) setError(answer.error);
    else if (answer.value !== null) {
      if (field.current !== null) field.current.value = '';
      onFound(answer.value);
    }
  };
  const read = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = field.current?.value ?? '';
    if (text.trim() !== '') void take(window.latchkey.readForeign({ text }));
  };

  return (
    <form noValidate className={styles.form} onSubmit={read}>
      <Textarea
        ref={field}
        label={t('foreign.paste')}
        description={t('foreign.intro')}
        rows={8}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        data-secret
        onInput={(event) => setEmpty(event.currentTarget.value.trim() === '')}
      />
      {error !== null && <ErrorNote error={error} local />}
      <DialogActions
        aside={
          <Button variant="subtle" color="gray" onClick={() => openDialog({ kind: 'other_providers' })}>
            {t('grant.back')}
          </Button>
        }
      >
        <Button disabled={busy} onClick={() => void take(window.latchkey.openForeign())}>
          {t('foreign.openFile')}
        </Button>
        <Button type="submit" variant="filled" disabled={busy || empty}>
          {t('foreign.read')}
        </Button>
      </DialogActions>
    </form>
  );
}
