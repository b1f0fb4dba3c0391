/** What somebody was to do, once it is done. */
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './FirstSteps.module.css';

export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className={styles.done}>
      <IconCircleCheck size={16} stroke={1.75} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
