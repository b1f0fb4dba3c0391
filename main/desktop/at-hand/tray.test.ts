import { expect, test, vi } from 'vitest';
import { trayIcon } from './tray';

const drawn: string[] = [];

vi.mock('electron', () => ({
  Menu: { buildFromTemplate: () => ({}) },
  Tray: class {
    on() {}
    isDestroyed = () => false;
    destroy() {}
    setContextMenu() {}
    setToolTip = (text: string) => void drawn.push(text);
  },
  nativeImage: { createEmpty: () => ({ addRepresentation() {}, isEmpty: () => false, setTemplateImage() {} }) },
}));

test('the menu follows accounts that change without a pause', () => {
  vi.useFakeTimers();
  try {
    let count = 0;
    const icon = trayIcon({
      menu: () => ({ entries: [], toolTip: `${count}`, changesAt: null }),
      act: () => undefined,
      now: Date.now,
      platform: 'linux',
    });
    icon.show(true);
    for (count = 1; count <= 30; count += 1) {
      icon.changed();
      vi.advanceTimersByTime(500);
    }
    expect(drawn.map(Number)).toEqual([0, 11, 22]);
  } finally {
    vi.useRealTimers();
  }
});
