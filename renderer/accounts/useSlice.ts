/** The slice of time that now is in, for a component: it renders again when some account of the list goes over into another status. */
import type { AccountView } from '../../preload/contract';
import { useNow } from '../state/clock';
import { sliceAt, sliceUntil } from './slice';

export function useSlice(accounts: readonly AccountView[]): number {
  return useNow(
    (now) => sliceAt(accounts, now),
    (now) => sliceUntil(accounts, now),
  );
}
