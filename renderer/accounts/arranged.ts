/** The list as it stands now: filtered, searched, in order. Made anew only when something of that changes. */
import { useMemo } from 'react';
import type { AccountView } from '../../preload/contract';
import { resolveLocale } from '../messages/locale';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { desk } from '../state/desk';
import { currentView, useView } from '../state/view';
import { listed } from './listing';
import { useSlice } from './useSlice';

export function useArranged(): readonly AccountView[] {
  const { locale } = useWords();
  const accounts = useView((view) => view.accounts);
  const sort = useView((view) => view.settings.listSort);
  const group = useView((view) => view.settings.listGroup);
  const filter = useCell(desk, (now) => now.filter);
  const search = useCell(desk, (now) => now.search);
  const slice = useSlice(accounts);
  return useMemo(
    () => listed(accounts, { filter, search, sort, group }, locale, slice),
    [accounts, filter, search, sort, group, locale, slice],
  );
}

/** The same for a button, at the moment it is pressed. */
export function arrangedNow(): readonly AccountView[] {
  const { accounts, settings, runtime } = currentView();
  const { filter, search } = desk.get();
  const arrangement = { filter, search, sort: settings.listSort, group: settings.listGroup };
  return listed(accounts, arrangement, resolveLocale(settings.locale, runtime.systemLocale), Date.now());
}
