/** The end of the app, with Electron played. */
import { expect, it, vi } from 'vitest';
import { deferred } from '../accounts/deferred';
import { waitBeforeQuit } from './leaving';

const done: string[] = [];
let quit: (event: { preventDefault: () => void }) => void = () => undefined;

vi.mock('electron', () => ({
  app: {
    on: (_name: string, listener: typeof quit) => void (quit = listener),
    exit: () => done.push('exit'),
  },
}));
vi.mock('./log', () => ({ logError: (error: unknown) => done.push(String(error)) }));

it('a clipboard that cannot be read does not cut off the refresh that is on its way', async () => {
  const reply = deferred<void>();
  waitBeforeQuit(
    [
      () => Promise.reject(new Error('the clipboard is in use')),
      () => {
        throw new Error('it cannot even be asked');
      },
      () => reply.promise.then(() => done.push('kept')),
    ],
    () => undefined,
  );
  quit({ preventDefault: () => done.push('stays') });
  await expect.poll(() => done).toContain('Error: it cannot even be asked');
  expect(done).toEqual(['stays', 'Error: the clipboard is in use', 'Error: it cannot even be asked']);
  reply.resolve();
  await expect.poll(() => done.slice(3)).toEqual(['kept', 'exit']);
});

it('quitting once more cuts nothing off, until all is kept: then an update ends the app itself', async () => {
  done.length = 0;
  const reply = deferred<void>();
  const installed = deferred<void>();
  waitBeforeQuit([() => reply.promise], () => {
    done.push('installs');
    return installed.promise;
  });
  quit({ preventDefault: () => done.push('stays') });
  quit({ preventDefault: () => done.push('stays again') });
  reply.resolve();
  await expect.poll(() => done).toEqual(['stays', 'stays again', 'installs']);
  quit({ preventDefault: () => done.push('stays for ever') });
  installed.resolve();
  await expect.poll(() => done).toEqual(['stays', 'stays again', 'installs', 'exit']);
});
