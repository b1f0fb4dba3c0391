/** What goes to files that its user chooses, and comes from them: backups, tokens for other tools, clients from other tools. */
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import { Fault } from '../fault';
import { backupFiles, writeTokenFile } from '../vault';
import { backups, type BackupHandlers } from './backup';
import type { Desk } from './desk';
import { fileDialogs, type SystemDialogs } from './file-dialogs';
import { foreignClients, type ForeignHandlers } from './foreign-handlers';
import type { HandDependencies } from './hand-handlers';
import type { ProviderShelf } from './provider-shelf';

export interface UserFileDependencies {
  readonly dialog: SystemDialogs;
  /** The window that waits for a dialog's answer. */
  readonly parent: () => BrowserWindow | null;
  /** Where dialogs begin. */
  readonly folder: () => string;
  readonly desk: () => Desk | undefined;
  readonly shelf: ProviderShelf;
  readonly reloadProviders: () => Promise<void>;
  readonly now: () => number;
}

export interface UserFiles {
  readonly handlers: BackupHandlers & ForeignHandlers;
  readonly files: HandDependencies['files'];
  /** What is held between the steps of an import: gone when Latchkey is locked or its window closed. */
  forget(): void;
}

export function userFiles({ dialog, parent, folder, ...deps }: UserFileDependencies): UserFiles {
  const dialogs = fileDialogs(dialog, parent, folder);
  const backingUp = backups({ ...deps, files: backupFiles(), dialogs });
  const foreign = foreignClients({
    clients() {
      const desk = deps.desk();
      // Handlers are not asked while there is none (handlers.ts).
      if (desk === undefined) throw new Fault('unexpected', 'asked while there is no desk');
      return desk.clients;
    },
    shelf: deps.shelf,
    reloadProviders: deps.reloadProviders,
    dialogs,
    newId: randomUUID,
  });
  return {
    handlers: { ...backingUp.handlers, ...foreign.handlers },
    files: { dialogs, write: writeTokenFile },
    forget() {
      backingUp.forget();
      foreign.forget();
    },
  };
}
