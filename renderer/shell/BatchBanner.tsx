/** How far many refreshes are, and the way to stop them. */
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { useView } from '../state/view';
import styles from './BatchBanner.module.css';

/** Fewer than this are over before anyone has read it. */
const WORTH_SAYING = 5;

export function BatchBanner() {
  const batch = useView((view) => view.batch);
  const worth = batch !== null && batch.total >= WORTH_SAYING;
  // Once said it stays to the end: what is stopped becomes fewer.
  const [begun, setBegun] = useState(false);
  if (worth && !begun) setBegun(true);
  if (batch === null && begun) setBegun(false);
  return batch !== null && (worth || begun) ? <Going batch={batch} /> : null;
}

function Going({ batch: { total, done, failed } }: { readonly batch: BatchView }) {
  const { t } = useWords();
  const [stopping, setStopping] = useState(false);
  const label = t('batch.going', { done, total });
  return (
    <div className={styles.banner}>
      <IconRefresh size={16} stroke={1.5} aria-hidden className={styles.icon} />
      <p>
        {stopping ? t('batch.stopping') : label}
        {failed > 0 && ` · ${t('batch.failed', { failed })}`}
      </p>
      <progress max={total} value={done} aria-label={label} />
      <Button
        size="compact-xs"
        // It keeps the keyboard.
        data-disabled={stopping}
        aria-disabled={stopping}
        onClick={() => {
          if (stopping) return;
          setStopping(true);
          void orSay(window.latchkey.cancelRefreshes());
        }}
      >
        {t('batch.cancel')}
      </Button>
    </div>
  );
}
