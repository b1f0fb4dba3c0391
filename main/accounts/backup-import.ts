/**
 * Brings the wanted entries of a backup in: providers, then clients, then accounts, each written as a whole by the one writer of its
 * kind. A failure costs the entry and what needs it, is told, and stops nothing else; importing again completes what is missing.
 */
import type { Account, AccountId } from './account';
import { isOneUse, type ProviderFile } from './backup';
import { compareGrant, type ImportItem } from './backup-merge';
import type { AccountBook } from './book';
import type { History } from './history';
import type { DraftProblem } from './client-rules';
import type { ClientBook } from './clients';
import { holdStill } from './hold-still';
import { freeLabel, labelsIn } from './labels';
import type { Now, RotationJournal, SaveResult } from './ports';
import type { Refresher } from './refresh';
import type { Provider } from '../providers';

/**
 * `overtaken`: what is here has changed since it was looked at. `held_back`: what it needs could not be imported. `invalid`: a client that
 * could not be entered by hand either.
 */
export type ImportedItem =
  | { readonly kind: 'imported' }
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> }
  | { readonly kind: 'invalid'; readonly problem: DraftProblem }
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'held_back' };

export interface ImportDependencies {
  readonly book: AccountBook;
  readonly clients: ClientBook;
  readonly journal: RotationJournal;
  readonly refresher: Refresher;
  readonly now: Now;
  readonly newId: () => string;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Writes a provider file, in the place of the one with its id if there is one. */
  readonly keepProvider: (file: ProviderFile) => Promise<SaveResult>;
  /** Reads the providers anew. */
  readonly reloadProviders: () => Promise<void>;
  /** Where it is told what happened. Left out: nowhere. */
  readonly history?: History;
}

/** Writes at a time; each waits for the disk twice. */
const WRITERS = 8;

/**
 * @param items as {@link planImport} gave them just now
 * @param wanted keys; what they need comes along
 * @param automatic accounts with one-use refresh tokens go on being refreshed by themselves, as the file has it
 * @returns what became of each entry that was to be imported, by its key
 */
export async function importItems(
  deps: ImportDependencies,
  items: readonly ImportItem[],
  wanted: ReadonlySet<string>,
  automatic: boolean,
): Promise<ReadonlyMap<string, ImportedItem>> {
  const outcomes = new Map<string, ImportedItem>();
  const needed = new Set(items.flatMap(({ key, needs }) => (wanted.has(key) ? [key, ...needs] : [])));
  const chosen = items.filter(({ key, action }) => needed.has(key) && action !== null);
  const isReady = ({ needs }: ImportItem): boolean => needs.every((key) => outcomes.get(key)?.kind === 'imported');
  const bring = async (item: ImportItem, work: () => Promise<ImportedItem>): Promise<void> => {
    outcomes.set(item.key, isReady(item) ? await work() : { kind: 'held_back' });
  };

  for (const item of chosen) {
    if (item.what === 'provider') await bring(item, async () => outcomeOf(await deps.keepProvider(item.file)));
  }
  if (outcomes.size > 0) await deps.reloadProviders();

  for (const item of chosen) {
    if (item.what !== 'client') continue;
    await bring(item, async () => {
      const kept = await deps.clients.adopt({ ...item.client, id: item.here ?? item.client.id });
      return kept.kind === 'saved' ? { kind: 'imported' } : kept;
    });
  }

  // A client of the file may be here under an id of its own.
  const clientIds = new Map(
    items.flatMap((item) => (item.what === 'client' ? [[item.client.id, item.here ?? item.client.id]] : [])),
  );
  const labels = new Set(labelsIn(deps.book));
  const prepared = chosen.flatMap((item) => {
    if (item.what !== 'account') return [];
    const { account } = item;
    const oneUse = isOneUse(account, deps.findProvider(account.providerId));
    const label = item.action === 'replace' ? account.label : freeLabel(account.label, labels);
    labels.add(label);
    const clientId = clientIds.get(account.clientId) ?? account.clientId;
    const own = { ...account, clientId, label, automatic: account.automatic && (automatic || !oneUse) };
    return [{ item, own, mayBeAutomatic: automatic || !oneUse }];
  });
  // One iterator for all writers: each takes the next account that nobody has.
  const queue = prepared.values();
  const writer = async (): Promise<void> => {
    for (const { item, own, mayBeAutomatic } of queue) {
      await bring(item, async () =>
        item.action === 'replace' && item.here !== null
          ? replace(deps, item.here, own, mayBeAutomatic)
          : adopt(deps, item.action === 'add' ? own : { ...own, id: deps.newId() }),
      );
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return outcomes;
}

async function adopt({ book, history }: ImportDependencies, account: Account): Promise<ImportedItem> {
  const outcome = outcomeOf(await book.adopt(account));
  if (outcome.kind === 'imported') history?.happened(account.id, { kind: 'imported' });
  return outcome;
}

/** Newer tokens of the same grant, in the place of the older ones, which become the token set before. */
function replace(
  deps: ImportDependencies,
  id: AccountId,
  own: Account,
  mayBeAutomatic: boolean,
): Promise<ImportedItem> {
  const { book, journal } = deps;
  return holdStill(deps.refresher, [id], async () => {
    const here = book.findOpen(id);
    if (here === undefined || !isNewer(own, here)) return { kind: 'overtaken' };
    // Reserving keeps aside a reply that nobody could read yet: with newer tokens it would count as done with.
    const { grantId, generation } = here;
    const reserved = await journal.reserve({ accountId: id, grantId, generation, at: deps.now() });
    if (reserved.kind === 'failed') return { kind: 'not_saved', save: reserved };
    await journal.clear(id);
    let overtaken = true;
    const saved = await book.change(id, (current) => {
      overtaken = !isNewer(own, current);
      if (overtaken) return null;
      // What its user said of it here stays.
      const { clientId, label, marks } = current;
      const automatic = current.automatic && mayBeAutomatic;
      const { tokens: previous, revoked: previousRevoked } = current;
      return { ...own, id, clientId, label, marks, automatic, previous, previousRevoked };
    });
    if (!overtaken && saved.kind === 'saved') deps.history?.happened(id, { kind: 'imported' });
    return overtaken && saved.kind === 'saved' ? { kind: 'overtaken' } : outcomeOf(saved);
  });
}

/** Of another grant, as after connecting again, nothing in a file is newer. */
function isNewer(own: Account, here: Account): boolean {
  return own.grantId === here.grantId && compareGrant(own, here).verdict === 'newer_in_file';
}

function outcomeOf(save: SaveResult): ImportedItem {
  return save.kind === 'saved' ? { kind: 'imported' } : { kind: 'not_saved', save };
}
