/** Writes a file that holds tokens in the clear, because its user asked for one: whole or not at all, and for nobody else to read. */
import type { SaveResult } from '../accounts/ports';
import type { Secret } from '../oauth';
import { nodeDisk, type Disk } from './disk';
import { replaceDurably } from './durable-file';

/** SECURITY: readable and writable by its user only (0600), whatever the file that was there before allowed. */
export function writeTokenFile(path: string, content: Secret, disk: Disk = nodeDisk): Promise<SaveResult> {
  return replaceDurably(path, Buffer.from(content.reveal()), disk);
}
