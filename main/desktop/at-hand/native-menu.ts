/** A menu as data, before Electron draws it: what the tray and the application menu are made of, so that tests can read it. */
import type { MenuItemConstructorOptions } from 'electron';
import type { CommandId } from '../../../preload/shortcuts';

/** What choosing an item does. */
export type MenuAction =
  /** Shows the window and does it there. */
  | { readonly do: 'command'; readonly id: CommandId; readonly accountId: string | null }
  /** Without a window. */
  | { readonly do: 'copy' | 'refresh'; readonly accountId: string }
  | { readonly do: 'show' | 'lock' | 'quit' };

export type MenuEntry =
  | { readonly kind: 'line' }
  /** Says something, and cannot be chosen. */
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'item';
      readonly text: string;
      readonly action: MenuAction;
      /** Electron's accelerator, for display: the window's own key handler does it. */
      readonly key?: string;
      readonly off?: boolean;
    }
  /** What Electron does by itself. */
  | { readonly kind: 'role'; readonly text: string; readonly role: NonNullable<MenuItemConstructorOptions['role']> }
  | {
      readonly kind: 'menu';
      readonly text: string;
      readonly entries: readonly MenuEntry[];
      readonly role?: 'appMenu' | 'windowMenu' | 'help';
    };

/** @param act does what an item stands for */
export function menuTemplate(
  entries: readonly MenuEntry[],
  act: (action: MenuAction) => void,
): MenuItemConstructorOptions[] {
  return entries.map((entry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'words':
        return { label: escaped(entry.text), enabled: false };
      case 'role':
        return { label: escaped(entry.text), role: entry.role };
      case 'item':
        return {
          label: escaped(entry.text),
          enabled: entry.off !== true,
          // Shown only: a key that the window has not used up would otherwise do it twice.
          ...(entry.key === undefined ? {} : { accelerator: entry.key, registerAccelerator: false }),
          click: () => act(entry.action),
        };
      case 'menu':
        return {
          label: escaped(entry.text),
          ...(entry.role === undefined ? {} : { role: entry.role }),
          submenu: menuTemplate(entry.entries, act),
        };
    }
  });
}

/** A lone `&` would be swallowed and underline the next letter. */
function escaped(text: string): string {
  return text.replaceAll('&', '&&');
}
