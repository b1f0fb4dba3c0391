/** How long: `6d 23h`, `22h 10m`, `23m 09s`, `41s`, `now`. Never claims more time than there is. Pure. */

export type Duration =
  | { readonly in: 'days'; readonly d: number; readonly h: number }
  | { readonly in: 'hours'; readonly h: number; readonly m: number }
  | { readonly in: 'minutes'; readonly m: number; readonly s: string }
  | { readonly in: 'seconds'; readonly s: number }
  | { readonly in: 'now' };

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** `milliseconds`: at least 0; less counts as now. */
export function duration(milliseconds: number): Duration {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds >= day) return { in: 'days', d: Math.floor(seconds / day), h: Math.floor((seconds % day) / hour) };
  if (seconds >= hour) return { in: 'hours', h: Math.floor(seconds / hour), m: Math.floor((seconds % hour) / minute) };
  if (seconds >= minute)
    return { in: 'minutes', m: Math.floor(seconds / minute), s: String(seconds % minute).padStart(2, '0') };
  return seconds >= 1 ? { in: 'seconds', s: seconds } : { in: 'now' };
}

/** Milliseconds that a text stays as it is by: hours where days are counted, minutes where hours are, otherwise seconds. */
const grain = (milliseconds: number) =>
  (milliseconds >= day * 1000 ? hour : milliseconds >= hour * 1000 ? minute : 1) * 1000;

/** Until when the time left to `at` is said the same (epoch milliseconds both); infinite where none is left. */
export function leftUntil(at: number, now: number): number {
  const left = at - now;
  if (left <= 0) return Infinity;
  return left < 1000 ? at : now + (left % grain(left)) + 1;
}

/** Until when the time since `at` is said the same (epoch milliseconds both). */
export function sinceUntil(at: number, now: number): number {
  const since = now - at;
  return since < 0 ? at + 1000 : now + grain(since) - (since % grain(since));
}
