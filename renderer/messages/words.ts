/** The window's words: texts by key, texts that come with a view, durations and points of time, all in the language of the window. */
import i18next, { type TFunction } from 'i18next';
import type { LocalizedText } from '../../preload/contract';
import { cell, useCell } from '../state/cell';
import { duration } from '../time/duration';
import { clockSecond, exactLocal, exactUtc, shortMoment } from '../time/moment';
import en from './en.json';
import { inLocale, type Locale } from './locale';

const numberFormats = { en: new Intl.NumberFormat('en-GB'), 'zh-CN': new Intl.NumberFormat('zh-CN') } as const;
const listFormats = { en: new Intl.ListFormat('en-GB'), 'zh-CN': new Intl.ListFormat('zh-CN') } as const;

export interface Words {
  readonly t: TFunction;
  readonly locale: Locale;
  /** A text that came with a view, one or one a language. */
  readonly own: (text: LocalizedText) => string;
  /** `milliseconds` as `6d 23h`. */
  readonly howLong: (milliseconds: number) => string;
  readonly when: (at: number, now: number) => string;
  /** Local time of day, to the second. */
  readonly atSecond: (at: number) => string;
  /** Local time and UTC, for hovering and for screen readers. */
  readonly exactly: (at: number) => string;
  /** A count, as the language writes numbers: `10,000`. */
  readonly number: (count: number) => string;
  /** Things one after the other: `a, b and c`. */
  readonly list: (parts: readonly string[]) => string;
  /** Sentences one after the other, as the language sets them. */
  readonly sentences: (...parts: readonly string[]) => string;
}

/** Call once, before anything is drawn. */
export async function loadMessages(locale: Locale): Promise<void> {
  void i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  i18next.services.formatter?.add('afterHan', (value: unknown) => afterHan(String(value)));
  i18next.services.formatter?.add('beforeHan', (value: unknown) => beforeHan(String(value)));
  i18next.services.formatter?.add('amongHan', (value: unknown) => beforeHan(afterHan(String(value))));
  await speak(locale);
}

/** Changes the window's language; the last one that was asked for counts. */
export async function speak(locale: Locale): Promise<void> {
  wanted = locale;
  // English is there from the start: it is also what an unknown key falls back to.
  if (locale === 'zh-CN') await loadChinese();
  if (wanted !== locale) return;
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
  if (words.get().locale !== locale) words.set(wordsIn(locale));
}

export async function loadChinese(): Promise<void> {
  if (i18next.hasResourceBundle('zh-CN', 'translation')) return;
  const { default: chinese } = await import('./zh-CN.json');
  i18next.addResourceBundle('zh-CN', 'translation', chinese);
}

let wanted: Locale = 'en';

/** The words of now. */
export const words = cell<Words>(wordsIn('en'));

/** The words of the language of now. One object per language: what is drawn from it stays until the language is another. */
export function useWords(): Words {
  return useCell(words, itself);
}

const itself = (now: Words): Words => now;

function wordsIn(locale: Locale): Words {
  const t = i18next.getFixedT(locale);
  return {
    t,
    locale,
    own: (text) => inLocale(text, locale),
    howLong: (milliseconds) => sayDuration(t, milliseconds),
    atSecond: (at) => clockSecond(at, locale),
    when: (at, now) => shortMoment(at, now, locale),
    number: (count) => numberFormats[locale].format(count),
    list: (parts) => listFormats[locale].format(parts),
    sentences: (...parts) => parts.filter((part) => part !== '').join(locale === 'en' ? ' ' : ''),
    exactly: (at) => t('time.exact', { local: exactLocal(at, locale), utc: exactUtc(at) }),
  };
}

/** Between Chinese and another script stands a blank, between Chinese and Chinese none. */
function afterHan(text: string): string {
  return /^[\p{Script=Han}《“（【]/u.test(text) ? text : ` ${text}`;
}

function beforeHan(text: string): string {
  return /[\p{Script=Han}》”）】]$/u.test(text) ? text : `${text} `;
}

function sayDuration(t: TFunction, milliseconds: number): string {
  const length = duration(milliseconds);
  switch (length.in) {
    case 'days':
      return t('time.days', { d: length.d, h: length.h });
    case 'hours':
      return t('time.hours', { h: length.h, m: length.m });
    case 'minutes':
      return t('time.minutes', { m: length.m, s: length.s });
    case 'seconds':
      return t('time.seconds', { s: length.s });
    case 'now':
      return t('time.now');
  }
}
