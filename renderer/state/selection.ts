/** Choosing several accounts: one by one, or all between the last one chosen and another. */
import { changeDesk, desk } from './desk';

/** Where a range begins. */
let anchor: string | null = null;

export function toggleSelected(id: string): void {
  const selected = new Set(desk.get().selected);
  if (!selected.delete(id)) selected.add(id);
  anchor = id;
  changeDesk({ selected });
}

/** @param ids as they stand in the list */
export function selectUpTo(id: string, ids: readonly string[]): void {
  // What is gone or out of sight by now begins nothing.
  const begins = [anchor, desk.get().accountId].find((each) => each !== null && ids.includes(each)) ?? id;
  const [from, to] = [ids.indexOf(begins), ids.indexOf(id)];
  const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  anchor = begins;
  changeDesk({ selected: new Set(range) });
}

export function selectAll(ids: readonly string[]): void {
  anchor = ids[0] ?? null;
  changeDesk({ selected: new Set(ids) });
}

export function selectNone(): void {
  anchor = null;
  if (desk.get().selected.size > 0) changeDesk({ selected: new Set() });
}

/** Lets go of those that are not there any more: what was removed cannot be done anything with. */
export function selectOnly(there: ReadonlySet<string>): void {
  const { selected } = desk.get();
  const left = [...selected].filter((id) => there.has(id));
  if (left.length < selected.size) changeDesk({ selected: new Set(left) });
}
