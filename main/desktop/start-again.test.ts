import type { RelaunchOptions } from 'electron';
import { expect, test } from 'vitest';
import { startAgain } from './start-again';

test.each([
  ['an AppImage', { APPIMAGE: '/home/a/Latchkey.AppImage' }, { execPath: '/home/a/Latchkey.AppImage' }],
  ['the portable program', { PORTABLE_EXECUTABLE_FILE: 'D:\\Latchkey.exe' }, { execPath: 'D:\\Latchkey.exe' }],
  ['what is installed', {}, {}],
])('%s is started from where its user has it', (_what, env, wanted) => {
  const seen: (RelaunchOptions | undefined)[] = [];
  startAgain({ relaunch: (options) => void seen.push(options) }, env);
  expect(seen).toEqual([wanted]);
});
