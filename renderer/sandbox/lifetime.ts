/** A lifetime as a number and a unit, as people set one. Pure; all in seconds. */
export const units = [1, 60, 3600, 86_400, 604_800] as const;
export type Unit = (typeof units)[number];

export const longest = 31_536_000;

/** The largest unit that divides it without a rest. */
export function inUnits(seconds: number): { readonly count: number; readonly unit: Unit } {
  const unit = seconds === 0 ? 1 : (units.findLast((each) => seconds % each === 0) ?? 1);
  return { count: seconds / unit, unit };
}

/** Null where it is no lifetime that can be set. */
export function inSeconds(count: string, unit: Unit, least: number): number | null {
  const seconds = Number(count) * unit;
  return count.trim() !== '' && Number.isSafeInteger(seconds) && seconds >= least && seconds <= longest
    ? seconds
    : null;
}
