/** Where things are kept, what this is, and the way back to the beginning. */
import { Button } from '@mantine/core';
import { useWords } from '../messages/words';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { UpdateSetting } from '../updates/UpdateSetting';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';

export function DataSettings({ shown }: SectionProps) {
  const { t } = useWords();
  const runtime = useView((view) => view.runtime);
  return (
    <>
      {shown.has('folders') && (
        <dl className={styles.facts}>
          <dt>{t('settings.folder')}</dt>
          <dd data-value>{runtime.userDataFolder}</dd>
          <dt>{t('settings.providers')}</dt>
          <dd data-value>{runtime.providersFolder}</dd>
        </dl>
      )}
      {shown.has('updates') && <UpdateSetting />}
      {shown.has('about') && (
        <div className={styles.buttons}>
          <span>
            {t('settings.versionValue', {
              app: runtime.appVersion,
              electron: runtime.electron,
              chromium: runtime.chromium,
            })}
          </span>
          <Button onClick={() => openDialog({ kind: 'about' })}>{t('command.about')}</Button>
        </div>
      )}
      {shown.has('reset') && (
        <div className={styles.buttons}>
          <Button onClick={() => openDialog({ kind: 'reset' })}>{t('command.reset')}</Button>
          <span className={styles.hint}>{t('settings.resetHint')}</span>
        </div>
      )}
    </>
  );
}
