/** Where a backup is made and brought in. */
import { Button } from '@mantine/core';
import { useWords } from '../messages/words';
import { startExport, startImport } from './backing-up';
import styles from './BackupSection.module.css';

export function BackupSection() {
  const { t } = useWords();
  return (
    <div className={styles.section}>
      <p className={styles.text}>{t('backup.text')}</p>
      <div className={styles.buttons}>
        <Button onClick={() => void startExport()}>{t('backup.export')}</Button>
        <Button onClick={() => void startImport()}>{t('backup.import')}</Button>
      </div>
    </div>
  );
}
