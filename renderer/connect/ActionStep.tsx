/** Something the provider wants done first (binding an account): open its page, then repeat the grant with one click. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer, AttemptView, ErrorView, GrantOutcome } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeLater } from '../state/dialogs';
import { useView } from '../state/view';
import { DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import styles from './ActionStep.module.css';

type ActionAttempt = Extract<AttemptView, { readonly kind: 'action' }>;

export interface ActionStepProps {
  readonly attemptId: string;
  readonly onBack: () => void;
  /** `close`: the dialog in which the grant was repeated. */
  readonly onAnswer: (answer: Answer<GrantOutcome>, close: () => boolean) => void;
}

export function ActionStep({ attemptId, onBack, onAnswer }: ActionStepProps) {
  const { t } = useWords();
  const [error, setError] = useState<ErrorView | null>(null);
  const attempt = useView(
    (view) =>
      view.attempts.find((each): each is ActionAttempt => each.kind === 'action' && each.id === attemptId) ?? null,
  );
  if (attempt === null) return null;

  const open = async (): Promise<void> => {
    const answer = await window.latchkey.openAction({ attemptId });
    setError(answer.ok ? null : answer.error);
  };
  const repeat = async (): Promise<void> => {
    const close = closeLater();
    onAnswer(await window.latchkey.repeatGrant({ attemptId }), close);
  };
  const back = (): void => {
    void window.latchkey.cancelAttempt({ attemptId });
    onBack();
  };
  const opened = attempt.step !== 'needed';

  return (
    <div>
      <h3 className={styles.heading}>{t('grant.bindHeading')}</h3>
      <p>{t('grant.bind', { host: attempt.host })}</p>
      <p role="status" className={styles.step}>
        {attempt.step === 'open' && t('grant.bindOpen')}
        {attempt.step === 'closed' && t('grant.bindClosed')}
        {attempt.step === 'repeating' && t('grant.repeating')}
      </p>
      {error !== null && <ErrorNote error={error} />}
      <DialogActions
        aside={
          <Button variant="subtle" color="gray" onClick={back}>
            {t('grant.back')}
          </Button>
        }
      >
        <Button variant={opened ? 'default' : 'filled'} disabled={attempt.step === 'open'} onClick={() => void open()}>
          {t('grant.openBindPage')}
        </Button>
        <Button
          variant={opened ? 'filled' : 'default'}
          disabled={attempt.step === 'repeating'}
          onClick={() => void repeat()}
        >
          {t('grant.getToken')}
        </Button>
      </DialogActions>
    </div>
  );
}
