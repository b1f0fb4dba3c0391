/**
 * Takes the final address of the browser, or a code. What is typed here is as good as a password for a moment: it is read from its input when
 * it is sent, and stands nowhere else.
 */
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { formText } from '../ui/formText';
import styles from './AttemptPlace.module.css';
import { useFocusWrong } from '../ui/focusWrong';

export function PasteAnswer({ attemptId }: { readonly attemptId: string }) {
  const { t, sentences } = useWords();
  const [error, setError] = useState<ErrorView | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useFocusWrong(form, error);
  const [unchecked, setUnchecked] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const text = formText(new FormData(event.currentTarget), 'answer');
    const answer = await window.latchkey.pasteAnswer({ attemptId, text, unchecked });
    setError(answer.ok ? null : answer.error);
    setUnchecked(answer.ok && answer.value.kind === 'unchecked_code');
  };

  return (
    <form ref={form} noValidate className={styles.paste} onSubmit={(event) => void submit(event)}>
      <TextInput
        name="answer"
        label={t('place.answer')}
        description={t('place.answerHint')}
        error={error === null ? undefined : sentences(t(`error.${error.code}.what`), t(`error.${error.code}.todo`))}
        // What was confirmed must be what is sent.
        onChange={() => setUnchecked(false)}
      />
      {unchecked && (
        <div role="alert">
          <h3 className={styles.unchecked}>{t('place.uncheckedHeading')}</h3>
          <p>{t('place.unchecked')}</p>
        </div>
      )}
      <Button type="submit" className={styles.use}>
        {t(unchecked ? 'place.useUnchecked' : 'place.send')}
      </Button>
    </form>
  );
}
