/**
 * Starting at login: on macOS and Windows by the system's own list, on Linux by a file in the desktop's autostart folder (XDG Autostart
 * specification). What is said of it is read from the system each time, so that a change made elsewhere shows.
 */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { App } from 'electron';
import { systemErrorCode } from '../../fault';

export type LoginState =
  | { readonly state: 'on' | 'off'; readonly detail: null }
  /** The system offers no such thing, or refused; or a file stands there that is not ours. */
  | { readonly state: 'unavailable'; readonly detail: string };

export interface AtLogin {
  read(): Promise<LoginState>;
  /** @param hidden started then, it shows no window */
  set(on: boolean, hidden: boolean): Promise<LoginState>;
}

/** Given at login when no window is wanted. */
export const HIDDEN_ARGUMENT = '--hidden';

const OFF: LoginState = { state: 'off', detail: null };
const ON: LoginState = { state: 'on', detail: null };

/** macOS and Windows. */
export function systemLogin(app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>): AtLogin {
  const unpackaged: LoginState = { state: 'unavailable', detail: 'not an installed app' };
  const now = (): LoginState => {
    // Windows finds its entry by the arguments it was made with.
    const hidden = { args: [HIDDEN_ARGUMENT] };
    return app.getLoginItemSettings(hidden).openAtLogin || app.getLoginItemSettings().openAtLogin ? ON : OFF;
  };
  return {
    read: () => Promise.resolve(app.isPackaged ? now() : unpackaged),
    set(on, hidden) {
      // Run from its sources, the entry would start a bare Electron.
      if (!app.isPackaged) return Promise.resolve(unpackaged);
      app.setLoginItemSettings({ openAtLogin: false, args: [HIDDEN_ARGUMENT] });
      app.setLoginItemSettings({ openAtLogin: on, args: on && hidden ? [HIDDEN_ARGUMENT] : [] });
      return Promise.resolve(now());
    },
  };
}

const FILE_NAME = 'app.latchkey.desktop';
/** By which a file is known as ours: what somebody else put there is neither changed nor removed. */
const MARK = 'X-Latchkey-Autostart=true';

/**
 * Linux.
 * @param configHome `$XDG_CONFIG_HOME`, or `~/.config`
 * @param command the program and its arguments that start Latchkey
 */
export function linuxLogin(configHome: string, command: readonly string[]): AtLogin {
  const folder = path.join(configHome, 'autostart');
  const file = path.join(folder, FILE_NAME);

  async function look(): Promise<'absent' | 'ours' | 'switched_off' | 'foreign'> {
    const entry = await lstat(file).catch(absent);
    if (entry === null) return 'absent';
    // SECURITY: a link may lead anywhere; it is not read, and never written through.
    if (!entry.isFile()) return 'foreign';
    const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
    if (!lines.includes(MARK)) return 'foreign';
    const off = lines.includes('Hidden=true') || lines.includes('X-GNOME-Autostart-enabled=false');
    return off ? 'switched_off' : 'ours';
  }

  async function read(): Promise<LoginState> {
    try {
      const found = await look();
      if (found === 'foreign') return { state: 'unavailable', detail: `${file} is not Latchkey’s` };
      return found === 'ours' ? ON : OFF;
    } catch (error) {
      return refused(file, error);
    }
  }

  async function write(hidden: boolean): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const fresh = `${file}.${process.pid}.new`;
    // SECURITY: made anew, so that nothing that waits under this name is written through.
    const handle = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    try {
      try {
        await handle.writeFile(desktopEntry(hidden ? [...command, HIDDEN_ARGUMENT] : command));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(fresh, file);
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }

  return {
    read,
    async set(on, hidden) {
      try {
        const found = await look();
        if (found === 'foreign') return await read();
        if (on) await write(hidden);
        else if (found !== 'absent') await unlink(file);
      } catch (error) {
        return refused(file, error);
      }
      return read();
    },
  };
}

function absent(error: unknown): null {
  const code = systemErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}

function refused(file: string, error: unknown): LoginState {
  return { state: 'unavailable', detail: `${file} (${systemErrorCode(error) ?? 'unknown error'})` };
}

/** Desktop Entry Specification 1.5. */
export function desktopEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Latchkey',
    'Comment=OAuth 2.0 token manager',
    'Comment[zh_CN]=OAuth 2.0 token 管理器',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    MARK,
    '',
  ].join('\n');
}

/**
 * An argument as the key Exec wants it: in quotes, with `"`, `` ` ``, `$` and `\` behind a backslash, each backslash doubled once more as
 * the value of a key (section "The Exec key"), and `%` doubled.
 */
function quoted(argument: string): string {
  if (/^[\w@/.,:=+-]+$/.test(argument)) return argument;
  const escaped = argument
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `"${escaped.replaceAll(/[\n\r\t]/g, ' ')}"`;
}
