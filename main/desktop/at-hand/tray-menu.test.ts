import { describe, expect, test } from 'vitest';
import { T0 } from '../../accounts/fakes';
import { DAY, glance, HOUR, lives, MINUTE } from './fakes';
import type { Glance } from './glance';
import { menuTemplate, type MenuAction, type MenuEntry } from './native-menu';
import { nativeWords } from './native-words';
import { trayMenu } from './tray-menu';

const words = nativeWords('en');
const nameOf = (id: string): string => ({ sinaapp: 'SinaApp', kaixin001: 'Kaixin001' })[id] ?? id;
const opened = (accounts: readonly Glance[], now = T0, lockable = false) =>
  trayMenu({ kind: 'open', accounts, lockable }, words, nameOf, now);
const texts = (entries: readonly MenuEntry[]): readonly string[] =>
  entries.map((entry) => (entry.kind === 'line' ? '—' : entry.text));

describe('the tray’s menu', () => {
  test('has what ends first at its top, each with copy, refresh and details', () => {
    const { entries } = opened([
      glance(lives(20 * DAY, null, { id: 'a', label: 'long' })),
      glance(lives(41 * MINUTE, 30 * DAY, { id: 'b', label: 'short' })),
      glance(lives(null, null, { id: 'c', label: 'no end' })),
    ]);
    expect(texts(entries).slice(0, 4)).toEqual([
      'All is well',
      'short · 41 min',
      'long · 20 d',
      'no end · end not given',
    ]);
    const [, first, second] = entries;
    expect(first?.kind === 'menu' && first.entries).toEqual([
      { kind: 'words', text: 'SinaApp' },
      { kind: 'item', text: 'Copy token', action: { do: 'copy', accountId: 'b' }, off: false },
      { kind: 'item', text: 'Refresh', action: { do: 'refresh', accountId: 'b' }, off: false },
      { kind: 'item', text: 'Show details', action: { do: 'command', id: 'details', accountId: 'b' } },
    ]);
    expect(second?.kind === 'menu' && second.entries[2]).toMatchObject({ text: 'Refresh', off: true });
  });

  test('shows eight of many, and the way to the rest', () => {
    const accounts = Array.from({ length: 10_000 }, (_, index) =>
      glance(lives((10_000 - index) * HOUR, null, { id: `${index}`, label: `account ${index}` })),
    );
    const said = texts(opened(accounts).entries);
    expect(said[1]).toBe('account 9999 · 1 h');
    expect(said[8]).toBe('account 9992 · 8 h');
    expect(said[9]).toBe('More… (9992)');
  });

  test('says how many need somebody, and leads to them', () => {
    const accounts = [
      glance(lives(HOUR, null, { id: 'a', label: 'over' })),
      glance(lives(2 * HOUR, 3 * HOUR, { id: 'b', label: 'gone' })),
      glance(lives(10 * DAY, null, { id: 'c', label: 'fine' })),
    ];
    const { entries, toolTip } = opened(accounts, T0 + 4 * HOUR);
    expect(toolTip).toBe('Latchkey · Sign-in needed: 2');
    expect(entries).toContainEqual({
      kind: 'item',
      text: 'Show what needs a sign-in (1)',
      action: { do: 'command', id: 'filter_sign_in_needed', accountId: null },
    });
    expect(texts(entries)).toContain('Show what has expired (1)');
    // What can be used stands before what cannot.
    expect(texts(entries)[1]).toBe('fine · 9 d');
  });

  test('tells of the time to refresh once the token is over', () => {
    const { entries } = opened([glance(lives(HOUR, 3 * DAY))], T0 + 2 * HOUR);
    expect(texts(entries)[1]).toMatch(/· can refresh for 2 d$/);
  });

  test('changes when it says something else, not every second', () => {
    const accounts = [glance(lives(10 * HOUR))];
    const { changesAt } = opened(accounts, T0 + 30 * MINUTE);
    // 9 h 30 min are 9 h, until they are less than 9.
    expect(changesAt).toBe(T0 + HOUR + 1);
    const before = texts(opened(accounts, T0 + 30 * MINUTE).entries);
    expect(texts(opened(accounts, T0 + HOUR).entries)).toEqual(before);
    expect(texts(opened(accounts, T0 + HOUR + 1).entries)).not.toEqual(before);
    expect(opened([glance(lives(null))]).changesAt).toBeNull();
  });

  test('changes at the end of a phase too, which the rough time does not show', () => {
    const { changesAt } = opened([glance(lives(10 * DAY))], T0 + 9 * DAY - MINUTE);
    expect(changesAt).toBe(T0 + 9 * DAY);
  });

  test('shows nothing of accounts while it is locked', () => {
    const { entries, toolTip } = trayMenu({ kind: 'locked' }, words, nameOf, T0);
    expect(texts(entries)).toEqual(['Locked', 'Unlock…', '—', 'Show Latchkey', 'Quit Latchkey']);
    expect(toolTip).toBe('Latchkey · Locked');
    expect(texts(trayMenu({ kind: 'starting' }, words, nameOf, T0).entries)).not.toContain('Unlock…');
  });

  test('offers the lock only where there is one', () => {
    expect(texts(opened([]).entries)).not.toContain('Lock');
    expect(texts(opened([], T0, true).entries)).toContain('Lock');
    expect(texts(opened([]).entries)[0]).toBe('No accounts yet');
  });

  test('speaks Chinese', () => {
    const { entries } = trayMenu(
      { kind: 'open', accounts: [glance(lives(41 * MINUTE, null, { label: '甲' }))], lockable: false },
      nativeWords('zh-CN'),
      nameOf,
      T0,
    );
    expect(texts(entries)).toContain('甲 · 41 分钟');
    expect(texts(entries)).toContain('退出 Latchkey');
  });

  test('cuts labels that would make it as wide as the screen', () => {
    const { entries } = opened([glance(lives(HOUR, null, { label: '长'.repeat(200) }))]);
    expect(texts(entries)[1]).toBe(`${'长'.repeat(39)}… · 1 h`);
  });

  test('is drawn by Electron as it is written, ampersands too, and does what is chosen', () => {
    const done: MenuAction[] = [];
    const template = menuTemplate(
      [{ kind: 'item', text: 'R & D', action: { do: 'show' }, key: 'CmdOrCtrl+K' }],
      (action) => done.push(action),
    );
    expect(template).toMatchObject([{ label: 'R && D', accelerator: 'CmdOrCtrl+K', registerAccelerator: false }]);
    const { click } = template[0] ?? {};
    (click as () => void)();
    expect(done).toEqual([{ do: 'show' }]);
  });
});
