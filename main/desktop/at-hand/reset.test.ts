import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../vault';
import { temporaryFolder } from '../../vault/fakes';
import { changedSettings, deleteEverything, firstSettings, resetEverything } from './reset';

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

describe('a reset', () => {
  async function reset(failing: readonly (() => unknown)[] = [], stuck = '') {
    const folder = temporaryFolder(onTestFinished);
    mkdirSync(join(folder, 'vault', 'accounts'), { recursive: true });
    for (const name of ['a.json', 'b.json', 'c.json']) writeFileSync(join(folder, 'vault', 'accounts', name), 'x');
    writeFileSync(join(folder, 'settings.json'), '{}');
    const happened: unknown[] = [];
    await resetEverything({
      userData: folder,
      before: [...failing, () => happened.push('ended')],
      tell: async (left) => happened.push(...left.map((line) => line.replace(folder, ''))),
      startAnew: () => happened.push('started anew'),
      report: (error) => happened.push(String(error)),
      async removeOne(target) {
        if (stuck !== '' && target.endsWith(stuck)) throw Object.assign(new Error(), { code: 'EPERM' });
        await rm(target, { recursive: true });
      },
    });
    return { happened, left: readdirSync(folder, { recursive: true }) };
  }

  test('ends what could write, deletes, and starts anew', async () => {
    expect(await reset()).toEqual({ happened: ['ended', 'started anew'], left: [] });
  });

  test('names the very file that the system keeps, deletes all others, and starts anew', async () => {
    const left = ['vault', join('vault', 'accounts'), join('vault', 'accounts', 'b.json')];
    const file = join('/vault', 'accounts', 'b.json');
    expect(await reset([], 'b.json')).toEqual({ happened: ['ended', `${file} (EPERM)`, 'started anew'], left });
  });

  test('starts anew as well where a step before fails', async () => {
    const failing = () => Promise.reject(new Error('no answer'));
    expect(await reset([failing])).toEqual({ happened: ['Error: no answer', 'ended', 'started anew'], left: [] });
  });
});
