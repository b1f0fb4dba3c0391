import { describe, expect, test } from 'vitest';
import en from '../messages/en.json';
import {
  acceleratorOf,
  commandFor,
  commands,
  drawnKey,
  isPressed,
  listKeys,
  type PressedKey,
} from '../../preload/shortcuts';

const press = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('the table of shortcuts', () => {
  test('declares no key twice, anywhere and in the list', () => {
    const all = [...commands, ...listKeys].flatMap(({ keys }): readonly string[] => keys);
    const twice = all.filter(
      (key, index) => all.findIndex((other) => other.toLowerCase() === key.toLowerCase()) < index,
    );
    expect(twice).toEqual([]);
  });

  test('declares no command twice', () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has a name for every command and every key of the list, and no names besides', () => {
    expect(Object.keys(en.command).toSorted()).toEqual(commands.map(({ id }) => id).toSorted());
    expect(Object.keys(en.listKey).toSorted()).toEqual(listKeys.map(({ id }) => id).toSorted());
  });

  test('takes no key that the system or an input wants', () => {
    const wanted = ['Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+A', 'Mod+W', 'Mod+M', 'Mod+H', 'Alt+F4'];
    const used = commands.flatMap(({ keys }): readonly string[] => keys);
    expect(used.filter((key) => wanted.includes(key))).toEqual([]);
  });
});

describe('a pressed key', () => {
  test('is Ctrl here and Command on macOS', () => {
    expect(commandFor(press('k', { ctrlKey: true }), false)).toBe('palette');
    expect(commandFor(press('k', { metaKey: true }), true)).toBe('palette');
    expect(commandFor(press('k', { ctrlKey: true }), true)).toBeNull();
    expect(commandFor(press('k', { metaKey: true }), false)).toBeNull();
  });

  test('needs exactly the modifiers that are written', () => {
    expect(commandFor(press('r', { ctrlKey: true }), false)).toBe('refresh');
    expect(commandFor(press('R', { ctrlKey: true, shiftKey: true }), false)).toBe('refresh_shown');
    expect(commandFor(press('r', { ctrlKey: true, altKey: true }), false)).toBeNull();
    expect(commandFor(press('r'), false)).toBeNull();
  });

  test('that is a sign counts as typed, with or without Shift', () => {
    expect(commandFor(press('?', { shiftKey: true }), false)).toBe('shortcuts');
    expect(commandFor(press('/', { ctrlKey: true, shiftKey: true }), false)).toBe('shortcuts');
    expect(isPressed('Space', press(' '), false)).toBe(true);
  });
});

test('keys are drawn as the platform draws them', () => {
  expect(drawnKey('Mod+Shift+R', false)).toEqual(['Ctrl', 'Shift', 'R']);
  expect(drawnKey('Mod+Shift+R', true)).toEqual(['⌘', '⇧', 'R']);
  expect(drawnKey('CmdOrCtrl+Alt+K', false)).toEqual(['Ctrl', 'Alt', 'K']);
  expect(drawnKey('ArrowUp', false)).toEqual(['↑']);
  expect(acceleratorOf('Mod+,')).toBe('CmdOrCtrl+,');
});
