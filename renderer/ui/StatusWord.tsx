/** A status by icon, word and colour together. */
import {
  IconAdjustmentsExclamation,
  IconCircleCheck,
  IconCircleDashed,
  IconHelpCircle,
  IconHourglassLow,
  IconLock,
  IconLogin2,
  IconRotateClockwise,
} from '@tabler/icons-react';
import type { Status } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './StatusWord.module.css';

const icons: Record<Status, typeof IconLock> = {
  fresh: IconCircleCheck,
  expiring: IconHourglassLow,
  refreshable: IconRotateClockwise,
  expired: IconCircleDashed,
  sign_in_needed: IconLogin2,
  misconfigured: IconAdjustmentsExclamation,
  uncertain: IconHelpCircle,
  locked: IconLock,
};

export function StatusWord({ status }: { readonly status: Status }) {
  const { t } = useWords();
  const Icon = icons[status];
  return (
    <span data-status={status} className={styles.status}>
      <Icon size={14} stroke={1.75} aria-hidden />
      <span>{t(`status.${status}`)}</span>
    </span>
  );
}
