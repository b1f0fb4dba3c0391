/** The first lines of the app, with Electron played: a second instance, which ends before it opens anything. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';

const done: string[] = [];
let switches: readonly string[] = [];
let userData = tmpdir();

vi.mock('electron', () => ({
  app: {
    commandLine: {
      hasSwitch: (name: string) => switches.includes(name),
      appendSwitch: () => undefined,
      removeSwitch: (name: string) => (switches = switches.filter((other) => other !== name)),
    },
    enableSandbox: () => done.push('every process is sandboxed'),
    requestSingleInstanceLock: () => done.push('lock') === 0,
    getPath: () => userData,
    getLocale: () => 'en-US',
    getPreferredSystemLanguages: () => ['en-US'],
    whenReady: async () => undefined,
    exit: () => done.push('exit'),
  },
  dialog: { showErrorBox: (title: string, content: string) => done.push(title, content) },
  protocol: { registerSchemesAsPrivileged: () => done.push('scheme') },
}));

beforeEach(() => {
  done.splice(0);
  vi.resetModules();
});

it('every process is sandboxed before anything else is done', async () => {
  switches = [];
  await import('./index');
  expect(done).toEqual(['every process is sandboxed', 'lock', 'exit']);
});

it('root, for whom Chromium starts no sandboxed process, has to ask for none', async () => {
  switches = ['no-sandbox'];
  await import('./index');
  expect(done).toEqual(['lock', 'exit']);
});

it('a folder in which nothing can be written is no other instance: it is said', async () => {
  switches = [];
  userData = path.join(tmpdir(), 'latchkey-not-there');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await import('./index');
  await expect.poll(() => done).toContain('exit');
  expect(done.slice(2)).toEqual([
    'Latchkey could not start',
    expect.stringContaining(`Nothing can be written to ${userData}`),
    'exit',
  ]);
});
