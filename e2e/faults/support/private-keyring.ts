/**
 * A D-Bus session and a gnome-keyring-daemon of its own for one app, so that a test can lock the keyring, take it away or put another
 * in its place between two starts. Linux only.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const run = promisify(execFile);

/** The bus name of the program that asks for a keyring's password. */
const PROMPTER = 'org.gnome.keyring.SystemPrompter';

export interface PrivateKeyring {
  /** For the app. */
  readonly environment: Readonly<Record<string, string>>;
  /** True while it asks for its password. */
  asks(): Promise<boolean>;
  /** From now on somebody closes its question, whenever it is asked. */
  dismiss(): void;
  stop(): Promise<void>;
}

/**
 * @param home where the keyring's files are; the same one again is the same keyring
 * @param state `locked`: nobody has typed its password, and who is asked for it closes the question; `asking`: the question stays open;
 * `absent`: no keyring, and no D-Bus session to ask for one
 */
export async function startKeyring(
  home: string,
  state: 'unlocked' | 'locked' | 'asking' | 'absent',
): Promise<PrivateKeyring> {
  const folders = { XDG_DATA_HOME: path.join(home, 'data'), XDG_RUNTIME_DIR: path.join(home, 'run') };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 });
  // Where there is no bus nobody waits for one.
  if (state === 'absent')
    return {
      environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
      asks: () => Promise.resolve(false),
      dismiss() {},
      async stop() {},
    };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const environment = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
  const daemon = startDaemon(state, { ...environment, ...folders, HOME: home });
  await expect.poll(() => ownsSecrets(environment)).toBe(true);
  let dismissing: NodeJS.Timeout | undefined;
  const dismiss = (): void => {
    dismissing ??= setInterval(() => void dismissPrompt(environment), 200);
  };
  if (state === 'locked') dismiss();
  return {
    environment,
    asks: async () => (await callBus('NameHasOwner', PROMPTER, environment)).includes('true'),
    dismiss,
    async stop() {
      clearInterval(dismissing);
      for (const child of [daemon, bus]) await end(child);
    },
  };
}

function startDaemon(state: 'unlocked' | 'locked' | 'asking', environment: Record<string, string>): ChildProcess {
  const args = ['--foreground', '--components=secrets', ...(state === 'unlocked' ? ['--unlock'] : [])];
  const daemon = spawn('gnome-keyring-daemon', args, {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin?.end(state === 'unlocked' ? 'latchkey-tests' : '');
  return daemon;
}

/** Does what its user does who closes the keyring's question for the password: ends the program that asks, on this bus alone. */
async function dismissPrompt(environment: Record<string, string>): Promise<void> {
  try {
    const asked = await callBus('GetConnectionUnixProcessID', PROMPTER, environment);
    const pid = Number(/\d+\s*$/.exec(asked)?.[0]);
    if (pid > 0) process.kill(pid);
  } catch {
    // Nobody asks now.
  }
}

async function ownsSecrets(environment: Record<string, string>): Promise<boolean> {
  return (await callBus('NameHasOwner', 'org.freedesktop.secrets', environment)).includes('true');
}

/** Asks the bus itself about one of its names. */
async function callBus(method: string, name: string, environment: Record<string, string>): Promise<string> {
  const call = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const question = [...call, `org.freedesktop.DBus.${method}`, `string:${name}`];
  return (await run('dbus-send', question, { env: { ...process.env, ...environment } })).stdout;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the D-Bus session did not start')));
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      const newline = text.indexOf('\n');
      if (newline >= 0) resolve(text.slice(0, newline));
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill();
  });
}
