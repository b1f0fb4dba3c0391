/** Says that something is practice, wherever it stands. */
import { IconFlask } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import styles from './PracticeMark.module.css';

export function PracticeMark() {
  const { t } = useWords();
  return (
    <span className={styles.mark}>
      <IconFlask size={12} stroke={1.75} aria-hidden />
      {t('account.practice')}
    </span>
  );
}
