/** An exchange that failed, folded under its failure: what was asked and what came back. */
import { useId, useState } from 'react';
import type { Answer, CapturedAttemptView } from '../../preload/contract';
import { Attempts, type AttemptsProps } from '../details/Attempts';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import raw from '../ui/RawError.module.css';
import styles from './ShowExchange.module.css';

export interface ShowExchangeProps extends Pick<AttemptsProps, 'owner' | 'about'> {
  /** Asked for when it is unfolded. */
  readonly load: () => Promise<Answer<{ readonly attempts: readonly CapturedAttemptView[] }>>;
  /** Whether an attempt is the one that failed here. */
  readonly wanted: (attempt: CapturedAttemptView) => boolean;
}

export function ShowExchange({ load, wanted, owner, about }: ShowExchangeProps) {
  const { t } = useWords();
  const [attempts, setAttempts] = useState<readonly CapturedAttemptView[] | null>(null);
  const id = useId();
  const toggle = async (): Promise<void> => {
    if (attempts !== null) return setAttempts(null);
    const answer = await orSay(load());
    if (answer.ok) setAttempts(answer.value.attempts.filter(wanted).slice(0, 1));
  };
  return (
    <div className={styles.exchange}>
      <button
        type="button"
        className={raw.toggle}
        aria-expanded={attempts !== null}
        aria-controls={id}
        onClick={() => void toggle()}
      >
        {t('exchange.show')}
      </button>
      {attempts !== null && (
        <div id={id}>
          {attempts.length === 0 ? (
            <p className={raw.none}>{t('exchange.nothingSent')}</p>
          ) : (
            <Attempts attempts={attempts} owner={owner} about={about} />
          )}
        </div>
      )}
    </div>
  );
}
