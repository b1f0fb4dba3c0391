/** Where a backup is made and brought in. */
import { Button } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../messages/words';
import { startExport, startImport } from './backing-up';
import styles from './BackupSection.module.css';

export function BackupSection() {
  const { t } = useWords();
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h3 id={id}>{t('backup.heading')}</h3>
      <p className={styles.text}>{t('backup.text')}</p>
      <div className={styles.buttons}>
        <Button onClick={() => void startExport()}>{t('backup.export')}</Button>
        <Button onClick={() => void startImport()}>{t('backup.import')}</Button>
      </div>
    </section>
  );
}
