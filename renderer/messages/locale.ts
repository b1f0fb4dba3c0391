/** Which language the window speaks. Pure. */
import type { LocaleSetting, LocalizedText } from '../../preload/contract';

export type Locale = 'en' | 'zh-CN';

/** `systemLocale`: BCP 47, as the system prefers. Every Chinese system gets Simplified Chinese, every other one English. */
export function resolveLocale(setting: LocaleSetting, systemLocale: string): Locale {
  if (setting !== 'system') return setting;
  return /^zh\b/i.test(systemLocale) ? 'zh-CN' : 'en';
}

export function inLocale(text: LocalizedText, locale: Locale): string {
  return typeof text === 'string' ? text : text[locale];
}
