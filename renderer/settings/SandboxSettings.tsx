/** The practice server, on or off. */
import { Button, Switch } from '@mantine/core';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';

export function SandboxSettings({ shown }: SectionProps) {
  const { t } = useWords();
  const running = useView((view) => view.sandbox.running);
  if (!shown.has('sandbox')) return null;
  return (
    <>
      <Switch
        label={t('settings.sandbox')}
        description={t('settings.sandboxHint')}
        checked={running}
        onChange={(event) =>
          void orSay(event.currentTarget.checked ? window.latchkey.startSandbox() : window.latchkey.stopSandbox())
        }
      />
      <div className={styles.buttons}>
        <Button onClick={() => openDialog({ kind: 'sandbox' })}>{t('settings.sandboxOpen')}</Button>
      </div>
    </>
  );
}
