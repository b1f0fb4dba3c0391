/** Whether new versions are looked for, what is known of them, and the way to look now. */
import { Button, Switch } from '@mantine/core';
import type { UpdatesView } from '../../preload/contract';
import { useWords } from '../messages/words';
import settings from '../settings/SettingsDialog.module.css';
import { changeAtHand } from '../state/at-hand';
import { orSay } from '../state/commands';
import { useView } from '../state/view';
import { CancelDownload, FailedUpdate, UpdateProgress } from './parts';
import styles from './updates.module.css';

export function UpdateSetting() {
  const { t } = useWords();
  const { prefs, updates } = useView((view) => view.atHand);
  if (updates.kind === 'unavailable') return <p className={settings.hint}>{t(`updates.unavailable.${updates.why}`)}</p>;
  return (
    <>
      <Switch
        label={t('updates.setting')}
        description={t('updates.settingHint')}
        checked={prefs.lookForUpdates}
        onChange={(event) => void changeAtHand({ lookForUpdates: event.currentTarget.checked })}
      />
      <div className={styles.line}>
        <State updates={updates} />
        <Next updates={updates} />
      </div>
    </>
  );
}

type Available = Exclude<UpdatesView, { readonly kind: 'unavailable' }>;

function State({ updates }: { readonly updates: Available }) {
  const { t, atSecond } = useWords();
  switch (updates.kind) {
    case 'idle':
      return (
        <p className={styles.words}>
          {updates.checkedAt === null ? t('updates.never') : t('updates.newest', { at: atSecond(updates.checkedAt) })}
        </p>
      );
    case 'checking':
      return <p className={styles.words}>{t('updates.checking')}</p>;
    case 'found':
      return <p className={styles.words}>{t('updates.found', { version: updates.version })}</p>;
    case 'downloading':
      return <UpdateProgress updates={updates} />;
    case 'ready':
      return <p className={styles.words}>{t('updates.ready', { version: updates.version })}</p>;
    case 'failed':
      return <FailedUpdate updates={updates} />;
  }
}

/** The one thing to do next. */
function Next({ updates }: { readonly updates: Available }) {
  const { t } = useWords();
  switch (updates.kind) {
    case 'checking':
      return null;
    case 'downloading':
      return <CancelDownload />;
    case 'idle':
      return <Button onClick={() => void orSay(window.latchkey.checkForUpdates())}>{t('updates.look')}</Button>;
    case 'found':
      return <Button onClick={() => void orSay(window.latchkey.downloadUpdate())}>{t('updates.download')}</Button>;
    case 'ready':
      return <Button onClick={() => void orSay(window.latchkey.installUpdate())}>{t('updates.restart')}</Button>;
    case 'failed': {
      const again = updates.step === 'check' ? window.latchkey.checkForUpdates : window.latchkey.downloadUpdate;
      return <Button onClick={() => void orSay(again())}>{t('updates.again')}</Button>;
    }
  }
}
