/** Says of the implicit grant that it is legacy, and why. */
import { useWords } from '../messages/words';
import styles from './LegacyNote.module.css';

export function LegacyNote() {
  const { t } = useWords();
  return (
    <p className={styles.note}>
      <span className={styles.mark}>{t('grants.legacy')}</span> {t('grants.legacyWhy')}
    </p>
  );
}
