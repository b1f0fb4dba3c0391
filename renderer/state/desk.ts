/** What the user has in front of them in this window: the chosen account, what is shown of the list, what is just being renamed. */
import type { Status } from '../../preload/contract';
import { cell } from './cell';

export type Filter =
  | { readonly by: 'all' }
  | { readonly by: 'status'; readonly status: Status }
  | { readonly by: 'provider'; readonly providerId: string };

export interface Desk {
  /** The row that has the keyboard, or had it last. */
  readonly accountId: string | null;
  readonly detailsOpen: boolean;
  readonly renamingId: string | null;
  /** The row that has just come or changed, to show where it is. */
  readonly flashingId: string | null;
  readonly filter: Filter;
  readonly search: string;
}

export const desk = cell<Desk>({
  accountId: null,
  detailsOpen: false,
  renamingId: null,
  flashingId: null,
  filter: { by: 'all' },
  search: '',
});

export function changeDesk(change: Partial<Desk>): void {
  desk.set({ ...desk.get(), ...change });
}

/** Shows where an account is, whatever the list was filtered by. */
export function pointAt(accountId: string): void {
  changeDesk({ accountId, flashingId: accountId, filter: { by: 'all' }, search: '' });
}
