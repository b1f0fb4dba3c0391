import { expect, it } from 'vitest';
import { waitingDrawn } from './drawn';

function setUp(visible = true) {
  const timers = new Map<() => void, number>();
  let draw!: () => void;
  let crash!: (error: Error) => void;
  let place!: () => void;
  const scripts: string[] = [];
  const drawing = new Promise<void>((resolve, reject) => ([draw, crash] = [resolve, reject]));
  const window = {
    isVisible: () => visible,
    webContents: {
      executeJavaScript(code: string) {
        scripts.push(code);
        return drawing;
      },
    },
  };
  let resolved = false;
  const placed = new Promise<void>((resolve) => (place = resolve));
  void waitingDrawn(
    () => window,
    placed,
    (task, ms) => {
      timers.set(task, ms);
      return () => timers.delete(task);
    },
  ).then(() => (resolved = true));
  const turns = async (): Promise<boolean> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    return resolved;
  };
  return { timers, scripts, draw, crash, place, turns };
}

it('is waited for once the window is shown, until its frames are drawn', async () => {
  const { place, draw, turns, scripts, timers } = setUp();
  expect(await turns()).toBe(false);
  expect(scripts).toEqual([]);
  place();
  expect(await turns()).toBe(false);
  expect(scripts).toHaveLength(1);
  draw();
  expect(await turns()).toBe(true);
  expect(timers.size).toBe(0);
});

it('is not waited for where the window is hidden, or its page has gone', async () => {
  const hidden = setUp(false);
  hidden.place();
  expect(await hidden.turns()).toBe(true);
  expect(hidden.scripts).toEqual([]);

  const gone = setUp();
  gone.place();
  await gone.turns();
  gone.crash(new Error('the page is gone'));
  expect(await gone.turns()).toBe(true);
});

it('is waited for five seconds at most', async () => {
  const { timers, turns } = setUp();
  expect([...timers.values()]).toEqual([5000]);
  for (const task of timers.keys()) task();
  expect(await turns()).toBe(true);
});
