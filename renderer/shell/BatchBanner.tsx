/** How far many refreshes are, and the way to stop them. */
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { useView } from '../state/view';
import styles from './BatchBanner.module.css';

/** Fewer than this are over before anyone has read it. */
const WORTH_SAYING = 5;

export function BatchBanner() {
  const { t } = useWords();
  const batch = useView((view) => view.batch);
  if (batch === null || batch.total < WORTH_SAYING) return null;
  const { total, done, failed } = batch;
  const label = t('batch.going', { done, total });
  return (
    <div className={styles.banner}>
      <IconRefresh size={16} stroke={1.5} aria-hidden className={styles.icon} />
      <p>
        {label}
        {failed > 0 && ` · ${t('batch.failed', { failed })}`}
      </p>
      <progress max={total} value={done} aria-label={label} />
      <Button size="compact-xs" onClick={() => void orSay(window.latchkey.cancelRefreshes())}>
        {t('batch.cancel')}
      </Button>
    </div>
  );
}
