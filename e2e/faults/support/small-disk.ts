/** A disk that can be filled to the last byte: a small tmpfs where mounting is allowed, which root may. */
import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SmallDisk {
  /** Leaves no byte free. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  unmount(): Promise<void>;
}

/** Null where mounting is not allowed. */
export async function mountSmallDisk(folder: string): Promise<SmallDisk | null> {
  await mkdir(folder, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', folder]);
  } catch {
    return null;
  }
  const filler = path.join(folder, 'filler');
  return {
    async fill() {
      const file = await open(filler, 'a');
      try {
        for (let free = true; free;) free = (await written(file)) > 0;
      } finally {
        await file.close();
      }
    },
    empty: () => rm(filler, { force: true }),
    async unmount() {
      await run('umount', ['-l', folder]);
    },
  };
}

async function written(file: Awaited<ReturnType<typeof open>>): Promise<number> {
  try {
    return (await file.write(Buffer.alloc(4096))).bytesWritten;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 0;
    throw error;
  }
}

/** In front of a program: a write beyond the file-size limit fails, instead of ending the program by SIGXFSZ. */
export const bearFileSizeLimit: readonly string[] = ['sh', '-c', `trap '' XFSZ; exec "$@"`, 'sh'];

/** Sets that limit for a program that runs (Chromium could not start under it); null lifts it. */
export async function changeFileSizeLimit(pid: number, bytes: number | null): Promise<void> {
  await run('prlimit', [`--pid=${pid}`, `--fsize=${bytes ?? 'unlimited'}:`]);
}
