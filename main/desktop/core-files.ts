/**
 * SECURITY: no core file of a process that holds tokens: it would write memory to disk. Node cannot set that limit for its own process;
 * on Linux the program of util-linux can, and what honours the limit (the kernel, systemd-coredump, apport) keeps nothing. Elsewhere it is
 * the system's setting: macOS keeps none by default, Windows has Windows Error Reporting.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

const PRLIMIT = '/usr/bin/prlimit';

export interface CoreFileDependencies {
  readonly platform: NodeJS.Platform;
  /** Of all processes of the app ({@link familyOf}); those begun later inherit from one of them. */
  readonly processIds: () => Promise<readonly number[]>;
  /** Runs a program; whether it ended well. */
  readonly run?: (program: string, args: readonly string[]) => Promise<boolean>;
}

/** @returns the processes that will write no core file; fewer, or none, where the system has no way to say so */
export async function refuseCoreFiles({
  platform,
  processIds,
  run = runQuietly,
}: CoreFileDependencies): Promise<readonly number[]> {
  if (platform !== 'linux') return [];
  const refused: number[] = [];
  // One after the other: nobody waits for it, and the start has better to do.
  for (const id of await processIds()) if (await run(PRLIMIT, ['--pid', String(id), '--core=0:0'])) refused.push(id);
  return refused;
}

/**
 * A process and all that come of it (Linux). Electron's own list leaves out Chromium's zygotes, and those are what the process of every
 * page that is opened later is forked from.
 */
export async function familyOf(id: number): Promise<readonly number[]> {
  const others = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const known = await Promise.all(others.map(async (name) => ({ id: Number(name), parent: await parentOf(name) })));
  const family = [id];
  for (const member of family) family.push(...known.filter(({ parent }) => parent === member).map((child) => child.id));
  return family;
}

/** Undefined where it has ended meanwhile. What stands in brackets is the program's own name, and may hold anything (proc(5)). */
async function parentOf(id: string): Promise<number | undefined> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  const [, , parent] = stat.slice(stat.lastIndexOf(')')).split(' ');
  return parent === undefined ? undefined : Number(parent);
}

/** Not there, or not allowed: then the limit stays the system's, as SECURITY.md says. */
function runQuietly(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 5000 }, (error) => resolve(error === null));
  });
}
