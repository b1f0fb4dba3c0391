/** Said above the list while the practice server runs. */
import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import styles from './SandboxBanner.module.css';

export function SandboxBanner() {
  const { t } = useWords();
  const running = useView((view) => view.sandbox.running);
  if (!running) return null;
  return (
    <div role="status" className={styles.banner}>
      <IconFlask size={16} stroke={1.5} aria-hidden className={styles.icon} />
      <p>{t('sandbox.banner')}</p>
      <Button size="compact-xs" onClick={() => openDialog({ kind: 'sandbox' })}>
        {t('sandbox.open')}
      </Button>
    </div>
  );
}
