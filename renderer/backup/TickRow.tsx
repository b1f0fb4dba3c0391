/** One entry with a box to tick: its name, what else is known of it, and its marks. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './TickRow.module.css';

export interface TickRowProps {
  readonly name: string;
  readonly under: string;
  readonly ticked: boolean;
  /** Null where it cannot be ticked or unticked. */
  readonly onToggle: (() => void) | null;
  readonly marks?: ReactNode;
}

export function TickRow({ name, under, ticked, onToggle, marks }: TickRowProps) {
  const id = useId();
  return (
    <label className={styles.row}>
      <input
        type="checkbox"
        aria-label={name}
        aria-describedby={id}
        checked={ticked}
        disabled={onToggle === null}
        onChange={() => onToggle?.()}
        className={styles.box}
      />
      <span className={styles.name}>{name}</span>
      <span id={id} className={styles.under}>
        {under}
        {marks}
      </span>
    </label>
  );
}

/** A word about an entry that is more than a note. */
export function Mark({ warns = false, children }: { readonly warns?: boolean; readonly children: ReactNode }) {
  return (
    <span data-warns={warns || undefined} className={styles.mark}>
      {children}
    </span>
  );
}
