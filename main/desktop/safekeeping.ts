/**
 * Where secrets are kept, from the start of the app to its end: opens the desk once that is decided, closes it when Latchkey is locked,
 * and opens it anew under another key. Rules:
 * - Steps follow each other, whoever asks for them.
 * - While it is locked there is no desk: nothing can be asked of it. What was on its way is finished first, and only then are the keys
 *   dropped; whoever has the passphrase meanwhile gets the same desk back.
 * - Tokens that are in memory only are never dropped with a desk.
 */
import { inTurn } from '../accounts/in-turn';
import type { AccountBook } from '../accounts';
import type { Secret } from '../oauth';
import type { Found, Opened, Refused, Safe, Sealer, Vault } from '../vault';
import type { LockCause, ProtectionView } from '../../preload/contract';
import { isBeforeDesk, protectionView, type Leaving, type State } from './safekeeping-state';

/** What is asked of a desk here; see desk.ts. */
export interface ClosableDesk {
  readonly book: Pick<AccountBook, 'all' | 'isUnsaved'>;
  opened(): ReadonlySet<string>;
  resume(): Promise<void>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** @template O what can be shown of a desk whose records are still being read */
export interface SafekeepingDependencies<D extends ClosableDesk, O> {
  readonly safe: Safe;
  readonly vaultBy: (sealer: Sealer) => Vault;
  readonly memoryVault: () => Vault;
  /** Resolves when the keyring may be asked: where that holds everything up, its user has been told by then. */
  readonly beforeAsking: () => Promise<void>;
  /** Asking the keyring holds everything up. */
  readonly blocking: boolean;
  /** Calls `begun` where it takes so long that some accounts should be seen before. */
  readonly open: (vault: Vault, begun: (opening: O) => void) => Promise<D>;
  /** Writes what a vault in memory holds into another one; false where something could not be written. */
  readonly copy: (from: D, to: Vault) => Promise<boolean>;
  /** The name of the system's keyring. */
  readonly keyring: () => string | null;
  /** Another desk, or none, or another protection. `told`: its accounts were told of one by one, as they were read. */
  readonly changed: (told: boolean) => void;
  /** The desk that was just opened has taken up its work: a few accounts now know when they are refreshed. */
  readonly resumed: () => void;
  /** Latchkey has just been locked. */
  readonly locked: () => void;
  readonly report: (error: unknown) => void;
}

/** `unsaved`: tokens that could not be written yet stand in the way. `out_of_place`: not now, for example while locked. */
export type Kept =
  | { readonly kind: 'done' }
  | Refused
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'out_of_place' };

export interface Safekeeping<D extends ClosableDesk, O = unknown> {
  start(): Promise<void>;
  view(): ProtectionView;
  /** The desk, while there is one to be asked. */
  desk(): D | undefined;
  /** The desk to be shown: also while it is moved to another key. */
  shown(): D | undefined;
  /** What can be shown already while records are still being read. */
  opening(): O | undefined;
  /** Resolves at once, or when all records are read. */
  whenOpen(): Promise<void>;
  /** Why there is no desk. */
  closed(): 'protection_undecided' | 'app_locked' | null;
  chooseMemoryOnly(): Promise<void>;
  usePassphrase(passphrase: Secret): Promise<Kept>;
  changePassphrase(current: Secret, next: Secret): Promise<Kept>;
  useKeyring(): Promise<Kept>;
  retryKeyring(): Promise<Kept>;
  unlock(passphrase: Secret): Promise<Kept>;
  /** Only a passphrase vault can be locked; anything else stays as it is. */
  lock(why: LockCause): Promise<void>;
  /** Resolves when everything that is on its way is kept. */
  settled(): Promise<void>;
}

const DONE: Kept = { kind: 'done' };
const OUT_OF_PLACE: Kept = { kind: 'out_of_place' };

export function safekeeping<D extends ClosableDesk, O>(deps: SafekeepingDependencies<D, O>): Safekeeping<D, O> {
  const { safe } = deps;
  let state: State<D, O> = { kind: 'waiting' };
  const turns = inTurn();
  const step = <T>(work: () => Promise<T>): Promise<T> => turns.run('', work);

  const become = (next: State<D, O>): void => {
    const told = state.kind === 'opening' && next.kind === 'open';
    state = next;
    deps.changed(told);
  };

  /** Opens a desk over a vault, and lets go of what an earlier move left. */
  async function openDesk(vault: Vault, sealer: Sealer | null): Promise<void> {
    const desk = await readDesk(vault, sealer);
    await safe.settle(desk.opened(), () => vault.histories.sealAnew()).catch(deps.report);
    await desk.resume();
    deps.resumed();
  }

  async function readDesk(vault: Vault, sealer: Sealer | null): Promise<D> {
    const before = state;
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    try {
      const desk = await deps.open(vault, (opening) => {
        // A desk that is moved to another key is there already.
        if (before.kind !== 'moving') become({ kind: 'opening', opening, sealer, over });
      });
      become({ kind: 'open', desk, sealer });
      return desk;
    } finally {
      if (state.kind === 'opening') become(before);
      end();
    }
  }

  /** Asks what protects secrets here. The system may ask its user first, which takes as long as it takes. */
  async function find(): Promise<Found> {
    become({ kind: 'waiting' });
    await deps.beforeAsking();
    return safe.find();
  }

  async function openFound(found: Found): Promise<void> {
    if (found.kind === 'open') return openDesk(deps.vaultBy(found.sealer), found.sealer);
    become(found.kind === 'locked' ? { ...found, why: 'start', leaving: null } : { kind: 'undecided', found });
  }

  /** Takes the desk from one key to another: the records are read anew through the sealer that `begin` gives. */
  async function move(begin: () => Promise<Opened>): Promise<Kept> {
    if (state.kind !== 'open') return OUT_OF_PLACE;
    const { desk, sealer } = state;
    if (hasUnsaved(desk)) return { kind: 'unsaved' };
    const begun = await begin();
    if (begun.kind !== 'opened') return begun;
    state = { kind: 'moving', desk, sealer };
    try {
      await desk.close();
      const vault = deps.vaultBy(begun.sealer);
      if (sealer === null && !(await deps.copy(desk, vault))) {
        // What is in memory is nowhere else. The vault that was begun has no account.
        become({ kind: 'open', desk, sealer });
        await desk.resume();
        return { kind: 'unsaved' };
      }
      await openDesk(vault, begun.sealer);
    } catch (error) {
      // The old desk still has everything, and its key still opens and seals.
      if (state.kind === 'moving') {
        become({ kind: 'open', desk, sealer });
        await desk.resume();
      }
      throw error;
    }
    return DONE;
  }

  /** The keys go once the desk has finished and nobody is just trying the passphrase. */
  function letGo(leaving: Leaving<D>): void {
    if (state.kind !== 'locked' || state.leaving !== leaving || !leaving.finished || leaving.held) return;
    state = { ...state, leaving: null };
    safe.lock();
  }

  async function unlockLeft(passphrase: Secret, leaving: Leaving<D>): Promise<Kept> {
    leaving.held = true;
    let opened: Opened | undefined;
    try {
      opened = await safe.unlock(passphrase);
    } finally {
      if (opened?.kind !== 'opened') {
        leaving.held = false;
        letGo(leaving);
      }
    }
    if (opened.kind !== 'opened') return opened;
    become({ kind: 'open', desk: leaving.desk, sealer: leaving.sealer });
    await leaving.desk.resume();
    return DONE;
  }

  async function unlock(passphrase: Secret): Promise<Kept> {
    // A passphrase from before the move to the keyring: it opens copies that the keyring cannot open.
    if (state.kind === 'open' && safe.passphraseLeft()) return move(() => safe.unlock(passphrase));
    if (state.kind !== 'locked') return OUT_OF_PLACE;
    if (state.leaving !== null) return unlockLeft(passphrase, state.leaving);
    try {
      const opened = await safe.unlock(passphrase);
      if (opened.kind !== 'opened') return opened;
      await openDesk(deps.vaultBy(opened.sealer), opened.sealer);
    } catch (error) {
      if (state.kind === 'locked') safe.lock();
      throw error;
    }
    return DONE;
  }

  function lock(why: LockCause): void {
    if (state.kind !== 'open' || state.sealer?.protection !== 'passphrase') return;
    const leaving: Leaving<D> = { desk: state.desk, sealer: state.sealer, finished: false, held: false };
    become({ kind: 'locked', why, moving: false, leaving });
    deps.locked();
    const finish = (): void => {
      leaving.finished = true;
      letGo(leaving);
    };
    void leaving.desk.close().catch(deps.report).then(finish);
  }

  return {
    start: () => step(async () => openFound(await find())),
    view: () => protectionView(state, deps, safe.passphraseLeft()),
    desk: () => (state.kind === 'open' ? state.desk : undefined),
    shown: () => (state.kind === 'open' || state.kind === 'moving' ? state.desk : undefined),
    opening: () => (state.kind === 'opening' ? state.opening : undefined),
    whenOpen: async () => (state.kind === 'opening' ? state.over : undefined),
    closed: () => {
      if (state.kind === 'open') return null;
      return isBeforeDesk(state) ? 'protection_undecided' : 'app_locked';
    },
    chooseMemoryOnly: () =>
      step(async () => {
        if (state.kind === 'undecided') await openDesk(deps.memoryVault(), null);
      }),
    usePassphrase: (passphrase) =>
      step(async () => {
        if (state.kind === 'open') {
          if (state.sealer?.protection === 'passphrase') return OUT_OF_PLACE;
          return move(() => safe.usePassphrase(passphrase));
        }
        // A file that may hold the way to accounts on disk is not replaced; in memory it is, and kept aside.
        if (state.kind !== 'undecided' || state.found.reason === 'passphrase_file') return OUT_OF_PLACE;
        const opened = await safe.usePassphrase(passphrase);
        if (opened.kind !== 'opened') return opened;
        await openDesk(deps.vaultBy(opened.sealer), opened.sealer);
        return DONE;
      }),
    changePassphrase: (current, next) => step(() => move(() => safe.changePassphrase(current, next))),
    useKeyring: () => step(() => move(() => safe.useKeyring())),
    retryKeyring: () =>
      step(async () => {
        if (state.kind === 'open' && state.sealer !== null) {
          const { sealer } = state;
          return move(async () => ({ kind: 'opened', sealer }));
        }
        if (state.kind !== 'undecided') return OUT_OF_PLACE;
        const before = state;
        const found = await find().catch((error: unknown) => {
          become(before);
          throw error;
        });
        await openFound(found);
        return found.kind === 'undecided'
          ? { kind: 'refused', reason: 'no_keyring', detail: found.detail ?? found.reason }
          : DONE;
      }),
    unlock: (passphrase) => step(() => unlock(passphrase)),
    lock: (why) => step(async () => lock(why)),
    async settled() {
      if (isBeforeDesk(state)) return;
      const desk = state.kind === 'locked' ? state.leaving?.desk : state.desk;
      await desk?.settled();
    },
  };
}

function hasUnsaved({ book }: ClosableDesk): boolean {
  return book.all().some((stored) => stored.state === 'open' && book.isUnsaved(stored.account.id));
}
