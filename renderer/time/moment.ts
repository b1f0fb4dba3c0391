/** When: a point of time as people of the language write it, short in a line, exact (local and UTC) on demand. Pure but for the time zone. */
import type { Locale } from '../messages/locale';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', options);
  formats.set(key, known);
  return known;
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const HALF_A_YEAR = 180 * 86_400_000;
const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** `14:03` today, `4 Dec, 14:03` within half a year, `4 Dec 2026` beyond. */
export function shortMoment(at: number, now: number, locale: Locale): string {
  if (sameDay(new Date(at), new Date(now))) return format(locale, 'clock', clock).format(at);
  if (Math.abs(at - now) < HALF_A_YEAR)
    return format(locale, 'near', { day: 'numeric', month: 'short', ...clock }).format(at);
  return format(locale, 'far', { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** Until when {@link shortMoment} says the same, milliseconds since the epoch: the next midnight, or the edge of half a year. */
export function shortMomentUntil(at: number, now: number): number {
  const edges = [new Date(now).setHours(24, 0, 0, 0), at - HALF_A_YEAR + 1, at + HALF_A_YEAR];
  return Math.min(...edges.filter((edge) => edge > now));
}

/** `14:03:27` */
export function clockSecond(at: number, locale: Locale): string {
  return format(locale, 'second', { ...clock, second: '2-digit' }).format(at);
}

const exact = { year: 'numeric', month: 'short', day: 'numeric', second: '2-digit', ...clock } as const;

export function exactLocal(at: number, locale: Locale): string {
  return format(locale, 'local', { ...exact, timeZoneName: 'short' }).format(at);
}

/** ISO 8601 to the second, as logs write it. */
export function exactUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
