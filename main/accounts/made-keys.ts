/** Keys that were made for a client whose form is still open. In memory, a few at a time: what is not saved was never registered. */
import { newSigningKey, type KeyAlgorithm, type SigningKey } from '../oauth';

/** How many wait at a time; the oldest is dropped. */
const most = 8;

export interface MadeKeys {
  make(algorithm: KeyAlgorithm): Promise<{ readonly handle: string; readonly key: SigningKey }>;
  /** Undefined where it is not there any more. */
  find(handle: string): SigningKey | undefined;
}

export function madeKeys(newId: () => string): MadeKeys {
  const waiting = new Map<string, SigningKey>();
  return {
    async make(algorithm) {
      const key = await newSigningKey(algorithm);
      const handle = newId();
      const [oldest] = waiting.keys();
      if (oldest !== undefined && waiting.size >= most) waiting.delete(oldest);
      waiting.set(handle, key);
      return { handle, key };
    },
    find: (handle) => waiting.get(handle),
  };
}
