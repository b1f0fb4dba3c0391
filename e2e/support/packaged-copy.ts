/** A copy of the packaged app that a test may change. Links where the disk allows it: the runtime is a quarter of a gigabyte. */
import { copyFile, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { packagedExecutable } from './packaged-app';

export interface PackagedCopy {
  readonly executable: string;
  readonly resources: string;
  remove(): Promise<void>;
}

/** Beside the package itself, so that links are possible. */
export async function copyOfPackage(): Promise<PackagedCopy> {
  const folder = path.dirname(packagedExecutable);
  const copy = await mkdtemp(path.join(path.dirname(folder), 'copy-'));
  await linkAll(folder, copy);
  return {
    executable: path.join(copy, path.basename(packagedExecutable)),
    resources: path.join(copy, 'resources'),
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}

async function linkAll(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(target);
      await linkAll(source, target);
    } else {
      await link(source, target).catch(() => copyFile(source, target));
    }
  }
}
