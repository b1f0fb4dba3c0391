/** The fault bench: end tokens, make the practice server misbehave, see what it received; for Latchkey and for one's own programs. */
import { Button } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../messages/words';
import { clearFaults, endPracticeTokens } from '../state/bench';
import { orSay } from '../state/commands';
import { closeDialog, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import styles from './BenchDialog.module.css';
import { BenchLog } from './BenchLog';
import { FaultList } from './FaultList';
import { OwnProgram } from './OwnProgram';

const endings = ['expire_access', 'expire_refresh', 'kill_refresh'] as const;

export function BenchDialog() {
  const { t } = useWords();
  const id = useId();
  const bench = useView((view) => view.bench);
  return (
    <Dialog title={t('bench.title')} wide light onClose={closeDialog}>
      <p>{t('bench.intro')}</p>
      {bench === null ? (
        <p className={styles.stopped}>{t('sandbox.stopped')}</p>
      ) : (
        <>
          <section className={styles.section}>
            <h2>{t('bench.tokens')}</h2>
            <ul className={styles.endings}>
              {endings.map((end) => (
                <li key={end} className={styles.ending}>
                  <span id={`${id}-${end}`}>{t(`bench.end.${end}.what`)}</span>
                  <span className={styles.hint}>{t(`bench.end.${end}.then`)}</span>
                  <Button
                    size="compact-xs"
                    id={`${id}-${end}-now`}
                    aria-labelledby={`${id}-${end} ${id}-${end}-now`}
                    onClick={() => void endPracticeTokens({ end })}
                  >
                    {t('bench.now')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
          <FaultList bench={bench} />
          <OwnProgram lines={bench.lines} />
          <BenchLog log={bench.log} />
        </>
      )}
      <DialogActions
        aside={
          bench === null ? (
            <Button variant="filled" onClick={() => void orSay(window.latchkey.startSandbox())}>
              {t('sandbox.start')}
            </Button>
          ) : (
            <Button disabled={bench.settings.length === 0} onClick={() => void clearFaults()}>
              {t('bench.clear')}
            </Button>
          )
        }
      >
        <Button onClick={() => openDialog({ kind: 'sandbox' })}>{t('sandbox.open')}</Button>
        <Button onClick={closeDialog}>{t('sandbox.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
