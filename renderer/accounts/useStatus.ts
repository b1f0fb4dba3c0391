/** The status that an account has now, for a component: it renders again when that is another. */
import type { AccountView, Status } from '../../preload/contract';
import { useNow } from '../state/clock';
import { statusAt, statusUntil } from './phase';

export function useStatus({ phases }: Pick<AccountView, 'phases'>): Status {
  return useNow(
    (now) => statusAt(phases, now),
    (now) => statusUntil(phases, now),
  );
}
