/** Said above the list while the practice server runs, with the faults that are switched on at its bench. */
import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { clearFaults } from '../state/bench';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import styles from './SandboxBanner.module.css';

export function SandboxBanner() {
  const { t } = useWords();
  const running = useView((view) => view.sandbox.running);
  const settings = useView((view) => view.bench?.settings ?? null);
  if (!running) return null;
  const faults = (settings ?? []).map(({ fault, until }) =>
    t(`bench.on.${until}`, { fault: t(`bench.fault.${fault}.what`) }),
  );
  return (
    <div role="status" className={styles.banner}>
      <IconFlask size={16} stroke={1.5} aria-hidden className={styles.icon} />
      <p>
        {t('sandbox.banner')}
        {faults.length > 0 && <span className={styles.faults}> {faults.join(t('bench.on.and'))}</span>}
      </p>
      <span className={styles.buttons}>
        {faults.length > 0 && (
          <Button size="compact-xs" onClick={() => void clearFaults()}>
            {t('bench.clear')}
          </Button>
        )}
        <Button size="compact-xs" onClick={() => openDialog({ kind: 'bench' })}>
          {t('bench.title')}
        </Button>
        <Button size="compact-xs" onClick={() => openDialog({ kind: 'sandbox' })}>
          {t('sandbox.open')}
        </Button>
      </span>
    </div>
  );
}
