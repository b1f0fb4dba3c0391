/** What an attempt asks for in the place where its user signs in: nothing but patience, or the address that they end on. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import type { SignInAttempt } from './AttemptDialog';
import styles from './AttemptPlace.module.css';
import { PasteAnswer } from './PasteAnswer';

export function AttemptPlace({ attempt }: { readonly attempt: SignInAttempt }) {
  const { t } = useWords();
  const { id, place, note } = attempt;
  const [pasting, setPasting] = useState(false);
  if (place === 'window') return <p>{t('attempt.waiting')}</p>;
  const pastes = place === 'paste' || pasting || note !== null;
  return (
    <div className={styles.place}>
      <p>{t(place === 'browser' ? 'place.inBrowser' : 'place.inPaste')}</p>
      {note !== null && (
        <p role="alert" className={styles.note}>
          {t(`place.note.${note}`)}
        </p>
      )}
      <PageButtons attemptId={id} opened={place === 'browser'} />
      {pastes ? (
        <PasteAnswer attemptId={id} />
      ) : (
        <button type="button" className={styles.instead} onClick={() => setPasting(true)}>
          {t('place.pasteInstead')}
        </button>
      )}
    </div>
  );
}

function PageButtons({ attemptId, opened }: { readonly attemptId: string; readonly opened: boolean }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    setCopied((await orSay(window.latchkey.copySignInPage({ attemptId }))).ok);
  };
  return (
    <div className={styles.page}>
      <Button
        variant={opened ? 'default' : 'filled'}
        onClick={() => void window.latchkey.openSignInPage({ attemptId })}
      >
        {t(opened ? 'place.openAgain' : 'place.openPage')}
      </Button>
      <Button onClick={() => void copy()}>{t('place.copyAddress')}</Button>
      <span role="status" className={styles.copied}>
        {copied && t('place.copied')}
      </span>
    </div>
  );
}
