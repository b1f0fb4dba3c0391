/** How the practice server behaves from now on: lifetimes, and what Kaixin001 gives. */
import { Switch, TextInput } from '@mantine/core';
import type { RequestInput, SandboxView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { LifetimeField } from './LifetimeField';
import styles from './PracticeSettings.module.css';

export interface PracticeSettingsProps {
  readonly settings: NonNullable<SandboxView['settings']>;
}

export function PracticeSettings({ settings }: PracticeSettingsProps) {
  const { t } = useWords();
  const configure = (change: RequestInput<'configureSandbox'>): void =>
    void orSay(window.latchkey.configureSandbox(change));
  const granted = settings.kaixin001GrantedScope ?? '';
  const keepGranted = (text: string): void => {
    if (text.trim() !== granted) configure({ kaixin001GrantedScope: text.trim() === '' ? null : text.trim() });
  };
  return (
    <section className={styles.settings}>
      <h2>{t('sandbox.lifetimes')}</h2>
      <p className={styles.hint}>{t('sandbox.newTokens')}</p>
      <LifetimeField
        provider={t('sandbox.dialect.sinaapp')}
        seconds={settings.sinaappLifetime}
        least={1}
        onChange={(sinaappLifetime) => configure({ sinaappLifetime })}
      />
      <LifetimeField
        provider={t('sandbox.dialect.kaixin001')}
        seconds={settings.kaixin001Lifetime}
        least={0}
        onChange={(kaixin001Lifetime) => configure({ kaixin001Lifetime })}
      />
      <Switch
        label={t('sandbox.refreshToken')}
        checked={settings.kaixin001RefreshToken}
        onChange={(event) => configure({ kaixin001RefreshToken: event.currentTarget.checked })}
      />
      <TextInput
        key={granted}
        label={t('sandbox.grantedScope')}
        description={t('sandbox.grantedScopeHint')}
        defaultValue={granted}
        onBlur={(event) => keepGranted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) keepGranted(event.currentTarget.value);
        }}
      />
    </section>
  );
}
