/**
 * The order of names as people of a language expect it. Comparing by a collator is slow, names are many and change seldom: the order is
 * kept, and made anew when a name comes that it does not have.
 */
import type { Locale } from '../messages/locale';

const collators: Readonly<Record<Locale, Intl.Collator>> = {
  en: new Intl.Collator('en', { numeric: true }),
  'zh-CN': new Intl.Collator('zh-CN', { numeric: true }),
};

const kept: Record<Locale, ReadonlyMap<string, number>> = { en: new Map(), 'zh-CN': new Map() };

/** The place of each name; other names may have places too. Numbers in names count as numbers. */
export function orderOf(names: readonly string[], locale: Locale): ReadonlyMap<string, number> {
  const known = kept[locale];
  if (names.every((name) => known.has(name))) return known;
  // Names that are gone by now are not carried along for ever.
  const carried = known.size > 4 * names.length + 1000 ? [] : known.keys();
  const all = [...new Set([...carried, ...names])].toSorted(collators[locale].compare);
  kept[locale] = new Map(all.map((name, place) => [name, place]));
  return kept[locale];
}
