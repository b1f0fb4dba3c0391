/** A new version: asked before it is downloaded, and told when it is there to be installed. */
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { useView } from '../state/view';
import { CancelDownload, FailedUpdate, UpdateProgress } from './parts';
import styles from './updates.module.css';

export function UpdateBanner() {
  const { t } = useWords();
  const updates = useView((view) => view.atHand.updates);
  switch (updates.kind) {
    case 'unavailable':
    case 'idle':
    case 'checking':
      return null;
    case 'found':
    case 'ready': {
      if (updates.putOff) return null;
      const { version, notes } = updates;
      const ready = updates.kind === 'ready';
      return (
        <section aria-label={t('updates.label')} className={styles.banner}>
          <IconDownload size={16} stroke={1.5} aria-hidden className={styles.icon} />
          <div className={styles.words}>
            <p role="status">{t(ready ? 'updates.ready' : 'updates.found', { version })}</p>
            {notes !== '' && (
              <details>
                <summary>{t('updates.notes')}</summary>
                {/* Scrolled by the keyboard as by the mouse, and never more than text. */}
                <textarea
                  readOnly
                  aria-label={t('updates.notes')}
                  rows={Math.min(10, notes.split('\n').length)}
                  value={notes}
                  className={styles.notes}
                />
              </details>
            )}
          </div>
          <div className={styles.buttons}>
            {ready ? (
              <Button size="compact-xs" onClick={() => void orSay(window.latchkey.installUpdate())}>
                {t('updates.restart')}
              </Button>
            ) : (
              <Button size="compact-xs" onClick={() => void orSay(window.latchkey.downloadUpdate())}>
                {t('updates.download')}
              </Button>
            )}
            <Button size="compact-xs" onClick={() => void orSay(window.latchkey.putUpdateOff())}>
              {t(ready ? 'updates.later' : 'updates.notNow')}
            </Button>
          </div>
        </section>
      );
    }
    case 'downloading':
      return (
        <section aria-label={t('updates.label')} className={styles.banner}>
          <IconDownload size={16} stroke={1.5} aria-hidden className={styles.icon} />
          <UpdateProgress updates={updates} />
          {/* Another button than the one pressed a moment ago: a double click must not take the download back. */}
          <div key="cancel" className={styles.buttons}>
            <CancelDownload size="compact-xs" />
          </div>
        </section>
      );
    case 'failed':
      // A look that nobody asked for and that failed is told in the settings only.
      if (updates.step === 'check') return null;
      return (
        <section aria-label={t('updates.label')} className={styles.banner}>
          <IconDownload size={16} stroke={1.5} aria-hidden className={styles.icon} />
          <FailedUpdate updates={updates} />
          <div className={styles.buttons}>
            <Button size="compact-xs" onClick={() => void orSay(window.latchkey.downloadUpdate())}>
              {t('updates.again')}
            </Button>
            <Button size="compact-xs" onClick={() => void orSay(window.latchkey.putUpdateOff())}>
              {t('updates.notNow')}
            </Button>
          </div>
        </section>
      );
  }
}
