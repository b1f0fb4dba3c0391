import { describe, expect, test } from 'vitest';
import { isGlobalShortcut, shortcutKeeper } from './global-shortcut';

describe('a shortcut for the whole system', () => {
  test.each(['CmdOrCtrl+Alt+K', 'Super+L', 'Ctrl+Shift+Space', 'F13', 'Alt+F1'])('may be %s', (accelerator) => {
    expect(isGlobalShortcut(accelerator)).toBe(true);
  });

  test.each([
    ['K', 'would take a letter from everybody'],
    ['Shift+K', 'would take a capital letter'],
    ['CmdOrCtrl', 'has no key'],
    ['CmdOrCtrl+Alt+Escape', 'takes a key that leads out of things'],
    ['CmdOrCtrl+CmdOrCtrl+K', 'names a modifier twice'],
    ['Nonsense+K', 'names no modifier'],
    ['CmdOrCtrl+K', 'is the palette’s in the window'],
    ['Ctrl+Shift+R', 'is another one’s in the window'],
    ['', 'is none'],
  ])('may not be %j, which %s', (accelerator) => {
    expect(isGlobalShortcut(accelerator)).toBe(false);
  });
});

describe('keeping it', () => {
  function system(taken: readonly string[] = []) {
    const held = new Set<string>();
    return {
      held,
      register(accelerator: string) {
        if (accelerator === 'F24') throw new TypeError('conversion failure');
        if (taken.includes(accelerator)) return false;
        held.add(accelerator);
        return true;
      },
      unregister: (accelerator: string) => void held.delete(accelerator),
    };
  }

  test('gives the old one back before it takes another', () => {
    const keys = system();
    const keeper = shortcutKeeper(keys, () => undefined);
    expect(keeper.use('Alt+A')).toBe('set');
    expect(keeper.use('Alt+B')).toBe('set');
    expect([...keys.held]).toEqual(['Alt+B']);
    expect(keeper.use('')).toBe('off');
    expect([...keys.held]).toEqual([]);
  });

  test('says that somebody has it, or that it is none, and holds nothing then', () => {
    const keys = system(['Alt+A']);
    const keeper = shortcutKeeper(keys, () => undefined);
    expect(keeper.use('Alt+A')).toBe('taken');
    expect(keeper.use('A')).toBe('invalid');
    expect(keeper.use('F24')).toBe('invalid');
    expect([...keys.held]).toEqual([]);
    keeper.giveBack();
  });
});
