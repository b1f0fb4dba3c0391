/** The time of day where the computer is now. */

/**
 * @param now milliseconds since the epoch
 * @returns minutes since midnight in the computer's zone, 0 to 1439
 */
export function minuteOfDay(now: number): number {
  // V8 looks the zone up once, and again when the variable is touched: who has travelled since the start is in another one. Where it is
  // set, the user has chosen the zone.
  if (process.env['TZ'] === undefined) delete process.env['TZ'];
  const clock = new Date(now);
  return clock.getHours() * 60 + clock.getMinutes();
}
