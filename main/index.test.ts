/** The first lines of the app, with Electron played: a second instance, which ends before it opens anything. */
import { beforeEach, expect, it, vi } from 'vitest';

const done: string[] = [];
let switches: readonly string[] = [];

vi.mock('electron', () => ({
  app: {
    commandLine: {
      hasSwitch: (name: string) => switches.includes(name),
      appendSwitch: () => undefined,
      removeSwitch: (name: string) => (switches = switches.filter((other) => other !== name)),
    },
    enableSandbox: () => done.push('every process is sandboxed'),
    requestSingleInstanceLock: () => done.push('lock') === 0,
    exit: () => done.push('exit'),
  },
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
