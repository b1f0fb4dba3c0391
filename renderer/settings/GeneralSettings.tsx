/** Language and theme. */
import { NativeSelect } from '@mantine/core';
import type { LocaleSetting, ThemeSetting } from '../../preload/contract';
import { useWords } from '../messages/words';
import { changeSettings } from '../state/commands';
import { useView } from '../state/view';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';

const locales: readonly LocaleSetting[] = ['system', 'en', 'zh-CN'];
const themes: readonly ThemeSetting[] = ['system', 'light', 'dark'];

export function GeneralSettings({ shown }: SectionProps) {
  const { t } = useWords();
  const settings = useView((view) => view.settings);
  return (
    <div className={styles.fields}>
      {shown.has('language') && (
        <NativeSelect
          label={t('settings.language')}
          value={settings.locale}
          data={locales.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(event) =>
            void changeSettings({ locale: locales.find((each) => each === event.currentTarget.value) ?? 'system' })
          }
        />
      )}
      {shown.has('theme') && (
        <NativeSelect
          label={t('settings.theme')}
          value={settings.theme}
          data={themes.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(event) =>
            void changeSettings({ theme: themes.find((each) => each === event.currentTarget.value) ?? 'system' })
          }
        />
      )}
    </div>
  );
}
