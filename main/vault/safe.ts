/**
 * The keys of a vault on disk: finds out at the start what protects it, makes and unlocks a passphrase vault, changes its passphrase, and
 * moves it between passphrase and keyring. Rules:
 * - A move begins with one durable write of the header and nothing else; from then on loading the records through the sealer given
 *   here seals them anew, one by one, each readable by its own key until then. A crash is resumed by the next load.
 * - Old copies and old keys go only after a later start has read the records back under the present key ({@link Safe.settle}).
 * - A wrong passphrase, a keyring that is not there or a full disk change nothing.
 */
import type { KeyName } from '../accounts/account';
import type { Secret } from '../oauth';
import { DataKeys, PASSPHRASE_SCHEME, passphraseSealer } from './data-keys';
import { nodeDisk, SAVED, type Disk, type SaveFailure } from './disk';
import { joinedSealer, keyringWhenNeeded } from './joined-sealer';
import { dropHeader, keepHeaderAside, readHeader, secondCopy, writeHeader } from './passphrase-file';
import { changeHeader, openKeys, sealKeys, type PassphraseHeader } from './passphrase-header';
import { isShort, SCRYPT_COST, type ScryptCost } from './passphrase-kdf';
import { dropOldCopies, sealedFiles, type SealedFile } from './sealed-files';
import { judgeProtection, safeStorageSealer, type KeyStore, type Protection, type Sealer } from './sealing';

/** What the start finds. */
export type Found =
  | { readonly kind: 'open'; readonly sealer: Sealer }
  /** `moving`: the vault is on its way to the keyring, and some of it is still under the passphrase. */
  | { readonly kind: 'locked'; readonly moving: boolean }
  /** Nothing protects secrets here now. `kept`: how many accounts are on disk, sealed by what is not there. */
  | {
      readonly kind: 'undecided';
      readonly reason: Extract<Protection, { kind: 'undecided' }>['reason'] | 'passphrase_file';
      readonly detail: string | null;
      readonly kept: number;
    };

/**
 * `wrong`: not this passphrase. `short`: too short for a new one. `damaged`: the header is not as it was written. `no_keyring`: none
 * that protects. `no_passphrase`: there is none to unlock or change.
 */
export type Refused =
  | {
      readonly kind: 'refused';
      readonly reason: 'wrong' | 'short' | 'damaged' | 'no_keyring' | 'no_passphrase';
      readonly detail: string | null;
    }
  | { readonly kind: 'not_saved'; readonly save: SaveFailure };

export type Opened = { readonly kind: 'opened'; readonly sealer: Sealer } | Refused;

export interface Safe {
  find(): Promise<Found>;
  /** Tries a passphrase. Where the keys are still in memory it is only compared, and they are kept. */
  unlock(passphrase: Secret): Promise<Opened>;
  /** A passphrase vault from now on, whatever there was before. */
  usePassphrase(passphrase: Secret): Promise<Opened>;
  changePassphrase(current: Secret, next: Secret): Promise<Opened>;
  /** Back to the keyring. */
  useKeyring(): Promise<Opened>;
  /** Drops the keys; see {@link DataKeys.drop}. */
  lock(): void;
  /** An earlier passphrase can still open copies, after a move to the keyring that was not read back yet. */
  passphraseLeft(): boolean;
  /**
   * To be called after the records were loaded: takes away what an earlier move left, if this start read everything back.
   * @param opened ids of the accounts and clients that are open
   * @param sealRest seals by the present key what was not loaded; called where something may be under another one
   */
  settle(opened: ReadonlySet<string>, sealRest?: () => Promise<void>): Promise<void>;
}

export interface SafeOptions {
  readonly disk?: Disk;
  readonly now?: () => number;
  readonly cost?: ScryptCost;
}

/** @param folder the vault's own */
export function safe(
  folder: string,
  keyStore: KeyStore,
  { disk = nodeDisk, now = Date.now, cost = SCRYPT_COST }: SafeOptions = {},
): Safe {
  let header: PassphraseHeader | null = null;
  let keys: DataKeys | null = null;
  /** Rings of keys that a desk which is just closing may still write by. */
  const replaced: DataKeys[] = [];
  /** What was sealed anew in this run was not read back by a later one. */
  let moved = false;
  const keyring = keyringWhenNeeded(keyStore);

  const isPresent = ({ scheme, keyring: id }: KeyName): boolean =>
    header?.use === 'seal' ? scheme === PASSPHRASE_SCHEME && id === header.keys[0]?.id : scheme !== PASSPHRASE_SCHEME;

  /** @param judged seals where it is given; else the passphrase does, and the keyring is asked only for what it sealed */
  const sealerFor = (judged: Sealer | null): Sealer =>
    joinedSealer(judged === null ? 'passphrase' : 'keyring', {
      keyring: judged ?? keyring,
      passphrase: keys === null ? null : passphraseSealer(keys),
    });

  async function judgeKeyring(): Promise<Sealer | Extract<Protection, { kind: 'undecided' }>> {
    const protection = await judgeProtection(keyStore);
    return protection.kind === 'undecided' ? protection : safeStorageSealer(keyStore, protection);
  }

  async function findKeyring(): Promise<Found> {
    const judged = await judgeKeyring();
    if ('seal' in judged) return { kind: 'open', sealer: sealerFor(judged) };
    return { ...judged, kept: await countAccounts() };
  }

  async function countAccounts(): Promise<number> {
    return (await sealedFiles(folder, disk)).filter(({ role, folder: of }) => role === 'record' && of === 'accounts')
      .length;
  }

  const mayHoldOldCopies = (): boolean =>
    header !== null && (header.use === 'open' || header.oldCopies || header.keys.length > 1);

  /** Writes a header; only then it counts, and its keys with it. */
  async function begin(next: PassphraseHeader, nextKeys: DataKeys, judged: Sealer | null): Promise<Opened> {
    const saved = await writeHeader(folder, next, disk);
    if (saved.kind === 'failed') {
      if (nextKeys !== keys) nextKeys.drop();
      return { kind: 'not_saved', save: saved };
    }
    if (keys !== null && keys !== nextKeys) replaced.push(keys);
    header = next;
    keys = nextKeys;
    moved = true;
    return { kind: 'opened', sealer: sealerFor(judged) };
  }

  function lock(): void {
    for (const ring of [...replaced.splice(0), ...(keys === null ? [] : [keys])]) ring.drop();
    keys = null;
  }

  return {
    async find() {
      const file = await readHeader(folder, disk, now);
      switch (file.kind) {
        case 'none':
          return findKeyring();
        case 'newer':
        case 'damaged': {
          const detail = file.kind === 'newer' ? `version ${file.version}` : file.detail;
          return { kind: 'undecided', reason: 'passphrase_file', detail, kept: await countAccounts() };
        }
        case 'header': {
          header = file.header;
          if (header.use === 'seal') return { kind: 'locked', moving: false };
          const rest = (await sealedFiles(folder, disk)).filter(isUnfinished(isPresent));
          return rest.some(({ key }) => key?.scheme === PASSPHRASE_SCHEME)
            ? { kind: 'locked', moving: true }
            : findKeyring();
        }
      }
    },

    async unlock(passphrase) {
      if (header === null) return refused('no_passphrase');
      const tried = await openKeys(header, passphrase);
      if (tried.kind === 'wrong') return refused('wrong');
      if (tried.kind === 'damaged') return refused('damaged', tried.detail);
      if (keys === null) keys = tried.keys;
      else tried.keys.drop();
      await secondCopy(folder, header, disk);
      if (mayHoldOldCopies() && (await sealedFiles(folder, disk)).some(isUnfinished(isPresent))) moved = true;
      // On its way to a keyring that is not there now: the passphrase goes on sealing, a later start goes on moving.
      const judged = header.use === 'open' ? await judgeKeyring() : null;
      return { kind: 'opened', sealer: sealerFor(judged !== null && 'seal' in judged ? judged : null) };
    },

    async usePassphrase(passphrase) {
      if (isShort(passphrase)) return refused('short');
      const nextKeys = keys?.withNewKey() ?? DataKeys.fresh();
      const next = await sealKeys(nextKeys, passphrase, { use: 'seal', oldCopies: true }, cost);
      // A header that cannot be read, or whose keys are not here: something may still be sealed by them.
      const aside = keys === null ? await keepHeaderAside(folder, disk, now) : SAVED;
      if (aside.kind === 'failed') return { kind: 'not_saved', save: aside };
      return begin(next, nextKeys, null);
    },

    async changePassphrase(current, next) {
      if (header === null || keys === null || header.use !== 'seal') return refused('no_passphrase');
      if (isShort(next)) return refused('short');
      const tried = await openKeys(header, current);
      if (tried.kind === 'wrong') return refused('wrong');
      if (tried.kind === 'damaged') return refused('damaged', tried.detail);
      tried.keys.drop();
      const nextKeys = keys.withNewKey();
      return begin(await sealKeys(nextKeys, next, { use: 'seal', oldCopies: true }, cost), nextKeys, null);
    },

    async useKeyring() {
      if (header === null || keys === null) return refused('no_passphrase');
      const judged = await judgeKeyring();
      if (!('seal' in judged)) return refused('no_keyring', judged.detail ?? judged.reason);
      return begin(changeHeader(header, { use: 'open', oldCopies: true }, keys), keys, judged);
    },

    lock,
    passphraseLeft: () => header?.use === 'open' && keys === null,

    async settle(opened, sealRest = async () => undefined) {
      if (header === null || !mayHoldOldCopies()) return;
      await sealRest();
      if (moved) {
        // Everything is under the keyring by now: the passphrase's keys have nothing more to open in this run.
        const rest = header.use === 'open' ? (await sealedFiles(folder, disk)).some(isUnfinished(isPresent)) : true;
        if (!rest) lock();
        return;
      }
      const left = await dropOldCopies(folder, isPresent, opened, disk);
      if (header.use === 'open') {
        if (left.length === 0 && (await dropHeader(folder, disk)).kind === 'saved') header = null;
        return;
      }
      if (keys === null) return;
      const needed = neededKeys(header, left);
      const oldCopies = left.some(({ role, path }) => role !== 'copy' || path.endsWith('.prev'));
      if (needed.length === header.keys.length && oldCopies === header.oldCopies) return;
      const next = changeHeader(header, { oldCopies, keys: needed }, keys);
      // Should this fail, the older key stays in the file and the next start tries again.
      if ((await writeHeader(folder, next, disk)).kind === 'saved') header = next;
    },
  };
}

function refused(reason: Extract<Refused, { kind: 'refused' }>['reason'], detail: string | null = null): Refused {
  return { kind: 'refused', reason, detail };
}

/** A record or a reply that the present key did not seal: a move is not finished. */
function isUnfinished(isPresent: (key: KeyName) => boolean): (file: SealedFile) => boolean {
  return ({ role, key }) => role !== 'copy' && key !== null && !isPresent(key);
}

/** The sealing key, and those that something on disk is still sealed by; all of them where a file does not tell. */
function neededKeys(header: PassphraseHeader, left: readonly SealedFile[]): PassphraseHeader['keys'] {
  const silent = left.some(({ key }) => key === null);
  const ids = new Set(left.flatMap(({ key }) => (key?.scheme === PASSPHRASE_SCHEME ? [key.keyring] : [])));
  return header.keys.filter(({ id }, index) => index === 0 || silent || ids.has(id));
}
