/** The system's dialogs, as both runtimes answer them. */
import type { BrowserWindow } from 'electron';
import { expect, it } from 'vitest';
import { datedName, fileDialogs, type SystemDialogs } from './file-dialogs';

const window = {} as BrowserWindow;

function answering(save: object, open: object) {
  const asked: unknown[] = [];
  const dialog: SystemDialogs = {
    async showSaveDialog(_window, options) {
      asked.push(options.defaultPath);
      return save as never;
    },
    async showOpenDialog(_window, options) {
      asked.push(options.properties);
      return open as never;
    },
  };
  return {
    asked,
    dialogs: fileDialogs(
      dialog,
      () => window,
      () => '/home/me',
    ),
    dialog,
  };
}

it('give the path that was chosen, and begin in the folder with the proposed name', async () => {
  const { dialogs, asked } = answering(
    { canceled: false, filePath: '/x/a.latchkey' },
    { canceled: false, filePaths: ['/x/b.latchkey'] },
  );
  expect([await dialogs.saveAs('a.latchkey', 'latchkey'), await dialogs.open(['latchkey'])]).toEqual([
    '/x/a.latchkey',
    '/x/b.latchkey',
  ]);
  expect(asked).toEqual(['/home/me/a.latchkey', ['openFile']]);
});

// Electron 25 leaves the path out where Electron 45 gives an empty one.
it.each([
  [
    { canceled: true, filePath: '' },
    { canceled: true, filePaths: [] },
  ],
  [{ canceled: true }, { canceled: true, filePaths: [] }],
  [
    { canceled: false, filePath: '' },
    { canceled: false, filePaths: [] },
  ],
])('give nothing where nothing was chosen: %o, %o', async (save, open) => {
  const { dialogs } = answering(save, open);
  expect([await dialogs.saveAs('a', ''), await dialogs.open(['bru', 'json'])]).toEqual([null, null]);
});

it('ask nobody without a window', async () => {
  const { dialog, asked } = answering({}, {});
  const dialogs = fileDialogs(
    dialog,
    () => null,
    () => '/',
  );
  expect([await dialogs.saveAs('a', ''), await dialogs.open(['bru', 'json'])]).toEqual([null, null]);
  expect(asked).toEqual([]);
});

it('propose a name by the day where its user is: a minute after their midnight, and one before', () => {
  expect(datedName(new Date(2026, 0, 2, 0, 1).getTime(), 'har')).toBe('latchkey-2026-01-02.har');
  expect(datedName(new Date(2026, 0, 2, 23, 59).getTime(), 'latchkey')).toBe('latchkey-2026-01-02.latchkey');
});
