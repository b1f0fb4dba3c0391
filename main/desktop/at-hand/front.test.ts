import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../../preload/contract';
import { front } from './front';

class FakePage extends EventEmitter {
  crashed = false;
  destroyed = false;
  constructor(readonly done: string[]) {
    super();
  }
  isCrashed = () => this.crashed;
  isDestroyed = () => this.destroyed;
  reload(): void {
    this.crashed = false;
    this.done.push('reload');
  }
  /** Its process ends. */
  crash(): void {
    this.crashed = true;
    this.emit('render-process-gone', {}, { reason: 'crashed' });
  }
}

class FakeWindow extends EventEmitter {
  readonly done: string[] = [];
  readonly webContents = new FakePage(this.done);
  destroyed = false;
  isDestroyed = () => this.destroyed;
  isMinimized = () => false;
  show = () => this.done.push('show');
  hide = () => this.done.push('hide');
  focus = () => this.done.push('focus');

  /** As its user does: closed, unless somebody prevents it. */
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.destroyed = true;
    this.emit('closed');
  }
}

const palette: Command = { id: 'palette', accountId: null };

function setUp(closesToTray: boolean) {
  const windows: FakeWindow[] = [];
  const sent: Command[] = [];
  let closed = 0;
  let again = 0;
  const subject = front({
    open() {
      const window = new FakeWindow();
      windows.push(window);
      return window as unknown as BrowserWindow;
    },
    closesToTray: () => closesToTray,
    send: (command) => void sent.push(command),
    closed: () => (closed += 1),
    startAgain: () => (again += 1),
  });
  return { subject, windows, sent, closed: () => closed, again: () => again };
}

describe('the window', () => {
  test('is opened once, and shown again afterwards', () => {
    const { subject, windows } = setUp(false);
    subject.show();
    subject.show();
    expect(windows).toHaveLength(1);
    expect(windows[0]?.done).toEqual(['show', 'focus']);
  });

  test('is gone when it is closed, and opened anew when it is wanted', () => {
    const { subject, windows, closed } = setUp(false);
    subject.show();
    windows[0]?.close();
    expect(closed()).toBe(1);
    expect(subject.window()).toBeNull();
    subject.show();
    expect(windows).toHaveLength(2);
  });

  test('whose page is gone is none, and is no end of the one that took its place', () => {
    const { subject, windows } = setUp(false);
    subject.show();
    const [first] = windows;
    if (first !== undefined) first.webContents.destroyed = true;
    expect(subject.window()).toBeNull();
    subject.show();
    first?.close();
    expect(subject.window()).toBe(windows[1]);
  });

  test('is not opened any more while Latchkey ends, which is started again instead, once', () => {
    const { subject, windows, again } = setUp(false);
    subject.show();
    subject.leaving();
    windows[0]?.close();
    subject.ending();
    expect(subject.show()).toBe(false);
    subject.tell(palette);
    expect(windows).toHaveLength(1);
    expect(again()).toBe(1);
  });

  test('only hides where Latchkey stays in the tray, until Latchkey ends', () => {
    const { subject, windows, closed } = setUp(true);
    subject.show();
    windows[0]?.close();
    expect(windows[0]?.done).toEqual(['hide']);
    expect(closed()).toBe(0);
    subject.leaving();
    windows[0]?.close();
    expect(closed()).toBe(1);
  });

  test('whose page dies gets a new one, a few times by itself and then when it is wanted', async () => {
    const { subject, windows } = setUp(false);
    subject.show();
    const [window] = windows;
    const crash = async (): Promise<void> => {
      window?.webContents.crash();
      await new Promise(setImmediate);
    };
    for (let count = 0; count < 5; count += 1) await crash();
    expect(window?.done).toEqual(['reload', 'reload', 'reload']);
    subject.show();
    expect(window?.done.slice(3)).toEqual(['reload', 'show', 'focus']);
    subject.leaving();
    await crash();
    expect(window?.done).toHaveLength(6);
  });

  test('hears at once what it is told, and later what came before it could hear', () => {
    const { subject, windows, sent } = setUp(false);
    subject.tell(palette);
    expect(sent).toEqual([]);
    expect(subject.take()).toEqual([palette]);
    expect(subject.take()).toEqual([]);
    subject.tell(palette);
    expect(sent).toEqual([palette]);
    windows[0]?.webContents.emit('did-start-loading');
    subject.tell(palette);
    expect(sent).toHaveLength(1);
    expect(subject.take()).toEqual([palette]);
  });
});
