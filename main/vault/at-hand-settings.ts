/** Settings of what is always at hand: tray, notifications, shortcuts. A part of settings.ts, by the same rules. */
import { z } from 'zod';

const minuteOfDay = z.int().min(0).max(1439);

const notifyShape = {
  on: z.boolean(),
  expiring: z.boolean(),
  /** Minutes before a token ends. */
  minutesBefore: z.int().min(1).max(10_080),
  signIn: z.boolean(),
  failed: z.boolean(),
  locked: z.boolean(),
  /** Minutes after midnight, local time. */
  quiet: z.strictObject({ from: minuteOfDay, to: minuteOfDay }).nullable(),
};

const shape = {
  tray: z.boolean(),
  /** Null: as is usual on this system. */
  closeToTray: z.boolean().nullable(),
  startHidden: z.boolean(),
  /** Electron's accelerator; empty for none. */
  globalShortcut: z.string().max(64),
  notify: z.strictObject(notifyShape),
  muted: z.array(z.string().max(64)).max(100_000),
  aheadPercent: z.int().min(1).max(50),
  recent: z.array(z.string().max(200)).max(20),
  /** Once a day, where this Latchkey can bring itself up to date. */
  lookForUpdates: z.boolean(),
};

export const atHandSchema = z.strictObject(shape);

export type AtHandSettings = z.output<typeof atHandSchema>;

export const DEFAULT_AT_HAND: AtHandSettings = {
  tray: true,
  closeToTray: null,
  startHidden: false,
  globalShortcut: '',
  notify: { on: true, expiring: true, minutesBefore: 60, signIn: true, failed: true, locked: false, quiet: null },
  muted: [],
  aheadPercent: 10,
  recent: [],
  lookForUpdates: true,
};

/** What is stored, each value that is not what it should be replaced by its default. */
export function readAtHand(stored: unknown): AtHandSettings {
  const found = z.looseObject({}).safeParse(stored).data ?? {};
  const notify = z.looseObject({}).safeParse(found['notify']).data ?? {};
  return {
    ...sound(shape, found, DEFAULT_AT_HAND),
    notify: sound(notifyShape, notify, DEFAULT_AT_HAND.notify),
  };
}

function sound<T extends object>(
  schemas: { readonly [K in keyof T]: z.ZodType<T[K]> },
  stored: Readonly<Record<string, unknown>>,
  fallback: T,
): T {
  const entries = Object.entries(fallback).map(([key, usual]) => {
    const parsed = schemas[key as keyof T].safeParse(stored[key]);
    return [key, parsed.success ? parsed.data : usual];
  });
  return Object.fromEntries(entries) as T;
}
