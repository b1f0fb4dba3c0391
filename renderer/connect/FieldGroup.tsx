/** Fields of a form that belong together, under a heading; or behind it, where few need them. */
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './FieldGroup.module.css';

export interface FieldGroupProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function FieldGroup({ title, children }: FieldGroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.group}>
      <h3 id={id} className={styles.title}>
        {title}
      </h3>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}

export interface FoldedGroupProps extends FieldGroupProps {
  /** What is set in it, said beside its heading while it is closed. */
  readonly summary?: string;
  /** Something in it is not as usual, so it is open at first. It does not close when that changes: somebody is typing there. */
  readonly set: boolean;
  /** Something in it is wrong, so it must be seen. */
  readonly revealed: boolean;
}

export function FoldedGroup({ title, summary, set, revealed, children }: FoldedGroupProps) {
  const [chosen, setChosen] = useState(set);
  const open = chosen || revealed;
  const id = useId();
  return (
    <section className={styles.group}>
      <h3 className={styles.line}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setChosen(!open)}
        >
          <IconChevronRight size={14} stroke={1.75} aria-hidden className={styles.chevron} />
          {title}
        </button>
        {!open && summary !== undefined && <span className={styles.summary}>{summary}</span>}
      </h3>
      {open && (
        <div id={id} className={styles.fields}>
          {children}
        </div>
      )}
    </section>
  );
}
