import type { IpcMainInvokeEvent } from 'electron';
import { expect, test } from 'vitest';
import { holdEarlyRequests, type Listener } from './early-requests';

test('what the page asks before the app is there is answered by the app, and everything else goes to it alone', async () => {
  const listeners = new Map<string, Listener>();
  const early = holdEarlyRequests({ handle: (channel, listener) => void listeners.set(channel, listener) });
  const event = {} as IpcMainInvokeEvent;
  const asked = listeners.get('latchkey:getView')?.(event, 'input') as Promise<unknown>;
  expect([...listeners.keys()]).toEqual(['latchkey:getView']);

  early.handle('latchkey:getView', (_event, input: unknown) => `view for ${String(input)}`);
  early.handle('latchkey:copy', () => 'copied');

  expect(await asked).toBe('view for input');
  expect(await listeners.get('latchkey:getView')?.(event, 'more')).toBe('view for more');
  expect(await listeners.get('latchkey:copy')?.(event)).toBe('copied');
});
