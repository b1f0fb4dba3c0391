/** The settings. Each holds as soon as it is set. */
import { Button, NativeSelect, Switch } from '@mantine/core';
import type { LocaleSetting, ThemeSetting } from '../../preload/contract';
import { BackupSection } from '../backup/BackupSection';
import { useWords } from '../messages/words';
import { changeSettings, orSay } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { showFirstSteps } from '../state/guide';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ProtectionSection } from './ProtectionSection';
import { SecondsField } from './SecondsField';
import styles from './SettingsDialog.module.css';

const locales: readonly LocaleSetting[] = ['system', 'en', 'zh-CN'];
const themes: readonly ThemeSetting[] = ['system', 'light', 'dark'];

export function SettingsDialog() {
  const { t } = useWords();
  const settings = useView((view) => view.settings);
  const runtime = useView((view) => view.runtime);
  return (
    <Dialog title={t('settings.title')} light onClose={closeDialog}>
      <div className={styles.fields}>
        <NativeSelect
          label={t('settings.language')}
          value={settings.locale}
          data={locales.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(event) =>
            void changeSettings({ locale: locales.find((each) => each === event.currentTarget.value) ?? 'system' })
          }
        />
        <NativeSelect
          label={t('settings.theme')}
          value={settings.theme}
          data={themes.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(event) =>
            void changeSettings({ theme: themes.find((each) => each === event.currentTarget.value) ?? 'system' })
          }
        />
        <SecondsField
          label={t('settings.clipboard')}
          description={t('settings.clipboardHint')}
          seconds={settings.clipboardSeconds}
          least={0}
          most={600}
          onChange={(clipboardSeconds) => void changeSettings({ clipboardSeconds })}
        />
        <SecondsField
          label={t('settings.signIn')}
          description={t('settings.signInHint')}
          seconds={settings.signInSeconds}
          least={5}
          most={1800}
          onChange={(signInSeconds) => void changeSettings({ signInSeconds })}
        />
        <Switch
          className={styles.whole}
          label={t('settings.automatic')}
          description={t('settings.automaticHint')}
          checked={settings.automaticRefresh}
          onChange={(event) => void changeSettings({ automaticRefresh: event.currentTarget.checked })}
        />
      </div>
      <ProtectionSection />
      <BackupSection />
      <dl className={styles.facts}>
        <dt>{t('settings.folder')}</dt>
        <dd data-value>{runtime.userDataFolder}</dd>
        <dt>{t('settings.providers')}</dt>
        <dd data-value>{runtime.providersFolder}</dd>
        <dt>{t('settings.version')}</dt>
        <dd>
          {t('settings.versionValue', {
            app: runtime.appVersion,
            electron: runtime.electron,
            chromium: runtime.chromium,
          })}
        </dd>
      </dl>
      <DialogActions
        aside={
          <>
            <Button onClick={() => void orSay(window.latchkey.openProvidersFolder())}>
              {t('settings.openFolder')}
            </Button>
            <Button
              onClick={() => {
                closeDialog();
                showFirstSteps();
              }}
            >
              {t('guide.show')}
            </Button>
          </>
        }
      >
        <Button onClick={closeDialog}>{t('settings.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
