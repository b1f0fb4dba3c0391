/**
 * Everything that can be done from anywhere, and the keys for it: ONE table, read by the command palette, the sheet of shortcuts, the
 * application menu (main/desktop/at-hand) and the window's key handler. Their names stand in the messages under `command`. Data and pure
 * functions only; a part of the contract that both sides need at run time, so nothing is imported here.
 *
 * A key is written as `Mod+Shift+R`: `Mod` is Command on macOS and Ctrl elsewhere; the last part is what `KeyboardEvent.key` says.
 */

/** Where a command stands in the application menu; `none`: only in the palette. */
export type MenuName = 'file' | 'accounts' | 'list' | 'view' | 'help' | 'none';

interface CommandRow {
  readonly id: string;
  readonly menu: MenuName;
  readonly keys: readonly string[];
  /** Makes sense while Latchkey is locked, or before it is decided how tokens are kept. */
  readonly always?: boolean;
}

export const commands = [
  { id: 'palette', menu: 'view', keys: ['Mod+K'] },
  { id: 'connect_sinaapp', menu: 'file', keys: ['Mod+1'] },
  { id: 'connect_kaixin001', menu: 'file', keys: ['Mod+2'] },
  { id: 'connect_other', menu: 'file', keys: ['Mod+N'] },
  { id: 'add_provider', menu: 'none', keys: [] },
  { id: 'discover', menu: 'file', keys: [] },
  { id: 'import_client', menu: 'file', keys: [] },
  { id: 'sandbox', menu: 'file', keys: [] },
  { id: 'sandbox_stop', menu: 'none', keys: [] },
  { id: 'fault_bench', menu: 'file', keys: [] },
  { id: 'export_backup', menu: 'file', keys: [] },
  { id: 'import_backup', menu: 'file', keys: [] },
  { id: 'open_providers_folder', menu: 'none', keys: [] },
  { id: 'reload_providers', menu: 'none', keys: [] },
  { id: 'settings', menu: 'file', keys: ['Mod+,'] },
  { id: 'lock', menu: 'file', keys: ['Mod+L'] },
  // Its key, Mod+Z, is the window's own: in a field it belongs to the field (renderer/state/removals.ts).
  { id: 'undo_removal', menu: 'none', keys: [] },
  { id: 'refresh', menu: 'accounts', keys: ['Mod+R'] },
  { id: 'copy', menu: 'accounts', keys: ['Mod+Shift+C'] },
  { id: 'details', menu: 'accounts', keys: ['Mod+I'] },
  { id: 'rename', menu: 'accounts', keys: [] },
  { id: 'connect_again', menu: 'accounts', keys: [] },
  { id: 'mute', menu: 'accounts', keys: [] },
  { id: 'refresh_shown', menu: 'accounts', keys: ['Mod+Shift+R'] },
  { id: 'search', menu: 'list', keys: ['Mod+F'] },
  { id: 'filter_all', menu: 'list', keys: [] },
  { id: 'filter_favourite', menu: 'list', keys: [] },
  { id: 'filter_expiring', menu: 'list', keys: [] },
  { id: 'filter_refreshable', menu: 'none', keys: [] },
  { id: 'filter_sign_in_needed', menu: 'list', keys: [] },
  { id: 'filter_uncertain', menu: 'none', keys: [] },
  { id: 'filter_misconfigured', menu: 'none', keys: [] },
  { id: 'filter_expired', menu: 'none', keys: [] },
  { id: 'filter_fresh', menu: 'none', keys: [] },
  { id: 'sort_label', menu: 'list', keys: [] },
  { id: 'sort_expiry', menu: 'list', keys: [] },
  { id: 'group_none', menu: 'none', keys: [] },
  { id: 'group_provider', menu: 'none', keys: [] },
  { id: 'group_client', menu: 'none', keys: [] },
  { id: 'theme_system', menu: 'view', keys: [], always: true },
  { id: 'theme_light', menu: 'view', keys: [], always: true },
  { id: 'theme_dark', menu: 'view', keys: [], always: true },
  { id: 'language_system', menu: 'view', keys: [], always: true },
  { id: 'language_en', menu: 'view', keys: [], always: true },
  { id: 'language_zh', menu: 'view', keys: [], always: true },
  { id: 'notifications_off', menu: 'none', keys: [] },
  { id: 'notifications_on', menu: 'none', keys: [] },
  { id: 'shortcuts', menu: 'help', keys: ['F1', 'Mod+/', '?'] },
  { id: 'first_steps', menu: 'help', keys: [] },
  { id: 'about', menu: 'help', keys: [] },
  { id: 'reset', menu: 'none', keys: [] },
  { id: 'quit', menu: 'file', keys: ['Mod+Q'], always: true },
] as const satisfies readonly CommandRow[];

export type CommandId = (typeof commands)[number]['id'];

/** Keys of the list of accounts, while it has the keyboard (renderer/accounts/AccountTable.tsx). */
export const listKeys = [
  { id: 'move', keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'] },
  { id: 'buttons', keys: ['ArrowLeft', 'ArrowRight'] },
  { id: 'open', keys: ['Enter'] },
  { id: 'renameRow', keys: ['F2'] },
  { id: 'choose', keys: ['Space'] },
  { id: 'chooseRange', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
  { id: 'chooseAll', keys: ['Mod+A'] },
  { id: 'leave', keys: ['Escape'] },
] as const;

export type ListKeyId = (typeof listKeys)[number]['id'];

/** What is read of a keyboard event. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether a pressed key is the one that is written. `?` and its like count as typed, whatever the layout needs for them. */
export function isPressed(written: string, pressed: PressedKey, mac: boolean): boolean {
  const { key, modifiers } = parts(written);
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const otherMod = mac ? pressed.ctrlKey : pressed.metaKey;
  if (mod !== modifiers.has('Mod') || otherMod || pressed.altKey !== modifiers.has('Alt')) return false;
  const typed = pressed.key === ' ' ? 'Space' : pressed.key;
  if (typed.toLowerCase() !== key.toLowerCase()) return false;
  const byShift = key.length === 1 && !/[a-z0-9]/i.test(key);
  return byShift || pressed.shiftKey === modifiers.has('Shift');
}

/** The command that a pressed key stands for. */
export function commandFor(pressed: PressedKey, mac: boolean): CommandId | null {
  return commands.find(({ keys }) => keys.some((written) => isPressed(written, pressed, mac)))?.id ?? null;
}

/** Whether a pressed key is one of those of the list. */
export function isListKey(id: ListKeyId, pressed: PressedKey, mac: boolean): boolean {
  return listKeys.some((row) => row.id === id && row.keys.some((written) => isPressed(written, pressed, mac)));
}

/** The first key of a command; null for none. */
export function keyOf(id: CommandId): string | null {
  return commands.find((command) => command.id === id)?.keys[0] ?? null;
}

export function isAlways(id: CommandId): boolean {
  return commands.some((command: CommandRow) => command.id === id && command.always === true);
}

/** As Electron's menus want it: `CmdOrCtrl+Shift+R`. */
export function acceleratorOf(written: string): string {
  return written.replace(/^Mod\+/, 'CmdOrCtrl+');
}

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };
const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** The parts of a key as they are drawn: `Ctrl`, `Shift`, `R`; on macOS their signs. */
export function drawnKey(written: string, mac: boolean): readonly string[] {
  const { key, modifiers } = parts(written);
  const drawn = [...modifiers].map((each) => {
    if (mac) return macSigns[each] ?? each;
    return each === 'Mod' || each === 'CmdOrCtrl' ? 'Ctrl' : each;
  });
  return [...drawn, signs[key] ?? key];
}

function parts(written: string): { readonly key: string; readonly modifiers: ReadonlySet<string> } {
  const pieces = written.split('+');
  return { key: pieces.at(-1) ?? '', modifiers: new Set(pieces.slice(0, -1)) };
}
