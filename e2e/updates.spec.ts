/** Bringing the packaged app up to date, from a real server and by the real library: asked first, checked, installed when the app ends. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadAxe, violationsInAllLooks } from './support/axe';
import { cutOff } from './support/measured';
import { PackagedApp } from './support/packaged-app';
import { copyOfPackage } from './support/packaged-copy';
import { serveRelease } from './support/release-server';

const version = '9.9.9';
const notes = '<h2>Better</h2><ul><li>Keys &amp; locks</li></ul><script>document.title = "script"</script>';

test('is asked first, can be given up half-way, takes nothing that was tampered with, and starts as the new version', async () => {
  // axe and the measure of what is cut off look at each state in every look.
  test.setTimeout(120_000);
  const home = await mkdtemp(path.join(tmpdir(), 'latchkey-update-'));
  const started = path.join(home, 'started');
  const image = `#!/bin/sh\nprintf '%s' "$0" > '${started}'\n`;
  const releases = await serveRelease(version, notes, image);
  const copy = await copyOfPackage();
  // No version in its name, so that the name stays.
  const installed = path.join(home, 'Latchkey.AppImage');
  await writeFile(installed, 'the old version');
  await chmod(installed, 0o755);
  await writeFile(
    path.join(copy.resources, 'app-update.yml'),
    `provider: generic\nurl: ${releases.origin}\nupdaterCacheDirName: latchkey-updater\n`,
  );
  // SECURITY: only the archive is loaded, never a folder that somebody puts beside it.
  const intruder = path.join(copy.resources, 'app');
  const intruded = path.join(home, 'intruded');
  await mkdir(intruder);
  await writeFile(path.join(intruder, 'package.json'), '{"main":"main.js"}');
  await writeFile(path.join(intruder, 'main.js'), `require('fs').writeFileSync(${JSON.stringify(intruded)}, '')`);

  const packaged = await PackagedApp.start({
    userDataFolder: path.join(home, 'data'),
    executable: copy.executable,
    // The runtime of this package may be the old one, which is never updated where it says so.
    env: { APPIMAGE: installed, LATCHKEY_TRIAL_RUNTIME: '', XDG_CACHE_HOME: path.join(home, 'cache') },
  });
  try {
    const { window } = await packaged.connect();
    await loadAxe(window);
    /** Nothing for axe to say of this state in any theme and language, and nothing cut off where it is narrow. */
    const forEveryone = async (state: string, within = 'section:has(> .tabler-icon-download)'): Promise<void> => {
      expect.soft(await violationsInAllLooks(window, within), state).toEqual([]);
      const wide = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
      await window.setViewportSize({ width: 360, height: 800 });
      expect.soft(await cutOff(window), state).toEqual([]);
      await window.setViewportSize(wide);
    };
    await window.getByRole('button', { name: 'Settings', exact: true }).click();
    const settings = window.getByRole('dialog', { name: 'Settings' });
    await expect(settings.getByRole('switch', { name: 'Look for new versions once a day' })).toBeChecked();
    expect(releases.asked).toEqual([]);
    await forEveryone('settings, not looked yet', '[role=dialog]');
    await settings.getByRole('button', { name: 'Look now' }).click();
    await expect(settings.getByText(`Latchkey ${version} is there.`)).toBeVisible();
    await forEveryone('settings, found', '[role=dialog]');
    await window.keyboard.press('Escape');
    expect(releases.asked).toEqual(['/latest-linux.yml']);

    const banner = window.getByRole('region', { name: 'Update' });
    await banner.getByText('What is new').click();
    await expect(banner.getByRole('textbox', { name: 'What is new' })).toHaveValue('Better\n\n• Keys & locks');
    expect(await window.title()).not.toBe('script');
    await forEveryone('found, with its notes');

    releases.stall(true);
    await banner.getByRole('button', { name: 'Download' }).click();
    await expect(banner.getByRole('progressbar', { name: `Downloading Latchkey ${version}` })).toBeVisible();
    await expect.poll(() => releases.asked.at(-1)).toMatch(/AppImage$/);
    await forEveryone('downloading');
    await banner.getByRole('button', { name: 'Cancel download' }).click();
    await expect(banner.getByText(`Latchkey ${version} is there.`)).toBeVisible();
    await expect.poll(() => releases.givenUp).toBe(1);
    expect(await readdir(path.join(home, 'cache', 'latchkey-updater', 'pending'))).toEqual([]);
    releases.stall(false);

    releases.tamper(true);
    await banner.getByRole('button', { name: 'Download' }).click();
    await expect(banner.getByText('What came is not what was published')).toBeVisible();
    await banner.getByText('What the system said').click();
    await forEveryone('failed, with the reason');
    releases.tamper(false);
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner.getByText(`Latchkey ${version} is downloaded and checked.`)).toBeVisible();
    await forEveryone('ready');
    expect(await readFile(installed, 'utf8')).toBe('the old version');

    await banner.getByRole('button', { name: 'Restart now' }).click();
    await packaged.ended();
    await expect.poll(() => readFile(started, 'utf8').catch(() => '')).toBe(installed);
    expect(await readFile(installed, 'utf8')).toBe(image);
    expect(packaged.trap.contacts).toEqual([]);
    for (const sent of releases.identifiers) expect(sent).toMatch(/^(?:none)?$/);
    await expect(readFile(intruded)).rejects.toThrow('ENOENT');
  } finally {
    await packaged.cleanUp();
    await releases.close();
    await copy.remove();
    await rm(home, { recursive: true, force: true });
  }
});
