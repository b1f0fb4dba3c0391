/** Attempts, the newest first and open; each can be copied as a report, all of them saved as a HAR. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CapturedAttemptView, RequestInput } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { showToast } from '../state/toasts';
import { currentView } from '../state/view';
import { ExchangeStep } from './ExchangeStep';
import { Moment } from './Moment';
import { reportOf, type ReportSubject } from './report';
import styles from './ExchangeTab.module.css';

export interface AttemptsProps {
  readonly attempts: readonly CapturedAttemptView[];
  readonly owner: RequestInput<'saveHar'>['owner'];
  readonly about: ReportSubject;
}

export function Attempts({ attempts, owner, about }: AttemptsProps) {
  const words = useWords();
  const { t } = words;
  const [shown, setShown] = useState<string | null>(attempts[0]?.id ?? null);
  const copy = async (attempt: CapturedAttemptView): Promise<void> => {
    const text = reportOf(attempt, about, currentView().runtime, words);
    const answer = await orSay(window.latchkey.copyReport({ text }));
    if (answer.ok) showToast({ kind: 'exchange', what: 'copied', file: '' });
  };
  const save = async (): Promise<void> => {
    const answer = await orSay(window.latchkey.saveHar({ owner, attemptIds: attempts.map(({ id }) => id) }));
    if (answer.ok && answer.value.file !== null) {
      showToast({ kind: 'exchange', what: 'saved', file: answer.value.file });
    }
  };
  return (
    <div className={styles.attempts}>
      <p className={styles.quiet}>{t('exchange.intro')}</p>
      <div>
        <Button size="compact-xs" onClick={() => void save()}>
          {t('exchange.saveHar')}
        </Button>
      </div>
      {attempts.map((attempt) => (
        <div key={attempt.id} role="group" aria-label={t(`exchange.kind.${attempt.kind}`)} className={styles.attempt}>
          <h3 className={styles.name}>
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={shown === attempt.id}
              onClick={() => setShown(shown === attempt.id ? null : attempt.id)}
            >
              {t(`exchange.kind.${attempt.kind}`)}
              <span data-outcome={attempt.outcome} className={styles.outcome}>
                {t(`exchange.outcome.${attempt.outcome}`)}
              </span>
            </button>
            <span className={styles.quiet}>
              <Moment at={attempt.at} />
            </span>
          </h3>
          {shown === attempt.id && (
            <>
              <div>
                <Button size="compact-xs" onClick={() => void copy(attempt)}>
                  {t('exchange.copyReport')}
                </Button>
              </div>
              {attempt.dropped > 0 && (
                <p className={styles.quiet}>{t('exchange.dropped', { number: attempt.dropped })}</p>
              )}
              <ol className={styles.steps}>
                {attempt.steps.map((step, index) => (
                  <ExchangeStep
                    // Steps only ever come behind the others.
                    // oxlint-disable-next-line react/no-array-index-key
                    key={attempt.dropped + index}
                    step={step}
                    number={attempt.dropped + index + 1}
                  />
                ))}
              </ol>
            </>
          )}
        </div>
      ))}
    </div>
  );
}
