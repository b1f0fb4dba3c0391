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
