/** What this is, on what it runs, and what it stands on. */
import { Button } from '@mantine/core';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { Latchkey } from '../ui/Latchkey';
import styles from './AboutDialog.module.css';
import licences from './licences.json';

export function AboutDialog() {
  const { t } = useWords();
  const runtime = useView((view) => view.runtime);
  const protection = useView((view) => view.protection.kind);
  const copy = async (): Promise<void> => {
    const answer = await orSay(window.latchkey.copyVersions());
    if (answer.ok) showToast({ kind: 'versions_copied' });
  };
  return (
    <Dialog title={t('about.title')} light onClose={closeDialog}>
      <div className={styles.head}>
        <Latchkey size={40} />
        <div>
          <p className={styles.version}>{t('about.version', { version: runtime.appVersion })}</p>
          <p className={styles.hint}>{t('about.what')}</p>
        </div>
      </div>
      <dl className={styles.facts}>
        <dt>{t('about.runtime')}</dt>
        <dd>{t(runtime.trial ? 'about.trial' : 'about.official', { electron: runtime.electron })}</dd>
        <dt>{t('about.chromium')}</dt>
        <dd data-value>{runtime.chromium}</dd>
        <dt>{t('about.node')}</dt>
        <dd data-value>{runtime.node}</dd>
        <dt>{t('about.system')}</dt>
        <dd data-value>{runtime.system}</dd>
        <dt>{t('about.protection')}</dt>
        <dd>{t(`protection.${protection}`)}</dd>
        <dt>{t('about.data')}</dt>
        <dd data-value>{runtime.userDataFolder}</dd>
      </dl>
      <p className={styles.hint}>{t('about.licence')}</p>
      <details className={styles.licences}>
        <summary>{t('about.licencesOf', { count: licences.length })}</summary>
        <ul>
          {licences.map(({ name, version, licence }) => (
            <li key={`${name} ${version}`} className={styles.package}>
              <span data-value>
                {name} {version}
              </span>
              <span>{licence}</span>
            </li>
          ))}
        </ul>
        <p className={styles.hint}>{t('about.texts')}</p>
      </details>
      <DialogActions aside={<Button onClick={() => void copy()}>{t('about.copy')}</Button>}>
        <Button data-autofocus onClick={closeDialog}>
          {t('about.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
