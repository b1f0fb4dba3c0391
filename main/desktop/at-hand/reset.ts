/**
 * Taking away what Latchkey has on this computer: what there is, in numbers, and deleting it. Only names that are Latchkey's own are
 * deleted, never the folder itself: who starts the app with a folder of their own may keep other things in it.
 */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemErrorCode } from '../../fault';
import { DEFAULT_SETTINGS, type Settings } from '../../vault';
import { isKeptPartition } from '../kept-sessions';

/** Nobody sets these: they remember. */
const REMEMBERED = new Set<string>(['sandbox', 'keptSessions', 'windowBounds', 'firstShown']);
const REMEMBERED_AT_HAND = new Set<string>(['recent']);

/** How many settings are not as they were at first. */
export function changedSettings(settings: Settings): number {
  const { atHand, ...others } = settings;
  const { atHand: atHandDefault, ...othersDefault } = DEFAULT_SETTINGS;
  return (
    differing(others, othersDefault, REMEMBERED) +
    differing({ ...atHand, notify: null }, { ...atHandDefault, notify: null }, REMEMBERED_AT_HAND) +
    differing(atHand.notify, atHandDefault.notify, new Set())
  );
}

function differing(now: object, first: object, except: ReadonlySet<string>): number {
  const before = new Map<string, unknown>(Object.entries(first));
  return Object.entries(now).filter(
    ([key, value]) => !except.has(key) && JSON.stringify(value) !== JSON.stringify(before.get(key)),
  ).length;
}

/** Settings as they were at first, without what is remembered. */
export function firstSettings(): Partial<Settings> {
  return Object.fromEntries(Object.entries(DEFAULT_SETTINGS).filter(([key]) => !REMEMBERED.has(key)));
}

/**
 * Deletes everything of Latchkey's in its folder. Call when nothing is written any more.
 * @param userData absolute path
 * @returns what could not be deleted, with why; empty where all is gone
 */
export async function deleteEverything(userData: string): Promise<readonly string[]> {
  const left: string[] = [];
  const remove = async (target: string): Promise<void> => {
    try {
      // SECURITY: a link is deleted, not what it leads to.
      await rm(target, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
    } catch (error) {
      left.push(`${target} (${systemErrorCode(error) ?? 'unknown error'})`);
    }
  };
  const within = async (folder: string, isOurs: (name: string) => boolean): Promise<void> => {
    const names = await readdir(folder).catch(() => [] as string[]);
    for (const name of names.filter(isOurs)) await remove(path.join(folder, name));
  };
  await remove(path.join(userData, 'vault'));
  await within(path.join(userData, 'providers'), (name) => /\.json(?:$|\.)/i.test(name));
  await within(path.join(userData, 'Partitions'), isKeptPartition);
  // Last, so that what is interrupted can still be looked at with the settings that led to it.
  await within(userData, (name) => /^(?:settings|alerts)\.json(?:$|\.)|^\.updaterId$/.test(name));
  return left;
}
