/** The practice server: what it is, who can be played, through which clients, and how long its tokens live. */
import { Button } from '@mantine/core';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { PracticeClients } from './PracticeClients';
import { PracticePeople } from '../connect/PracticePeople';
import { PracticeSettings } from './PracticeSettings';
import styles from './SandboxDialog.module.css';

const dialects = ['sinaapp', 'kaixin001'] as const;

export function SandboxDialog() {
  const { t } = useWords();
  const { running, origin, settings } = useView((view) => view.sandbox);
  return (
    <Dialog title={t('sandbox.title')} wide light onClose={closeDialog}>
      <p>{t('sandbox.intro')}</p>
      <p className={styles.state} data-running={running}>
        {running ? t('sandbox.running', { origin: origin ?? '' }) : t('sandbox.stopped')}
      </p>
      {running &&
        dialects.map((dialect) => (
          <section key={dialect} className={styles.dialect}>
            <h2 className={styles.heading}>{t(`sandbox.dialect.${dialect}`)}</h2>
            <PracticeClients dialect={dialect} />
            <PracticePeople dialect={dialect} />
          </section>
        ))}
      {settings !== null && <PracticeSettings settings={settings} />}
      <DialogActions
        aside={
          running ? (
            <>
              <Button onClick={() => void orSay(window.latchkey.stopSandbox())}>{t('sandbox.stop')}</Button>
              <Button onClick={() => openDialog({ kind: 'bench' })}>{t('bench.open')}</Button>
            </>
          ) : (
            <Button variant="filled" onClick={() => void orSay(window.latchkey.startSandbox())}>
              {t('sandbox.start')}
            </Button>
          )
        }
      >
        <Button onClick={closeDialog}>{t('sandbox.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
