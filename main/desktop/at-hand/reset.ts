/**
 * Taking away what Latchkey has on this computer: what there is, in numbers, and deleting it. Only names that are Latchkey's own are
 * deleted, never the folder itself: who starts the app with a folder of their own may keep other things in it.
 */
import { lstat, readdir, rm, rmdir, unlink } from 'node:fs/promises';
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

export interface Reset {
  /** Absolute path. */
  readonly userData: string;
  /** End what could write, one after the other; one that fails keeps nothing from being deleted. */
  readonly before: readonly (() => unknown)[];
  /** Tells what could not be deleted, and resolves when that was read. */
  readonly tell: (left: readonly string[]) => Promise<unknown>;
  readonly startAnew: () => void;
  readonly report: (error: unknown) => void;
  readonly removeOne?: RemoveOne;
}

/** Removes a file, a link or an empty folder. */
type RemoveOne = (target: string, isFolder: boolean) => Promise<void>;

const fromDisk: RemoveOne = async (target, isFolder) => {
  try {
    await rm(target, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  } catch {
    // It takes what it may not remove for a folder, and says ENOTDIR: the system's own word is wanted.
    await (isFolder ? rmdir(target) : unlink(target));
  }
};

/**
 * Deletes everything and starts anew, whatever fails on the way: an app that went on would write what it has in memory, and seal it by
 * keys that are deleted.
 */
export async function resetEverything({ userData, before, tell, startAnew, report, removeOne }: Reset): Promise<void> {
  try {
    for (const step of before) {
      try {
        await step();
      } catch (error) {
        report(error);
      }
    }
    const left = await deleteEverything(userData, removeOne);
    if (left.length > 0) await tell(left);
  } finally {
    startAnew();
  }
}

/**
 * Deletes everything of Latchkey's in its folder. Call when nothing is written any more.
 * @param userData absolute path
 * @returns each file that could not be deleted, with why; empty where all is gone
 */
export async function deleteEverything(userData: string, removeOne = fromDisk): Promise<readonly string[]> {
  const left: string[] = [];
  // File by file: of a whole folder the system does not say which file it refused.
  const remove = async (target: string): Promise<void> => {
    const found = left.length;
    try {
      // SECURITY: a link is deleted, not what it leads to.
      const isFolder = (await lstat(target)).isDirectory();
      for (const name of isFolder ? await readdir(target) : []) await remove(path.join(target, name));
      if (left.length === found) await removeOne(target, isFolder);
    } catch (error) {
      const code = systemErrorCode(error);
      if (code !== 'ENOENT') left.push(`${target} (${code ?? 'unknown error'})`);
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
