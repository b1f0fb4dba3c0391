/** The system's dialogs for where a file goes and which one is meant. What they say beside the name is the system's own. */
import path from 'node:path';
import type {
  BrowserWindow,
  OpenDialogOptions,
  OpenDialogReturnValue,
  SaveDialogOptions,
  SaveDialogReturnValue,
} from 'electron';

/** Ending of backup files. */
export const BACKUP_ENDING = 'latchkey';
const filters = [{ name: 'Latchkey', extensions: [BACKUP_ENDING] }];

export interface FileDialogs {
  /** The path the user chose; null for none. */
  saveAs(name: string): Promise<string | null>;
  /** The same for an exchange. */
  saveHarAs(name: string): Promise<string | null>;
  open(): Promise<string | null>;
}

/** The two functions of Electron's dialog that are used. */
export interface SystemDialogs {
  showSaveDialog(window: BrowserWindow, options: SaveDialogOptions): Promise<SaveDialogReturnValue>;
  showOpenDialog(window: BrowserWindow, options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
}

/**
 * @param parent the window that waits for the answer; without one there is nobody to ask
 * @param folder where the dialogs begin
 */
export function fileDialogs(
  dialog: SystemDialogs,
  parent: () => BrowserWindow | null,
  folder: () => string,
): FileDialogs {
  const save = async (name: string, kinds: NonNullable<SaveDialogOptions['filters']>): Promise<string | null> => {
    const window = parent();
    if (window === null) return null;
    const defaultPath = path.join(folder(), name);
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath, filters: kinds });
    // Electron 25 gives undefined where 45 gives an empty text.
    return canceled || !filePath ? null : filePath;
  };
  return {
    saveAs: (name) => save(name, filters),
    saveHarAs: (name) => save(name, [{ name: 'HAR', extensions: ['har'] }]),
    async open() {
      const window = parent();
      if (window === null) return null;
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: folder(),
        // Whatever its name became on the way.
        filters: [...filters, { name: '*', extensions: ['*'] }],
        properties: ['openFile'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
