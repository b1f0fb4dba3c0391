/** Times of day as a time field has them, and as the settings keep them: minutes after midnight. Pure. */

export function timeOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Null for what is no time of day: a field that is just being emptied. */
export function minuteOfTime(time: string): number | null {
  const [, hours = '', minutes = ''] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours === '' || Number(hours) > 23 || Number(minutes) > 59 ? null : minute;
}
