/** The shortcut that works from any program: recorded by pressing it. What the system refuses is said. */
import { Button } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useWords } from '../messages/words';
import { changeAtHand, useMac } from '../state/at-hand';
import { useView } from '../state/view';
import { Keys } from '../ui/Keys';
import { acceleratorOfPress } from './accelerator';
import styles from './SettingsDialog.module.css';

export function ShortcutField() {
  const { t } = useWords();
  const id = useId();
  const mac = useMac();
  const set = useView((view) => view.atHand.prefs.globalShortcut);
  const state = useView((view) => view.atHand.shortcut);
  const [recording, setRecording] = useState(false);

  const record = (event: KeyboardEvent): void => {
    if (!recording) return;
    // Tab leaves, as everywhere.
    if (event.key === 'Tab') return setRecording(false);
    event.preventDefault();
    event.stopPropagation();
    // Its own handler would take the window's shortcuts.
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') return setRecording(false);
    const accelerator = acceleratorOfPress(event.nativeEvent, mac);
    if (accelerator === null) return;
    setRecording(false);
    void changeAtHand({ globalShortcut: accelerator });
  };

  return (
    <div className={styles.list}>
      <h4 id={id} className={styles.sub}>
        {t('atHand.shortcut')}
      </h4>
      <p className={styles.hint}>{t('atHand.shortcutHint')}</p>
      <div className={styles.buttons}>
        {set === '' ? <span>{t('atHand.shortcutNone')}</span> : <Keys written={set} mac={mac} />}
        <Button
          aria-describedby={id}
          aria-pressed={recording}
          // The dialog hears Esc before this does: it ends the recording, and not the settings with it.
          data-mantine-stop-propagation={recording}
          onClick={() => setRecording(!recording)}
          onKeyDown={record}
          onBlur={() => setRecording(false)}
        >
          {t(recording ? 'atHand.shortcutPress' : 'atHand.shortcutRecord')}
        </Button>
        {set !== '' && (
          <Button onClick={() => void changeAtHand({ globalShortcut: '' })}>{t('atHand.shortcutClear')}</Button>
        )}
      </div>
      {(state === 'taken' || state === 'invalid') && (
        <p role="status" className={styles.warning}>
          {t(`atHand.shortcutState.${state}`)}
        </p>
      )}
    </div>
  );
}
