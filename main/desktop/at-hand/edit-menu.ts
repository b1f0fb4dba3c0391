/** The menu of the other mouse button, in fields and over selected text: Electron draws none by itself. What it offers does what its keys do. */
import { Menu, type BrowserWindow, type ContextMenuParams } from 'electron';
import { menuTemplate, type MenuEntry } from './native-menu';
import type { NativeWords } from './native-words';

type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText'> & {
  readonly editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'>;
};

/** Only what would do something; empty where there is nothing to edit and nothing to copy. */
export function editMenu(
  { isEditable, selectionText, editFlags }: Clicked,
  { menu }: NativeWords,
): readonly MenuEntry[] {
  const copy: MenuEntry = { kind: 'role', role: 'copy', text: menu.copy };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    ...(editFlags.canCut ? [{ kind: 'role', role: 'cut', text: menu.cut } as const] : []),
    ...(editFlags.canCopy ? [copy] : []),
    ...(editFlags.canPaste ? [{ kind: 'role', role: 'paste', text: menu.paste } as const] : []),
    ...(editFlags.canSelectAll ? [{ kind: 'role', role: 'selectAll', text: menu.selectAll } as const] : []),
  ];
}

/** @param words of now, asked for when the menu opens */
export function offerEditMenu(window: BrowserWindow, words: () => NativeWords): void {
  window.webContents.on('context-menu', (_event, clicked) => {
    const entries = editMenu(clicked, words());
    if (entries.length > 0) Menu.buildFromTemplate(menuTemplate(entries, () => undefined)).popup({ window });
  });
}
