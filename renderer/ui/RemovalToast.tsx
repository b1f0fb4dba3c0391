/** What was removed or changed and can be taken back: a line with the way back, for as long as there is one. Announced once, the seconds are not. */
import type { RemovalView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { undoRemoval } from '../state/removals';
import { undoKey } from './undoKey';
import styles from './Toasts.module.css';

export function RemovalToast({ removal }: { readonly removal: RemovalView }) {
  const { t } = useWords();
  const { id, what, kind, name, count } = removal;
  return (
    <div role="status" data-kind={what} className={styles.toast}>
      <p>
        {count > 1
          ? t('removal.accounts', { count })
          : what === 'changed' && kind !== 'account'
            ? t(`removal.changed.${kind}`, { name })
            : t(`removal.removed.${kind}`, { name })}{' '}
        <span className="hidden-text">{t('removal.key', { key: undoKey() })}</span>
        <UndoneBy at={removal.until} over={what === 'removed' ? t('removal.erasing') : ''} />
      </p>
      <button
        type="button"
        className={styles.undo}
        aria-keyshortcuts="Control+Z Meta+Z"
        title={undoKey()}
        onClick={() => void undoRemoval(id)}
      >
        {t('removal.undo')}
      </button>
    </div>
  );
}

function UndoneBy({ at, over }: { readonly at: number; readonly over: string }) {
  const { t, howLong } = useWords();
  // Rounded down, for the clock ticks a moment behind: never more seconds than there are.
  const seconds = useNow((now) => (at > now ? Math.max(1, Math.floor((at - now) / 1000)) : 0));
  return (
    <span aria-live="off" className={styles.seconds}>
      {seconds > 0 ? t('removal.left', { left: howLong(seconds * 1000) }) : over}
    </span>
  );
}
