/** Tray, start at login, the shortcut from any program: what is wished, and what the system makes of it. */
import { Button, Switch } from '@mantine/core';
import { useWords } from '../messages/words';
import { changeAtHand } from '../state/at-hand';
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';
import { ShortcutField } from './ShortcutField';

export function AtHandSettings({ shown }: SectionProps) {
  const { t } = useWords();
  const { prefs, tray, closesToTray, login } = useView((view) => view.atHand);
  return (
    <>
      {shown.has('tray') && (
        <div>
          <Switch
            label={t('atHand.tray')}
            description={t('atHand.trayHint')}
            checked={prefs.tray}
            onChange={(event) => void changeAtHand({ tray: event.currentTarget.checked })}
          />
          {tray === 'no_host' && <p className={`${styles.warning} ${styles.under}`}>{t('atHand.noHost')}</p>}
        </div>
      )}
      {shown.has('close') && (
        <Switch
          label={t('atHand.close')}
          description={t('atHand.closeHint')}
          checked={closesToTray}
          disabled={tray !== 'shown'}
          onChange={(event) => void changeAtHand({ closeToTray: event.currentTarget.checked })}
        />
      )}
      {shown.has('login') && (
        <div>
          <Switch
            label={t('atHand.login')}
            description={t('atHand.loginHint')}
            checked={login.state === 'on'}
            disabled={login.state === 'unavailable'}
            onChange={(event) => void orSay(window.latchkey.setAtLogin({ on: event.currentTarget.checked }))}
          />
          {login.state === 'unavailable' && (
            <p className={`${styles.warning} ${styles.under}`}>
              {t('atHand.loginUnavailable')} <span data-value>{login.detail ?? ''}</span>
            </p>
          )}
        </div>
      )}
      {shown.has('hidden') && (
        <Switch
          label={t('atHand.hidden')}
          description={t('atHand.hiddenHint')}
          checked={prefs.startHidden}
          disabled={tray !== 'shown'}
          onChange={(event) => void changeAtHand({ startHidden: event.currentTarget.checked })}
        />
      )}
      {shown.has('shortcut') && <ShortcutField />}
      {shown.has('keys') && (
        <div className={styles.buttons}>
          <Button onClick={() => openDialog({ kind: 'shortcuts' })}>{t('atHand.keys')}</Button>
        </div>
      )}
    </>
  );
}
