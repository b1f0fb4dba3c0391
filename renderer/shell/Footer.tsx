/** What is always true and always shown: how secrets are kept, and which runtime this is. */
import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { useView } from '../state/view';
import styles from './Footer.module.css';

export function Footer() {
  const { t, number } = useWords();
  const opening = useView((view) => view.opening);
  const { kind } = useView((view) => view.protection);
  const runtime = useView((view) => view.runtime);
  const open = kind === 'memory' || kind === 'undecided';
  const Icon = open ? IconLockOpen2 : IconLock;
  return (
    <footer aria-label={t('footer.label')} className={styles.footer}>
      <span className={styles.protection} data-open={open}>
        <Icon size={14} stroke={1.5} aria-hidden />
        <span>{t(`protection.${kind}`)}</span>
      </span>
      {opening !== null && <span>{t('list.opening', { number: number(opening.total) })}</span>}
      {runtime.trial && <span>{t('footer.trial', { major: runtime.electron.split('.')[0] ?? '' })}</span>}
    </footer>
  );
}
