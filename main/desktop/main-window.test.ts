import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test, vi } from 'vitest';
import type { FreshWindow, WindowBounds } from './main-window';

vi.mock('electron', () => {
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
  return {
    app: {},
    nativeImage: {},
    nativeTheme: { shouldUseDarkColors: false },
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
  };
});
const { openMainWindow } = await import('./main-window');

class FakeWindow extends EventEmitter {
  maximized = false;
  bounds = { x: 0, y: 0, width: 1100, height: 720 };
  setBounds = (bounds: typeof this.bounds): void => void (this.bounds = bounds);
  getNormalBounds = () => this.bounds;
  isMaximized = (): boolean => this.maximized;
  maximize = (): void => void (this.maximized = true);
  isDestroyed = (): boolean => false;
  setBackgroundColor = (): void => undefined;
  show = (): void => void this.emit('show');
}

test('a maximized window stays one, though it was never taken out of the tray', async () => {
  const kept: WindowBounds[] = [];
  const bounds = { x: 10, y: 20, width: 800, height: 600, maximized: true };
  const open = (hidden: boolean): FakeWindow => {
    const window = new FakeWindow();
    const fresh: FreshWindow = {
      window: window as unknown as BrowserWindow,
      drawn: Promise.resolve(),
      placed: Promise.resolve(),
      place: () => undefined,
    };
    openMainWindow({ hidden, bounds, moved: (moved) => kept.push(moved) }, fresh);
    return window;
  };
  const hidden = open(true);
  await Promise.resolve();
  hidden.emit('close');
  expect(kept).toEqual([bounds]);
  const shown = open(false);
  await expect.poll(() => shown.maximized).toBe(true);
  shown.maximized = false;
  shown.emit('close');
  expect(kept[1]).toEqual({ ...bounds, maximized: false });
});
