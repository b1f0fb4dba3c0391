/**
 * File names made from ids: one place decides what an id may look like, so that none can leave its folder or mean two files.
 */
import { Fault } from '../fault';

/** No dot, slash or capital: `<id>.` is the beginning of this id's file names and of no other's, on every file system. */
const SAFE_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
/** Windows takes these for devices, whatever follows the dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

export function isSafeId(id: string): boolean {
  return SAFE_ID.test(id) && !DEVICES.test(id);
}

/**
 * The id itself, fit for a file name.
 * @throws Fault `invalid_input` where it is not: ids are made by Latchkey, so this one came from elsewhere
 */
export function safeId(id: string): string {
  // SECURITY: an id like `../settings` must not choose the file.
  if (!isSafeId(id)) throw new Fault('invalid_input', 'an id cannot be a file name');
  return id;
}
