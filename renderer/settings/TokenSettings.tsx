/** What is done with tokens: copying, signing in, refreshing by itself. */
import { Switch } from '@mantine/core';
import { useWords } from '../messages/words';
import { changeAtHand } from '../state/at-hand';
import { changeSettings } from '../state/commands';
import { useView } from '../state/view';
import { SecondsField } from './SecondsField';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';

export function TokenSettings({ shown }: SectionProps) {
  const { t } = useWords();
  const settings = useView((view) => view.settings);
  const ahead = useView((view) => view.atHand.prefs.aheadPercent);
  return (
    <div className={styles.fields}>
      {shown.has('clipboard') && (
        <SecondsField
          label={t('settings.clipboard')}
          description={t('settings.clipboardHint')}
          seconds={settings.clipboardSeconds}
          least={0}
          most={600}
          onChange={(clipboardSeconds) => void changeSettings({ clipboardSeconds })}
        />
      )}
      {shown.has('signIn') && (
        <SecondsField
          label={t('settings.signIn')}
          description={t('settings.signInHint')}
          seconds={settings.signInSeconds}
          least={5}
          most={1800}
          onChange={(signInSeconds) => void changeSettings({ signInSeconds })}
        />
      )}
      {shown.has('automatic') && (
        <Switch
          className={styles.whole}
          label={t('settings.automatic')}
          description={t('settings.automaticHint')}
          checked={settings.automaticRefresh}
          onChange={(event) => void changeSettings({ automaticRefresh: event.currentTarget.checked })}
        />
      )}
      {shown.has('ahead') && (
        <SecondsField
          label={t('settings.ahead')}
          description={t('settings.aheadHint')}
          seconds={ahead}
          least={1}
          most={50}
          onChange={(aheadPercent) => void changeAtHand({ aheadPercent })}
        />
      )}
    </div>
  );
}
