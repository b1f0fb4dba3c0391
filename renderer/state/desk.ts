/** What the user has in front of them in this window: the chosen account, what is shown of the list, what is just being renamed. */
import type { MarkColour, Status } from '../../preload/contract';
import { cell } from './cell';

export type Filter =
  | { readonly by: 'all' }
  | { readonly by: 'status'; readonly status: Status }
  | { readonly by: 'provider'; readonly providerId: string }
  | { readonly by: 'favourite' }
  | { readonly by: 'colour'; readonly colour: MarkColour };

export interface Desk {
  /** The row that has the keyboard, or had it last. */
  readonly accountId: string | null;
  readonly detailsOpen: boolean;
  readonly renamingId: string | null;
  /** The account whose note is to get the keyboard. */
  readonly notingId: string | null;
  /** The row that has just come or changed, to show where it is. */
  readonly flashingId: string | null;
  readonly filter: Filter;
  readonly search: string;
  /** What is chosen for something that is done with several at once. */
  readonly selected: ReadonlySet<string>;
}

export const desk = cell<Desk>({
  accountId: null,
  detailsOpen: false,
  renamingId: null,
  notingId: null,
  flashingId: null,
  filter: { by: 'all' },
  search: '',
  selected: new Set(),
});

export function changeDesk(change: Partial<Desk>): void {
  desk.set({ ...desk.get(), ...change });
}

/** Shows where an account is, whatever the list was filtered by. */
export function pointAt(accountId: string): void {
  changeDesk({ accountId, flashingId: accountId, filter: { by: 'all' }, search: '' });
}
