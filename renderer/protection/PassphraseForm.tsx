/**
 * Asks for a passphrase: the present one, a new one twice, or both. SECURITY: the fields are never controlled and are emptied whenever the
 * form is sent, whatever the answer; of what is typed only its strength is held.
 */
import { Button } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import type { Answer, ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { formText } from '../ui/formText';
import { SecretInput } from '../ui/SecretInput';
import styles from './PassphraseForm.module.css';
import { type Strength, strengthOf } from './strength';

export interface PassphraseFormProps<T> {
  /** What the field for the present passphrase is called; null where none is asked for. */
  readonly present: 'field' | 'current' | null;
  /** Asks for a new one, twice. */
  readonly fresh: boolean;
  readonly send: (values: { readonly present: string; readonly fresh: string }) => Promise<Answer<T>>;
  readonly onDone: (value: T) => void;
  /** Text of the button that sends it. */
  readonly label: string;
  /** In a dialog the buttons stand at its foot. */
  readonly within: 'dialog' | 'screen';
  /** The other buttons. */
  readonly aside: ReactNode;
}

export function PassphraseForm<T>({ present, fresh, send, onDone, label, within, aside }: PassphraseFormProps<T>) {
  const { t } = useWords();
  const [strength, setStrength] = useState<Strength | null>(null);
  const [differs, setDiffers] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const strengthId = useId();
  const toFirst = (): void => form.current?.querySelector('input')?.focus();
  useEffect(toFirst, []);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    event.currentTarget.reset();
    const typed = { present: formText(data, 'present'), fresh: formText(data, 'fresh') };
    const unequal = fresh && typed.fresh !== formText(data, 'repeat');
    setStrength(null);
    setDiffers(unequal);
    setError(null);
    if (unequal || (fresh && typed.fresh === '') || (present !== null && typed.present === '')) return toFirst();
    setBusy(true);
    const answer = await send(typed);
    setBusy(false);
    if (answer.ok) {
      onDone(answer.value);
      return;
    }
    setError(answer.error);
    toFirst();
  };

  const button = (
    <Button type="submit" variant="filled" disabled={busy}>
      {label}
    </Button>
  );
  return (
    <form ref={form} noValidate className={styles.form} aria-busy={busy} onSubmit={(event) => void submit(event)}>
      {present !== null && (
        <SecretInput label={t(`passphrase.${present}`)} name="present" spellCheck={false} data-autofocus />
      )}
      {fresh && (
        <>
          <SecretInput
            label={t('passphrase.new')}
            description={t('passphrase.hint')}
            name="fresh"
            spellCheck={false}
            data-autofocus={present === null || undefined}
            aria-describedby={strengthId}
            onInput={(event) => setStrength(strengthOf(event.currentTarget.value))}
          />
          <p id={strengthId} role="status" data-strength={strength} className={styles.strength}>
            {strength !== null && t(`passphrase.strength.${strength}`)}
          </p>
          <SecretInput
            label={t('passphrase.repeat')}
            name="repeat"
            spellCheck={false}
            error={differs ? t('passphrase.differs') : undefined}
          />
        </>
      )}
      {error !== null && <Problem error={error} />}
      {within === 'dialog' ? (
        <DialogActions aside={aside}>{button}</DialogActions>
      ) : (
        <div className={styles.buttons}>
          {button}
          {aside}
        </div>
      )}
    </form>
  );
}

/** Of a wrong passphrase there is nothing more to be told than the sentence. */
function Problem({ error }: { readonly error: ErrorView }) {
  const { t } = useWords();
  if (error.detail !== null) return <ErrorNote error={error} local />;
  return (
    <p role="alert" className={styles.problem}>
      {t(`error.${error.code}.what`)} <span className={styles.todo}>{t(`error.${error.code}.todo`)}</span>
    </p>
  );
}
