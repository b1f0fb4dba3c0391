/**
 * Backup and move, as the windows ask for it: exports under a passphrase to a path that the user chose in the system's dialog, and imports
 * in steps: pick, open, import. Between the steps the file is held here, sealed at first, then opened; it is forgotten when its dialog is
 * closed, another file is picked, or Latchkey is locked. SECURITY: no path comes from a window, and nothing of what is opened goes to one but
 * its views.
 */
import path from 'node:path';
import {
  collectBackup,
  holdStill,
  isOneUse,
  planImport,
  sameFacts,
  type Backup,
  type ImportedItem,
  type ImportItem,
  type SaveResult,
} from '../accounts';
import { Secret } from '../oauth';
import { parseProvider } from '../providers';
import type { BackupFiles, BackupRefused, SealedBackup } from '../vault';
import type { ErrorView, ImportOutcome, RequestInput } from '../../preload/contract';
import { choicesView, previewView } from './backup-views';
import type { Desk } from './desk';
import { BACKUP_ENDING, datedName, type FileDialogs } from './file-dialogs';
import { errorView, refuse, type Handlers, type Refusal } from './ipc';
import type { ProviderShelf } from './provider-shelf';

export interface BackupDependencies {
  /** The desk, while there is one to be asked. */
  readonly desk: () => Desk | undefined;
  readonly shelf: Pick<ProviderShelf, 'find' | 'own' | 'inCatalogue' | 'keep'>;
  readonly reloadProviders: () => Promise<void>;
  readonly files: BackupFiles;
  readonly dialogs: FileDialogs;
  readonly now: () => number;
}

export type BackupHandlers = Pick<
  Handlers,
  'backupChoices' | 'exportBackup' | 'pickBackup' | 'openBackup' | 'importBackup' | 'dropBackup'
>;

/** What is held between the steps of an import. */
type Held =
  | { readonly step: 'picked'; readonly sealed: SealedBackup }
  | { readonly step: 'opened'; readonly backup: Backup; readonly items: readonly ImportItem[] };

export function backups(deps: BackupDependencies): { readonly handlers: BackupHandlers; readonly forget: () => void } {
  const { shelf, files, dialogs } = deps;
  let held: Held | null = null;

  const plan = (backup: Backup, { book, clients }: Desk): readonly ImportItem[] =>
    planImport(backup, {
      accounts: book.all(),
      clients: clients.all(),
      findProviderFile: fileOf,
      inCatalogue: shelf.inCatalogue,
      compareProviders(file, here) {
        const [inFile, known] = [parseProvider(file.text), here && parseProvider(here.text)];
        if (inFile.kind === 'invalid' || inFile.provider.id !== file.id) return null;
        return known?.kind === 'ok' && sameFacts(inFile.provider, known.provider) ? 'same' : 'different';
      },
    });

  function fileOf(id: string) {
    const source = shelf.own().find(({ provider }) => provider.id === id);
    return source && { id, text: source.text };
  }

  async function write(desk: Desk, target: string, input: RequestInput<'exportBackup'>) {
    const { book, clients, refresher } = desk;
    // Until the file is there: a refresh in between would spend a token that it holds.
    return holdStill(refresher, input.accountIds, async () => {
      const sources = {
        findAccount: (id: string) => book.findOpen(id),
        findClient: (id: string) => clients.find(id),
        findProviderFile: fileOf,
      };
      const backup = collectBackup(sources, input, { createdAt: deps.now(), moved: input.stop });
      const written = await files.write(target, backup, new Secret(input.passphrase));
      let notStopped = 0;
      if (written.kind === 'saved') {
        for (const { id } of backup.accounts) desk.history.happened(id, { kind: 'exported' });
      }
      if (written.kind === 'saved' && input.stop) {
        for (const account of backup.accounts) {
          if (!account.automatic || !isOneUse(account, shelf.find(account.providerId))) continue;
          const stopped = await book.change(account.id, (current) => ({ ...current, automatic: false }));
          if (stopped.kind === 'failed') notStopped += 1;
        }
      }
      return { backup, written, notStopped };
    });
  }

  const handlers: BackupHandlers = {
    backupChoices() {
      const desk = deps.desk();
      return desk === undefined
        ? refuse('app_locked')
        : choicesView(desk.book.all(), desk.clients.all(), shelf.own(), shelf.find);
    },

    async exportBackup(input) {
      // Before anybody is asked for a place.
      if (files.isShort(new Secret(input.passphrase))) return refuse('passphrase_short', { field: 'passphrase' });
      const target = await dialogs.saveAs(datedName(deps.now(), BACKUP_ENDING), BACKUP_ENDING);
      if (target === null) return { kind: 'cancelled' };
      const desk = deps.desk();
      if (desk === undefined) return refuse('app_locked');
      const { backup, written, notStopped } = await desk.during(write(desk, target, input));
      switch (written.kind) {
        case 'saved': {
          const { accounts, clients, providers } = backup;
          const counts = { accounts: accounts.length, clients: clients.length, providers: providers.length };
          return { kind: 'saved', file: path.basename(target), ...counts, notStopped };
        }
        case 'short':
          return refuse('passphrase_short', { field: 'passphrase' });
        case 'too_large':
          return refuse('backup_too_large');
        case 'failed': {
          const code = written.reason === 'full' ? 'backup_full' : 'backup_not_written';
          return refuse(code, { detail: written.detail });
        }
      }
    },

    async pickBackup() {
      const chosen = await dialogs.open([BACKUP_ENDING]);
      if (chosen === null) return { kind: 'cancelled' };
      held = null;
      const found = await files.read(chosen);
      if (found.kind === 'refused') return unusable(found);
      if (deps.desk() === undefined) return refuse('app_locked');
      held = { step: 'picked', sealed: found.backup };
      return { kind: 'picked', file: path.basename(chosen) };
    },

    async openBackup({ passphrase }) {
      const picked = held;
      if (picked?.step !== 'picked') return refuse('not_found');
      const opened = await files.open(picked.sealed, new Secret(passphrase));
      if (opened.kind === 'wrong') return refuse('backup_passphrase_wrong', { field: 'passphrase' });
      if (opened.kind === 'refused') return unusable(opened);
      const desk = deps.desk();
      // Locked, closed or another file picked meanwhile: what was opened is let go.
      if (desk === undefined || held !== picked) return refuse('not_found');
      const items = plan(opened.backup, desk);
      held = { step: 'opened', backup: opened.backup, items };
      return previewView(opened.backup, items, shelf.find);
    },

    async importBackup({ keys, automatic }) {
      const looked = held;
      const desk = deps.desk();
      if (looked?.step !== 'opened' || desk === undefined) return refuse('not_found');
      const { backup } = looked;
      const items = plan(backup, desk);
      // Nothing is done that its user did not see: what was compared with something else by then is told anew.
      const seen = new Map(looked.items.map(({ key, verdict, here }) => [key, `${verdict} ${here}`]));
      const steady = items.filter(({ key, verdict, here }) => seen.get(key) === `${verdict} ${here}`);
      const asked = new Set(keys);
      const wanted = new Set(steady.flatMap(({ key }) => (asked.has(key) ? key : [])));
      const outcomes = await desk.during(
        desk.importItems(steady, wanted, automatic, {
          keepProvider: (file) => shelf.keep(file),
          reloadProviders: deps.reloadProviders,
        }),
      );
      const overtaken = keys.filter((key) => seen.has(key) && !wanted.has(key));
      const after = plan(backup, desk);
      if (held === looked) held = { ...looked, items: after };
      return {
        ...countsOf(items, outcomes),
        failed: [
          ...overtaken.map((key) => ({ key, error: errorView('import_overtaken') })),
          ...[...outcomes].flatMap(([key, outcome]) => {
            const error = importError(outcome);
            return error === null ? [] : { key, error };
          }),
        ],
        preview: previewView(backup, after, shelf.find),
      };
    },

    dropBackup() {
      held = null;
      return null;
    },
  };
  return {
    handlers,
    forget() {
      held = null;
    },
  };
}

function unusable({ reason, detail }: BackupRefused): Refusal {
  return refuse(`backup_${reason}`, { detail });
}

function importError(outcome: ImportedItem): ErrorView | null {
  switch (outcome.kind) {
    case 'imported':
      return null;
    case 'not_saved':
      return notSaved(outcome.save);
    case 'invalid':
      return errorView(outcome.problem.code, { field: outcome.problem.field });
    case 'overtaken':
      return errorView('import_overtaken');
    case 'held_back':
      return errorView('import_held_back');
  }
}

function notSaved({ reason, detail }: Extract<SaveResult, { kind: 'failed' }>): ErrorView {
  return errorView(reason === 'full' ? 'import_full' : 'import_not_saved', { detail });
}

function countsOf(
  items: readonly ImportItem[],
  outcomes: ReadonlyMap<string, ImportedItem>,
): Pick<ImportOutcome, 'accounts' | 'clients' | 'providers'> {
  const count = (what: ImportItem['what']): number =>
    items.filter((item) => item.what === what && outcomes.get(item.key)?.kind === 'imported').length;
  return { accounts: count('account'), clients: count('client'), providers: count('provider') };
}
