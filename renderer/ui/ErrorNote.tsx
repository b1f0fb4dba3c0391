/** What went wrong, in a colleague's words, and what to do; the server's own words one click away. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { RawError } from './RawError';
import styles from './ErrorNote.module.css';

export interface ErrorNoteProps {
  readonly error: ErrorView;
  /** The raw text is this computer's, no server's. */
  readonly local?: boolean;
}

export function ErrorNote({ error, local = false }: ErrorNoteProps) {
  const { t } = useWords();
  return (
    <div role="alert" className={styles.note}>
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden className={styles.icon} />
      <div>
        <p className={styles.what}>{t(`error.${error.code}.what`)}</p>
        {error.serverCode !== null && (
          <p data-value className={styles.server}>
            {error.serverCode}
            {error.detail !== null && `: ${error.detail}`}
          </p>
        )}
        <p className={styles.todo}>{t(`error.${error.code}.todo`)}</p>
        {/* Where the server had its own words they stand above already. */}
        {error.serverCode === null && <RawError error={error} local={local} />}
      </div>
    </div>
  );
}
