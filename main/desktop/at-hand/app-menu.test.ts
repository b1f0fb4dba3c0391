import { describe, expect, test } from 'vitest';
import { commands } from '../../../preload/shortcuts';
import { appMenu, type AppMenuState } from './app-menu';
import type { MenuEntry } from './native-menu';
import { nativeWords } from './native-words';

const state: AppMenuState = { mac: false, open: true, lockable: true, developing: false };
const menuOf = (part: Partial<AppMenuState> = {}, language: 'en' | 'zh-CN' = 'en') =>
  appMenu({ ...state, ...part }, nativeWords(language));

function items(entries: readonly MenuEntry[]): readonly Extract<MenuEntry, { kind: 'item' }>[] {
  return entries.flatMap((entry) =>
    entry.kind === 'menu' ? items(entry.entries) : entry.kind === 'item' ? [entry] : [],
  );
}

function roles(entries: readonly MenuEntry[]): readonly string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'menu' ? roles(entry.entries) : entry.kind === 'role' ? [entry.role] : [],
  );
}

describe('the application menu', () => {
  test.each([true, false])('has every command that belongs to it once (macOS: %s)', (mac) => {
    const ids = items(menuOf({ mac })).map(({ action }) => (action.do === 'command' ? action.id : action.do));
    const wanted = commands.filter(({ menu }) => menu !== 'none').map(({ id }) => id);
    expect(ids.toSorted()).toEqual(wanted.toSorted());
  });

  test('begins with the app’s own menu on macOS, where about, settings and quit stand', () => {
    const [first] = menuOf({ mac: true });
    expect(first).toMatchObject({ role: 'appMenu', text: 'Latchkey' });
    expect(first?.kind === 'menu' && items(first.entries).map(({ text }) => text)).toEqual([
      'About Latchkey',
      'Settings…',
      'Quit Latchkey',
    ]);
    expect(menuOf().map((entry) => entry.kind === 'menu' && entry.text)).toEqual([
      'File',
      'Edit',
      'Accounts',
      'List',
      'View',
      'Window',
      'Help',
    ]);
  });

  test('speaks Chinese', () => {
    expect(menuOf({}, 'zh-CN').map((entry) => entry.kind === 'menu' && entry.text)).toEqual([
      '文件',
      '编辑',
      '账号',
      '列表',
      '显示',
      '窗口',
      '帮助',
    ]);
  });

  test('shows the keys of the table', () => {
    const found = items(menuOf());
    expect(found.find(({ text }) => text === 'Command palette')?.key).toBe('CmdOrCtrl+K');
    expect(found.find(({ text }) => text === 'Keyboard shortcuts')?.key).toBe('F1');
  });

  test('offers nothing of accounts while it is locked, but language, theme and the end', () => {
    const on = items(menuOf({ open: false, lockable: false })).filter(({ off }) => off !== true);
    const ids = on.map(({ action }) => (action.do === 'command' ? action.id : action.do));
    expect(ids).toContain('quit');
    expect(ids.filter((id) => !/^(?:theme|language)_|^quit$/.test(id))).toEqual([]);
  });

  test('has the tools for developing only where it is developed', () => {
    expect(roles(menuOf())).not.toContain('toggleDevTools');
    expect(roles(menuOf({ developing: true }))).toContain('toggleDevTools');
    expect(roles(menuOf({ developing: true }))).not.toContain('reload');
  });
});
