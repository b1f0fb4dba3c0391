/** How the two dialogs about backups are opened: after main has told what there is, or which file was picked. */
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';

export async function startExport(): Promise<void> {
  const answer = await orSay(window.latchkey.backupChoices());
  if (answer.ok) openDialog({ kind: 'export_backup', choices: answer.value });
}

/** The system's dialog comes first; leaving that one leaves everything as it was. */
export async function startImport(): Promise<void> {
  const answer = await window.latchkey.pickBackup();
  if (!answer.ok) openDialog({ kind: 'import_backup', file: null, error: answer.error });
  else if (answer.value.kind === 'picked') openDialog({ kind: 'import_backup', file: answer.value.file, error: null });
}
