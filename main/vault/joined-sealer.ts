/**
 * Several keys as one sealer: one seals, and each opens what it sealed. Loading the records through it moves a vault from one key to
 * another, for what was opened by another key is asked to be sealed anew; a crash in between leaves each record readable by its own.
 */
import { PASSPHRASE_SCHEME } from './data-keys';
import { judgeProtection, safeStorageSealer, type KeyStore, type Sealer } from './sealing';

/** @param passphrase null where the vault has none, or it is not unlocked */
export function joinedSealer(
  seals: 'keyring' | 'passphrase',
  { keyring, passphrase }: { readonly keyring: Sealer; readonly passphrase: Sealer | null },
): Sealer {
  const sealing = seals === 'passphrase' && passphrase !== null ? passphrase : keyring;
  return {
    protection: sealing.protection,
    seal: (text) => sealing.seal(text),
    async open(sealed) {
      const opening = sealed.scheme === PASSPHRASE_SCHEME ? passphrase : keyring;
      if (opening === null) {
        return { kind: 'key_unavailable', detail: 'sealed by a passphrase that is not asked for', keyNow: null };
      }
      const opened = await opening.open(sealed);
      return opened.kind === 'opened' && opening !== sealing ? { ...opened, reseal: true } : opened;
    },
  };
}

/**
 * The keyring, asked only once something is to be opened by it: asking may show the system's own prompt, which nobody who keeps
 * a passphrase wants to see at every start.
 */
export function keyringWhenNeeded(keyStore: KeyStore): Sealer {
  const judged = async (): Promise<Sealer | string> => {
    const protection = await judgeProtection(keyStore);
    return protection.kind === 'undecided'
      ? (protection.detail ?? protection.reason)
      : safeStorageSealer(keyStore, protection);
  };
  let known: Sealer | null = null;
  const ask = async (): Promise<Sealer | string> => {
    if (known !== null) return known;
    const answer = await judged();
    if (typeof answer !== 'string') known = answer;
    return answer;
  };
  return {
    protection: 'keyring',
    async seal(text) {
      const sealer = await ask();
      return typeof sealer === 'string' ? { kind: 'key_unavailable', detail: sealer } : sealer.seal(text);
    },
    async open(sealed) {
      const sealer = await ask();
      return typeof sealer === 'string'
        ? { kind: 'key_unavailable', detail: sealer, keyNow: null }
        : sealer.open(sealed);
    },
  };
}
