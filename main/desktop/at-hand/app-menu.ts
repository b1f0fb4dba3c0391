/**
 * The application menu, made of the table of commands (preload/shortcuts.ts): on macOS in the system's bar, elsewhere in the window's,
 * which Alt shows. Pure.
 */
import { acceleratorOf, commands, isAlways, type CommandId, type MenuName } from '../../../preload/shortcuts';
import type { MenuEntry } from './native-menu';
import type { NativeWords } from './native-words';

export interface AppMenuState {
  readonly mac: boolean;
  /** Whether accounts can be worked with: not locked, and decided how tokens are kept. */
  readonly open: boolean;
  /** A passphrase vault, which can be locked. */
  readonly lockable: boolean;
  /** Run from its sources: with the tools for developing it. */
  readonly developing: boolean;
}

type Role = Extract<MenuEntry, { kind: 'role' }>['role'];

const LINE: MenuEntry = { kind: 'line' };

export function appMenu(state: AppMenuState, words: NativeWords): readonly MenuEntry[] {
  const { menu } = words;
  const { mac } = state;
  const role = (name: Role, text: string): MenuEntry => ({ kind: 'role', role: name, text });
  const item = (id: CommandId): MenuEntry => commandItem(id, state, words);
  const of = (name: MenuName): MenuEntry[] =>
    commands.flatMap((command) => (command.menu === name ? [item(command.id)] : []));
  // On macOS these three stand in the app's own menu.
  const inAppMenu: readonly string[] = ['about', 'settings', 'quit'];
  const without = (entries: readonly MenuEntry[]): MenuEntry[] =>
    entries.filter((entry) => {
      if (!mac || entry.kind !== 'item') return true;
      const id = entry.action.do === 'command' ? entry.action.id : entry.action.do;
      return !inAppMenu.includes(id);
    });

  const app: MenuEntry = {
    kind: 'menu',
    text: menu.app,
    role: 'appMenu',
    entries: [
      item('about'),
      LINE,
      item('settings'),
      LINE,
      role('services', menu.services),
      LINE,
      role('hide', menu.hide),
      role('hideOthers', menu.hideOthers),
      LINE,
      item('quit'),
    ],
  };
  const edit: MenuEntry = {
    kind: 'menu',
    text: menu.edit,
    entries: [
      role('undo', menu.undo),
      role('redo', menu.redo),
      LINE,
      role('cut', menu.cut),
      role('copy', menu.copy),
      role('paste', menu.paste),
      role('selectAll', menu.selectAll),
    ],
  };
  const view: MenuEntry = {
    kind: 'menu',
    text: menu.view,
    entries: [
      ...of('view'),
      LINE,
      role('zoomIn', menu.zoomIn),
      role('zoomOut', menu.zoomOut),
      role('resetZoom', menu.zoomReset),
      LINE,
      role('togglefullscreen', menu.fullScreen),
      ...(state.developing ? [LINE, role('toggleDevTools', menu.devTools)] : []),
    ],
  };
  const window: MenuEntry = {
    kind: 'menu',
    text: menu.window,
    role: 'windowMenu',
    entries: [
      role('minimize', menu.minimize),
      role('close', menu.closeWindow),
      ...(mac ? [LINE, role('front', menu.front)] : []),
    ],
  };
  return [
    ...(mac ? [app] : []),
    { kind: 'menu', text: menu.file, entries: without(of('file')) },
    edit,
    { kind: 'menu', text: menu.accounts, entries: of('accounts') },
    { kind: 'menu', text: menu.list, entries: of('list') },
    view,
    window,
    { kind: 'menu', text: menu.help, role: 'help', entries: without(of('help')) },
  ];
}

function commandItem(id: CommandId, { open, lockable }: AppMenuState, { command }: NativeWords): MenuEntry {
  const keys: readonly string[] = commands.find((each) => each.id === id)?.keys ?? [];
  const key = keys.find((each) => each.startsWith('Mod+') || /^F\d+$/.test(each));
  return {
    kind: 'item',
    text: command[id],
    action: id === 'quit' ? { do: 'quit' } : { do: 'command', id, accountId: null },
    off: id === 'lock' ? !lockable : !(open || isAlways(id)),
    ...(key === undefined ? {} : { key: acceleratorOf(key) }),
  };
}
