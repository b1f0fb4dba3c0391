import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from './fakes';
import { DEFAULT_SETTINGS, setAsideDamagedSettings, settingsBook, type SettingsStore } from './settings';

function fakeStore(store: Record<string, unknown> = {}): SettingsStore & { readonly store: Record<string, unknown> } {
  return {
    store,
    set(key, value) {
      store[key] = value;
    },
  };
}

describe('settings', () => {
  it('are the defaults on a first start', () => {
    expect(settingsBook(fakeStore()).read()).toEqual(DEFAULT_SETTINGS);
  });

  it('that are stored come back', () => {
    const stored = {
      locale: 'zh-CN',
      theme: 'dark',
      clipboardSeconds: 0,
      signInSeconds: 60,
      lockMinutes: 0,
      automaticRefresh: true,
      guideDone: true,
      listSort: 'expiry',
      listGroup: 'client',
      firstShown: ['a', 'b'],
      sandbox: { enabled: true, port: 40_123, state: { tokens: [1] }, settings: { pace: 1 } },
      keptSessions: {
        a: { partition: 'sign-in-kept-00000000-0000-4000-8000-000000000000', clientId: 'c', trust: '[]' },
      },
      atHand: {
        tray: false,
        closeToTray: true,
        startHidden: true,
        globalShortcut: 'CmdOrCtrl+Alt+K',
        notify: {
          on: false,
          expiring: false,
          minutesBefore: 5,
          signIn: false,
          failed: false,
          locked: true,
          quiet: { from: 1320, to: 480 },
        },
        muted: ['a'],
        aheadPercent: 20,
        recent: ['command:lock'],
        lookForUpdates: false,
      },
      windowBounds: { x: -5, y: 0, width: 900, height: 700, maximized: true },
    };
    expect(settingsBook(fakeStore(stored)).read()).toEqual(stored);
  });

  it.each([
    ['locale', 'fr'],
    ['theme', null],
    ['clipboardSeconds', 601],
    ['clipboardSeconds', '30'],
    ['signInSeconds', 4],
    ['lockMinutes', 1441],
    ['lockMinutes', 0.5],
    ['signInSeconds', Number.NaN],
    ['sandbox', 'on'],
    ['windowBounds', { x: 1 }],
    ['keptSessions', { a: { partition: '../../elsewhere', clientId: 'c', trust: '' } }],
  ])('fall back to the default of %s alone where it is %j, and leave what is stored', (key, value) => {
    const store = fakeStore({ locale: 'en', theme: 'light', [key]: value });
    const expected = { ...DEFAULT_SETTINGS, locale: 'en', theme: 'light', [key]: DEFAULT_SETTINGS[key as 'locale'] };
    expect(settingsBook(store).read()).toEqual(expected);
    expect(store.store[key]).toBe(value);
  });

  it('keep the sign-in sessions that are known here beside one that is not, and beside what a later Latchkey says of them', () => {
    const session = { partition: 'sign-in-kept-00000000-0000-4000-8000-000000000000', clientId: 'c', trust: '[]' };
    const keptSessions = { a: { ...session, usedAt: 5 }, b: session, c: { folder: 'elsewhere' }, d: null };
    expect(settingsBook(fakeStore({ keptSessions })).read().keptSessions).toEqual({ a: session, b: session });
  });

  it('keep what is right within the sandbox', () => {
    const { sandbox } = settingsBook(fakeStore({ sandbox: { enabled: true, port: 70_000, state: 'kept' } })).read();
    expect(sandbox).toEqual({ enabled: true, port: null, state: 'kept', settings: null });
  });

  it('keep what is right of what is always at hand', () => {
    const stored = { tray: false, aheadPercent: 51, muted: 'all', notify: { on: false, quiet: { from: 0, to: 1440 } } };
    const { atHand } = settingsBook(fakeStore({ atHand: stored })).read();
    const { notify } = DEFAULT_SETTINGS.atHand;
    expect(atHand).toEqual({ ...DEFAULT_SETTINGS.atHand, tray: false, notify: { ...notify, on: false } });
  });

  it('that are changed are written one by one and leave the others', () => {
    const store = fakeStore({ other: 1 });
    const settings = settingsBook(store);
    expect(settings.change({ theme: 'dark', clipboardSeconds: 10 })).toEqual({ kind: 'saved' });
    expect(settings.read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', clipboardSeconds: 10 });
    expect(store.store).toEqual({ other: 1, theme: 'dark', clipboardSeconds: 10 });
  });

  it('refuse a value that is not allowed and change nothing', () => {
    const store = fakeStore();
    const settings = settingsBook(store);
    expect(() => settings.change({ theme: 'dark', clipboardSeconds: 601 })).toThrow('not allowed');
    expect(settings.read()).toEqual(DEFAULT_SETTINGS);
    expect(store.store).toEqual({});
  });

  it('count for this run also when they cannot be written, and say so', () => {
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    const settings = settingsBook({
      store: {},
      set() {
        throw full;
      },
    });
    expect(settings.change({ theme: 'dark' })).toMatchObject({ kind: 'failed', reason: 'full' });
    expect(settings.read().theme).toBe('dark');
  });
});

describe('a settings file', () => {
  it.each([
    ['empty', ''],
    ['cut', '{"locale":"e'],
    ['all NUL', '\0\0\0\0'],
    ['null', 'null'],
    ['an array', '[1,2]'],
    ['a number', '5'],
    ['a text', '"abc"'],
  ])('that is %s is set aside before electron-store sees it', async (_, content) => {
    const folder = temporaryFolder(onTestFinished);
    const file = join(folder, 'settings.json');
    writeFileSync(file, content);
    const damaged = await setAsideDamagedSettings(file);
    expect(damaged).toMatchObject({ kind: 'settings', outcome: 'set_aside' });
    expect(damaged?.keptAs).toMatch(/^settings\.json\.damaged-\d{8}T\d{9}Z$/);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(join(folder, damaged?.keptAs ?? ''), 'utf8')).toBe(content);
  });

  it('that is sound or missing is left alone', async () => {
    const folder = temporaryFolder(onTestFinished);
    const file = join(folder, 'settings.json');
    expect(await setAsideDamagedSettings(file)).toBeNull();
    writeFileSync(file, '{"locale":"fr"}\n');
    expect(await setAsideDamagedSettings(file)).toBeNull();
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});
