import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../vault';
import { temporaryFolder } from '../../vault/fakes';
import { changedSettings, deleteEverything, firstSettings } from './reset';

describe('what a reset would change', () => {
  test('is counted setting by setting, without what is only remembered', () => {
    expect(changedSettings(DEFAULT_SETTINGS)).toBe(0);
    const { atHand } = DEFAULT_SETTINGS;
    const changed = {
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      lockMinutes: 3,
      windowBounds: { x: 0, y: 0, width: 1, height: 1, maximized: false },
      keptSessions: { a: { partition: 'p', clientId: 'c', trust: '' } },
      atHand: { ...atHand, muted: ['a', 'b'], recent: ['x'], notify: { ...atHand.notify, on: false, locked: true } },
    } as const;
    expect(changedSettings({ ...changed, atHand: { ...changed.atHand, muted: ['a', 'b'], recent: ['x'] } })).toBe(5);
  });

  test('leaves what is remembered alone', () => {
    const first = firstSettings();
    expect(Object.keys(first)).not.toContain('sandbox');
    expect(Object.keys(first)).not.toContain('keptSessions');
    expect(Object.keys(first)).not.toContain('windowBounds');
    expect(first.theme).toBe('system');
  });
});

describe('deleting everything', () => {
  test('takes what is Latchkey’s, and nothing else in the folder', async () => {
    const folder = temporaryFolder(onTestFinished);
    const write = (...names: readonly string[]): void => {
      mkdirSync(join(folder, ...names.slice(0, -1)), { recursive: true });
      writeFileSync(join(folder, ...names), 'x');
    };
    write('vault', 'accounts', 'a.json');
    write('vault', 'passphrase.json');
    write('providers', 'acme.json');
    write('providers', 'acme.json.replaced-20260101T000000000Z');
    write('providers', 'notes.txt');
    write('Partitions', 'sign-in-kept-00000000-0000-4000-8000-000000000000', 'Cookies');
    write('Partitions', 'other', 'Cookies');
    write('settings.json');
    write('settings.json.damaged-20260101T000000000Z');
    write('alerts.json');
    write('.updaterId');
    write('precious.txt');
    expect(await deleteEverything(folder)).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(['Partitions', 'precious.txt', 'providers']);
    expect(readdirSync(join(folder, 'providers'))).toEqual(['notes.txt']);
    expect(readdirSync(join(folder, 'Partitions'))).toEqual(['other']);
  });

  test('deletes a link, not what it leads to', async () => {
    const [folder, elsewhere] = [temporaryFolder(onTestFinished), temporaryFolder(onTestFinished)];
    writeFileSync(join(elsewhere, 'precious'), 'precious');
    symlinkSync(elsewhere, join(folder, 'vault'));
    expect(await deleteEverything(folder)).toEqual([]);
    expect(existsSync(join(folder, 'vault'))).toBe(false);
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('precious');
  });

  test('is content with a folder in which there is nothing', async () => {
    expect(await deleteEverything(temporaryFolder(onTestFinished))).toEqual([]);
  });
});
