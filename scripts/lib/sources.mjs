/**
 * Fingerprints of source folders, by which a build or a package that is still good is recognised.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * @param {string} root absolute; names in the fingerprint are relative to it
 * @param {readonly string[]} paths files and folders below root; missing ones are allowed
 * @param {(name: string) => boolean} [counts] tells whether a file matters, by its path relative to root
 * @returns {string} changes when any file's name or content does
 */
export function fingerprint(root, paths, counts = () => true) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) {
    const name = relative(root, file);
    if (!counts(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} files, in a stable order
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesBelow(join(path, name)));
}
