/** The code and the raw text of a failure, folded away. */
import { useId, useState } from 'react';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './RawError.module.css';

export interface RawErrorProps {
  readonly error: ErrorView;
  readonly tabIndex?: 0 | -1;
  /** The raw text is this computer's, no server's. */
  readonly local?: boolean;
}

export function RawError({ error, tabIndex = 0, local = false }: RawErrorProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        tabIndex={tabIndex}
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t(local ? 'problem.rawSystem' : 'problem.raw')}
      </button>
      {open && (
        <dl id={id} className={styles.list}>
          <dt>{t('problem.code')}</dt>
          <dd data-value>{error.code}</dd>
          {error.serverCode !== null && (
            <>
              <dt>{t('problem.serverCode')}</dt>
              <dd data-value>{error.serverCode}</dd>
            </>
          )}
          <dt>{t('problem.text')}</dt>
          <dd data-value>{error.detail ?? t('problem.noText')}</dd>
        </dl>
      )}
    </>
  );
}
