/** Where and how the app is started for a test: its folder, its switches, and the programs and names around it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface LatchkeyOptions {
  /** Written to settings.json before the start, for example `{ locale: 'zh-CN' }`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Put into `providers/` before the start: content by file name. An object is written as JSON, a text as it is. */
  readonly providers?: Readonly<Record<string, unknown>>;
  /** False: no keyring answers, as on a machine without one. Default: the real one of the test session. */
  readonly keyring?: boolean;
  /** False: the keyring waits for its user, and the first screen says so. Default: its answer is waited for. */
  readonly keyringAnswers?: boolean;
  /** Joined to the test's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The system's language. Default `en-US`. */
  readonly language?: 'en-US' | 'zh-CN';
  /** Further modules that Electron loads before the app, by path. */
  readonly modules?: readonly string[];
  /** Further switches for Electron's command line. */
  readonly switches?: readonly string[];
  /** Host names that lead to a server of the test: its port on loopback, by the name. All others lead into the trap. */
  readonly hosts?: Readonly<Record<string, number>>;
}

/** The first rule that fits counts, so the trap comes last. */
export function hostRules(trapPort: number, hosts: Readonly<Record<string, number>>): string {
  const led = Object.entries(hosts).map(([name, port]) => `MAP ${name} 127.0.0.1:${port}`);
  return [...led, `MAP * 127.0.0.1:${trapPort}`, 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ');
}

export async function prepare(userDataFolder: string, { settings, providers = {} }: LatchkeyOptions): Promise<void> {
  const providersFolder = path.join(userDataFolder, 'providers');
  await mkdir(providersFolder, { recursive: true });
  if (settings !== undefined) await writeFile(path.join(userDataFolder, 'settings.json'), JSON.stringify(settings));
  for (const [name, content] of Object.entries(providers)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(path.join(providersFolder, name), text);
  }
}

/** Chromium refuses to run as root with its sandbox; scripts/ say when. */
export function sandboxSwitches(): readonly string[] {
  return process.env['LATCHKEY_NO_SANDBOX'] === '1' ? ['--no-sandbox'] : [];
}

/** Chromium's `basic` is its fixed key, which protects nothing: what remains where no keyring answers. */
export function keyringSwitches(wanted: boolean): readonly string[] {
  if (process.platform !== 'linux') return [];
  const keyring = process.env['LATCHKEY_KEYRING'];
  if (keyring === undefined) throw new Error('No keyring for the tests: start them by `npm run test:e2e`.');
  return [`--password-store=${wanted ? keyring : 'basic'}`];
}

/** The test's own environment, with the system's language, and with a program in the way of everything that opens another one. */
export async function environment(scratchFolder: string, language: string): Promise<Record<string, string>> {
  const programs = path.join(scratchFolder, 'bin');
  await mkdir(programs);
  const note = `#!/bin/sh\necho "$*" >> '${path.join(scratchFolder, 'opened-externally')}'\n`;
  // What Electron's shell.openExternal runs on Linux.
  await writeFile(path.join(programs, 'xdg-open'), note, { mode: 0o755 });
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const posix = language.replace('-', '_');
  return {
    ...Object.fromEntries(inherited),
    PATH: `${programs}${path.delimiter}${process.env['PATH'] ?? ''}`,
    LANG: `${posix}.UTF-8`,
    LANGUAGE: posix,
  };
}
