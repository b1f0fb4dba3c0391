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
const any = { name: '*', extensions: ['*'] };

export interface FileDialogs {
  /** The path the user chose; null for none. `ending` without the dot; empty for names that have none. */
  saveAs(name: string, ending: string): Promise<string | null>;
  /** @param endings of the files that are meant; others can be chosen too, for who knows what their names became on the way */
  open(endings: readonly string[]): Promise<string | null>;
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
  return {
    async saveAs(name, ending) {
      const window = parent();
      if (window === null) return null;
      const defaultPath = path.join(folder(), name);
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath,
        filters: ending === '' ? [any] : [filterFor([ending])],
      });
      // Electron 25 gives undefined where 45 gives an empty text.
      return canceled || !filePath ? null : filePath;
    },
    async open(endings) {
      const window = parent();
      if (window === null) return null;
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: folder(),
        filters: [filterFor(endings), any],
        properties: ['openFile'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}

/**
 * The name that is proposed for a file: files of several days stand in their order.
 * @param at milliseconds since the epoch; the day is that of the local clock, as ISO 8601 writes it
 * @param ending without the dot
 */
export function datedName(at: number, ending: string): string {
  const day = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `latchkey-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.${ending}`;
}

function filterFor(endings: readonly string[]) {
  const ours = endings.length === 1 && endings[0] === BACKUP_ENDING;
  return { name: ours ? 'Latchkey' : endings.map((ending) => `.${ending}`).join(' '), extensions: [...endings] };
}
