/** Finds out how the server takes this client, explains what it said, and offers to use it. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ClientAuthentication, ErrorView, MethodView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { ErrorNote } from '../ui/ErrorNote';
import type { ClientInput } from './clientDraft';
import styles from './FindMethod.module.css';

export interface FindMethodProps {
  /** The client as the form has it now. */
  readonly input: () => ClientInput | null;
  readonly use: (method: ClientAuthentication) => void;
  readonly chosen: ClientAuthentication;
  /** Begin by itself: that is what the form was opened for. */
  readonly atOnce: boolean;
  /** A field of the form is wrong, so nothing was asked. */
  readonly onWrong: (error: ErrorView) => void;
}

export function FindMethod({ input, use, chosen, atOnce, onWrong }: FindMethodProps) {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'asking' | MethodView>('idle');
  const [error, setError] = useState<ErrorView | null>(null);
  const find = async (): Promise<void> => {
    const asked = input();
    if (asked === null) return;
    setError(null);
    setState('asking');
    const answer = await window.latchkey.findMethod(asked);
    setState(answer.ok ? answer.value : 'idle');
    if (answer.ok) return;
    if (answer.error.field === null) setError(answer.error);
    else onWrong(answer.error);
  };
  const begun = useRef(false);
  useEffect(() => {
    if (!atOnce || begun.current) return;
    begun.current = true;
    void find();
  });
  const found = typeof state === 'object' ? state : null;
  return (
    <div className={styles.find}>
      <div>
        <Button size="compact-xs" disabled={state === 'asking'} onClick={() => void find()}>
          {t('method.find')}
        </Button>
      </div>
      <p className={styles.hint}>{t('method.hint')}</p>
      <div role="status">
        {state === 'asking' && <p className={styles.hint}>{t('method.asking')}</p>}
        {found !== null && <Found found={found} />}
      </div>
      {found?.kind === 'found' && found.method !== null && found.method !== chosen && (
        <div>
          <Button size="compact-xs" variant="filled" onClick={() => found.method !== null && use(found.method)}>
            {t('method.use')}
          </Button>
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
    </div>
  );
}

function Found({ found }: { readonly found: MethodView }) {
  const { t, howLong } = useWords();
  const { kind, method, sure, retryAt, steps } = found;
  const wait = useNow((now) => (retryAt !== null && retryAt > now ? howLong(retryAt - now) : ''));
  return (
    <>
      {kind === 'found' && method !== null && (
        <p className={styles.found}>
          {t(sure ? 'method.found' : 'method.perhaps', { method: t(`form.method.${method}`) })}
        </p>
      )}
      {kind === 'none' && <p className={styles.none}>{t('method.none')}</p>}
      {kind === 'later' && (
        <p className={styles.none}>{wait === '' ? t('method.later') : t('method.laterIn', { left: wait })}</p>
      )}
      <ul className={styles.steps}>
        {steps.map((step) => (
          <li key={step.method}>
            {t(`method.outcome.${step.outcome}`, { method: t(`form.method.${step.method}`) })}{' '}
            {step.code !== null && <span data-value>{step.code}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
