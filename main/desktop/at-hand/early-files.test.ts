import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { App } from 'electron';
import { earlyFiles } from './early-files';

test('a file that comes before anybody asks is kept, and one that comes later is left to others', () => {
  const app = new EventEmitter();
  const take = earlyFiles(app as unknown as Pick<App, 'on' | 'off'>);
  const preventDefault = vi.fn<() => void>();
  app.emit('open-file', { preventDefault }, '/early.json');
  const files = take();
  app.emit('open-file', { preventDefault }, '/late.json');
  expect(files).toEqual(['/early.json']);
  expect(preventDefault).toHaveBeenCalledOnce();
});
