/**
 * The words of what the system draws for us: menus, the tray, notifications, message boxes. They come from the window's message files, so
 * that a language is complete in one place.
 */
import {
  alert as alertEn,
  command as commandEn,
  menu as menuEn,
  opened as openedEn,
  reset as resetEn,
  tray as trayEn,
} from '../../../renderer/messages/en.json';
import {
  alert as alertZh,
  command as commandZh,
  menu as menuZh,
  opened as openedZh,
  reset as resetZh,
  tray as trayZh,
} from '../../../renderer/messages/zh-CN.json';
import type { CommandId } from '../../../preload/shortcuts';
import type { Language } from '../language';

export interface NativeWords {
  readonly language: Language;
  readonly command: Readonly<Record<CommandId, string>>;
  readonly menu: typeof menuEn;
  readonly tray: typeof trayEn;
  readonly alert: typeof alertEn;
  readonly opened: typeof openedEn;
  readonly reset: typeof resetEn;
}

const english: NativeWords = {
  language: 'en',
  command: commandEn,
  menu: menuEn,
  tray: trayEn,
  alert: alertEn,
  opened: openedEn,
  reset: resetEn,
};
const chinese: NativeWords = {
  language: 'zh-CN',
  command: commandZh,
  menu: menuZh,
  tray: trayZh,
  alert: alertZh,
  opened: openedZh,
  reset: resetZh,
};

export function nativeWords(language: Language): NativeWords {
  return language === 'zh-CN' ? chinese : english;
}

/** Puts values into the places of a text: `{{count}}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place));
}

/** At most so many characters, the last one `…` where it was longer. */
export function shortened(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long in one unit, for places that are not redrawn every second; never more than there is. */
export function roughly(ms: number, { tray }: Pick<NativeWords, 'tray'>): string {
  if (ms >= DAY_MS) return fill(tray.days, { count: Math.floor(ms / DAY_MS) });
  if (ms >= HOUR_MS) return fill(tray.hours, { count: Math.floor(ms / HOUR_MS) });
  if (ms >= MINUTE_MS) return fill(tray.minutes, { count: Math.floor(ms / MINUTE_MS) });
  return tray.soon;
}

/** Milliseconds until {@link roughly} says something else of an end that is so far ahead. */
export function roughlyHoldsFor(ms: number): number {
  const unit = ms >= DAY_MS ? DAY_MS : ms >= HOUR_MS ? HOUR_MS : MINUTE_MS;
  return ms < MINUTE_MS ? Math.max(1, ms) : (ms % unit) + 1;
}
