/**
 * Settings: small, not secret, kept by electron-store (handed in). Rules:
 * - A stored value that is not what it should be counts as its default, field by field, and is left as it is until it is set.
 * - A settings file that is not a JSON object is set aside before electron-store opens it: electron-store fails to start on an empty or
 *   cut file, and takes `null` or `[]` for no settings and overwrites it.
 */
import { basename } from 'node:path';
import { z } from 'zod';
import type { SaveResult } from '../accounts/ports';
import { Fault } from '../fault';
import { atHandSchema, DEFAULT_AT_HAND, readAtHand } from './at-hand-settings';
import { parseJson } from './checked-json';
import { ifThere, nodeDisk, SAVED, saveFailure, type Disk } from './disk';
import { keepAside } from './durable-file';

const sandboxShape = {
  enabled: z.boolean(),
  /** The port it had last, so that the endpoints of stored practice clients stay right. */
  port: z.int().min(1).max(65_535).nullable(),
  /** What the practice server remembers, and how it was set; only it knows the forms. */
  state: z.unknown(),
  settings: z.unknown(),
};

/** A later Latchkey may say more of one. */
const keptSession = z.object({
  partition: z.string().regex(/^sign-in-kept-[0-9a-f-]{36}$/),
  clientId: z.string(),
  trust: z.string(),
});

const shape = {
  locale: z.enum(['system', 'en', 'zh-CN']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Seconds until a copied token is cleared from the clipboard; 0 = never. */
  clipboardSeconds: z.int().min(0).max(600),
  /** Seconds a sign-in may take. */
  signInSeconds: z.int().min(5).max(1800),
  /** Minutes without a key or a mouse until a passphrase vault is locked; 0 = never. */
  lockMinutes: z.int().min(0).max(1440),
  /** New accounts are refreshed by themselves. */
  automaticRefresh: z.boolean(),
  /** The first steps were finished or put away. */
  guideDone: z.boolean(),
  /** How the list stands. */
  listSort: z.enum(['label', 'expiry']),
  listGroup: z.enum(['none', 'provider', 'client']),
  /** The accounts at the top of the list, when it was last shown, where it is long. */
  firstShown: z.array(z.string().max(64)).max(100),
  /** Tray, notifications, shortcuts. */
  atHand: atHandSchema,
  /** The practice server. */
  sandbox: z.strictObject(sandboxShape),
  /**
   * Sign-in sessions that are kept on disk, by account: the browser partition that holds one, its client, and which certificates it was
   * opened with.
   */
  keptSessions: z.record(z.string(), keptSession),
  /** Where the main window was, in device-independent pixels; null until it was shown. */
  windowBounds: z
    .strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1), maximized: z.boolean() })
    .nullable(),
};

const changesSchema = z.strictObject(shape).partial();

export type Settings = Readonly<z.output<z.ZodObject<typeof shape>>>;

export const DEFAULT_SETTINGS: Settings = {
  locale: 'system',
  theme: 'system',
  clipboardSeconds: 30,
  signInSeconds: 300,
  lockMinutes: 15,
  automaticRefresh: false,
  guideDone: false,
  listSort: 'label',
  listGroup: 'none',
  firstShown: [],
  atHand: DEFAULT_AT_HAND,
  sandbox: { enabled: false, port: null, state: null, settings: null },
  keptSessions: {},
  windowBounds: null,
};

/** What is used of electron-store. */
export interface SettingsStore {
  readonly store: Readonly<Record<string, unknown>>;
  set(key: string, value: unknown): void;
}

export interface SettingsBook {
  read(): Settings;
  /**
   * Changes some settings. They count from now on even when they cannot be written; the result tells.
   * @throws Fault `invalid_input` on a value that is not allowed; nothing is changed then
   */
  change(changes: Partial<Settings>): SaveResult;
}

/** @param store an electron-store instance, made after {@link setAsideDamagedSettings} */
export function settingsBook(store: SettingsStore): SettingsBook {
  let settings = readSettings(store.store);
  return {
    read: () => settings,
    change(changes) {
      if (!changesSchema.safeParse(changes).success) throw new Fault('invalid_input', 'a setting that is not allowed');
      settings = { ...settings, ...changes };
      try {
        for (const [key, value] of Object.entries(changes)) store.set(key, value);
        return SAVED;
      } catch (error) {
        return saveFailure(error);
      }
    },
  };
}

function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const fallback = DEFAULT_SETTINGS;
  const sandbox = z.looseObject({}).safeParse(stored['sandbox']).data ?? {};
  return {
    locale: valueOr(shape.locale, stored['locale'], fallback.locale),
    theme: valueOr(shape.theme, stored['theme'], fallback.theme),
    clipboardSeconds: valueOr(shape.clipboardSeconds, stored['clipboardSeconds'], fallback.clipboardSeconds),
    signInSeconds: valueOr(shape.signInSeconds, stored['signInSeconds'], fallback.signInSeconds),
    lockMinutes: valueOr(shape.lockMinutes, stored['lockMinutes'], fallback.lockMinutes),
    automaticRefresh: valueOr(shape.automaticRefresh, stored['automaticRefresh'], fallback.automaticRefresh),
    guideDone: valueOr(shape.guideDone, stored['guideDone'], fallback.guideDone),
    listSort: valueOr(shape.listSort, stored['listSort'], fallback.listSort),
    listGroup: valueOr(shape.listGroup, stored['listGroup'], fallback.listGroup),
    firstShown: valueOr(shape.firstShown, stored['firstShown'], fallback.firstShown),
    atHand: readAtHand(stored['atHand']),
    sandbox: {
      enabled: valueOr(sandboxShape.enabled, sandbox['enabled'], fallback.sandbox.enabled),
      port: valueOr(sandboxShape.port, sandbox['port'], fallback.sandbox.port),
      state: sandbox['state'] ?? fallback.sandbox.state,
      settings: sandbox['settings'] ?? fallback.sandbox.settings,
    },
    keptSessions: soundSessions(stored['keptSessions']),
    windowBounds: valueOr(shape.windowBounds, stored['windowBounds'], fallback.windowBounds),
  };
}

/** Session by session: what is not among them is taken away from the disk (kept-sessions.ts). */
function soundSessions(stored: unknown): Settings['keptSessions'] {
  const found = Object.entries(z.record(z.string(), z.unknown()).safeParse(stored).data ?? {});
  return Object.fromEntries(
    found.flatMap(([accountId, one]) => {
      const session = keptSession.safeParse(one).data;
      return session === undefined ? [] : [[accountId, session]];
    }),
  );
}

function valueOr<T>(schema: z.ZodType<T>, value: unknown, fallback: T): T {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : fallback;
}

/** A settings file that could not be used. `keptAs` is the file name it stays under. */
export interface DamagedSettings {
  readonly kind: 'settings';
  readonly keptAs: string;
  readonly outcome: 'set_aside';
  readonly detail: string;
}

/**
 * Renames a settings file that is not a JSON object, so that electron-store starts with a new one.
 * @param file the file that electron-store will open
 * @returns null where it is sound or missing
 * @throws file errors where it can be neither read nor renamed
 */
export async function setAsideDamagedSettings(
  file: string,
  { disk = nodeDisk, now = Date.now }: { readonly disk?: Disk; readonly now?: () => number } = {},
): Promise<DamagedSettings | null> {
  const content = await ifThere(disk.readFile(file));
  if (content === null) return null;
  const parsed = parseJson(content.toString('utf8'));
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return null;
  const keptAs = await keepAside(file, 'damaged', now(), disk);
  await disk.unlink(file);
  const detail = content.length === 0 ? 'empty' : parsed === undefined ? 'not JSON' : 'not a JSON object';
  return { kind: 'settings', keptAs: basename(keptAs), outcome: 'set_aside', detail };
}
