/** A shortcut as it is drawn: one small key for each part. */
import { drawnKey } from '../../preload/shortcuts';
import styles from './Keys.module.css';

export function Keys({ written, mac }: { readonly written: string; readonly mac: boolean }) {
  return (
    <span data-keys className={styles.keys}>
      {drawnKey(written, mac).map((part) => (
        <kbd key={part} className={styles.key}>
          {part}
        </kbd>
      ))}
    </span>
  );
}
