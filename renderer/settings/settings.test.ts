import { describe, expect, test } from 'vitest';
import { acceleratorOfPress } from './accelerator';
import { minuteOfTime, timeOfMinute } from './quiet-hours';
import { findSettings, sections } from './sections';

describe('the search through the settings', () => {
  test('leaves everything while nothing is typed', () => {
    expect([...findSettings('').keys()]).toEqual(sections);
  });

  test('finds a setting in either language, by its hint and by its section', () => {
    expect([...(findSettings('clipboard').get('tokens') ?? [])]).toEqual(['clipboard']);
    expect([...(findSettings('剪贴板').get('tokens') ?? [])]).toEqual(['clipboard']);
    expect([...findSettings('quiet hours').keys()]).toEqual(['notifications']);
    expect([...(findSettings('reset everything').get('data') ?? [])]).toEqual(['reset']);
    expect(findSettings('sandbox').has('sandbox')).toBe(true);
  });

  test('finds nothing where there is nothing', () => {
    expect(findSettings('teapot').size).toBe(0);
  });

  test('knows words for every setting', () => {
    for (const section of sections) expect(findSettings('').get(section)?.size).toBeGreaterThan(0);
    // A key that is gone from the messages would leave its setting to its section's name alone.
    expect([...findSettings('autostart login').keys()]).toEqual([]);
    expect([...(findSettings('start at login').get('at_hand') ?? [])]).toContain('login');
  });
});

describe('a recorded shortcut', () => {
  const held = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

  test('is written as Electron wants it, by the place of the key', () => {
    const press = { ...held, key: '˚', code: 'KeyK', altKey: true, metaKey: true };
    expect(acceleratorOfPress(press, true)).toBe('CmdOrCtrl+Alt+K');
    expect(acceleratorOfPress({ ...press, key: 'k' }, false)).toBe('Super+Alt+K');
    expect(acceleratorOfPress({ ...held, key: 'F13', code: 'F13' }, false)).toBe('F13');
    expect(acceleratorOfPress({ ...held, key: ' ', code: 'Space', ctrlKey: true, shiftKey: true }, false)).toBe(
      'CmdOrCtrl+Shift+Space',
    );
  });

  test('waits while only modifiers are held', () => {
    expect(acceleratorOfPress({ ...held, key: 'Control', code: 'ControlLeft', ctrlKey: true }, false)).toBeNull();
  });
});

test('times of day come back as they were', () => {
  for (const minute of [0, 59, 60, 1320, 1439]) expect(minuteOfTime(timeOfMinute(minute))).toBe(minute);
  expect(minuteOfTime('')).toBeNull();
  expect(minuteOfTime('24:00')).toBeNull();
});
