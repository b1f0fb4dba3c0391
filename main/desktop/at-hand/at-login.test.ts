import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../vault/fakes';
import { desktopEntry, linuxLogin, systemLogin } from './at-login';

const command = ['/opt/Latch key/latchkey', '--flag=$HOME'];

function setUp() {
  const home = temporaryFolder(onTestFinished);
  const file = join(home, 'autostart', 'app.latchkey.desktop');
  return { home, file, login: linuxLogin(home, command) };
}

describe('start at login on Linux', () => {
  test('is off at first, is switched on by a file, and leaves nothing behind when switched off', async () => {
    const { home, file, login } = setUp();
    expect(await login.read()).toEqual({ state: 'off', detail: null });
    expect(await login.set(true, false)).toEqual({ state: 'on', detail: null });
    expect(readFileSync(file, 'utf8')).toBe(desktopEntry(command));
    expect(await login.set(true, true)).toEqual({ state: 'on', detail: null });
    expect(readFileSync(file, 'utf8')).toMatch(/^Exec=.* --hidden$/m);
    expect(readdirSync(join(home, 'autostart'))).toEqual(['app.latchkey.desktop']);
    expect(await login.set(false, false)).toEqual({ state: 'off', detail: null });
    expect(readdirSync(join(home, 'autostart'))).toEqual([]);
  });

  test('is off where its user switched it off in the desktop’s own settings', async () => {
    const { file, login } = setUp();
    await login.set(true, false);
    writeFileSync(file, `${readFileSync(file, 'utf8')}Hidden=true\n`);
    expect(await login.read()).toEqual({ state: 'off', detail: null });
    expect(await login.set(true, false)).toEqual({ state: 'on', detail: null });
  });

  test('neither writes nor removes a file of somebody else', async () => {
    const { home, file, login } = setUp();
    mkdirSync(join(home, 'autostart'));
    writeFileSync(file, '[Desktop Entry]\nExec=other\n');
    expect(await login.set(true, false)).toMatchObject({ state: 'unavailable' });
    expect(await login.set(false, false)).toMatchObject({ state: 'unavailable' });
    expect(readFileSync(file, 'utf8')).toBe('[Desktop Entry]\nExec=other\n');
  });

  test('writes through no link', async () => {
    const { home, file, login } = setUp();
    mkdirSync(join(home, 'autostart'));
    const target = join(home, 'precious');
    writeFileSync(target, 'precious');
    symlinkSync(target, file);
    expect(await login.set(true, false)).toMatchObject({ state: 'unavailable' });
    expect(readFileSync(target, 'utf8')).toBe('precious');
    // Not even where it leads to an entry like ours.
    writeFileSync(target, desktopEntry(['/other/latchkey']));
    expect(await login.set(false, false)).toMatchObject({ state: 'unavailable' });
    expect(readdirSync(join(home, 'autostart'))).toEqual(['app.latchkey.desktop']);
    // Nor through one that waits under the name that is written first.
    rmSync(file);
    symlinkSync(target, `${file}.${process.pid}.new`);
    expect(await login.set(true, false)).toMatchObject({ state: 'unavailable' });
    expect(readFileSync(target, 'utf8')).toBe(desktopEntry(['/other/latchkey']));
  });

  test('says why where the folder cannot be made', async () => {
    const { home, login } = setUp();
    writeFileSync(join(home, 'autostart'), 'a file, where a folder belongs');
    expect(await login.set(true, false)).toMatchObject({ state: 'unavailable' });
    chmodSync(join(home, 'autostart'), 0o600);
    expect(readFileSync(join(home, 'autostart'), 'utf8')).toBe('a file, where a folder belongs');
  });

  test('quotes what starts it as the specification wants', () => {
    expect(desktopEntry(command)).toContain(String.raw`Exec="/opt/Latch key/latchkey" "--flag=\\$HOME"`);
    expect(desktopEntry(['/a/100%"`\\'])).toContain('Exec="/a/100%%\\\\"\\\\`\\\\\\\\"');
    expect(desktopEntry(['/usr/bin/latchkey'])).toContain('Exec=/usr/bin/latchkey\n');
  });
});

describe('start at login on macOS and Windows', () => {
  test('goes by the system’s own list, and shows what that says', async () => {
    let entry: { openAtLogin: boolean; args?: readonly string[] } = { openAtLogin: false };
    const login = systemLogin({
      isPackaged: true,
      setLoginItemSettings: (set) => void (entry = { openAtLogin: set.openAtLogin ?? false, args: set.args ?? [] }),
      getLoginItemSettings: () => ({ openAtLogin: entry.openAtLogin }) as Electron.LoginItemSettings,
    });
    expect(await login.set(true, true)).toEqual({ state: 'on', detail: null });
    expect(entry).toEqual({ openAtLogin: true, args: ['--hidden'] });
    entry = { openAtLogin: false };
    expect(await login.read()).toEqual({ state: 'off', detail: null });
  });

  test('is not set for an app that is run from its sources', async () => {
    const login = systemLogin({
      isPackaged: false,
      setLoginItemSettings: () => expect.fail('nothing may be set'),
      getLoginItemSettings: () => expect.fail('nothing is there to be read'),
    });
    expect(await login.set(true, false)).toMatchObject({ state: 'unavailable' });
  });
});
