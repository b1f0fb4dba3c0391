/** The app as it is packaged: it works, and its fuses are blown (reference/security.md). */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { PRACTICE_PEOPLE } from '../main/sandbox';
import { PackagedApp, packagedExecutable, type PackagedStart } from './support/packaged-app';
import { signInToSinaapp } from './support/screen';

interface PackagedFixtures {
  readonly userDataFolder: string;
  readonly start: (more?: Omit<PackagedStart, 'userDataFolder'>) => Promise<PackagedApp>;
}

const test = base.extend<PackagedFixtures>({
  userDataFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-packaged-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  start: async ({ userDataFolder }, use) => {
    const started: PackagedApp[] = [];
    await use(async (more) => {
      const packaged = await PackagedApp.start({ userDataFolder, ...more });
      started.push(packaged);
      return packaged;
    });
    for (const packaged of started) {
      await packaged.cleanUp();
      expect(packaged.trap.contacts).toEqual([]);
      expect(packaged.output).not.toMatch(/^latchkey:/m);
    }
  },
});

test('starts, gets a token from the sandbox, keeps it over a restart, and ends with its window', async ({ start }) => {
  const first = await start();
  const { window, browser } = await first.connect();
  await window.getByRole('button', { name: 'Try the sandbox' }).click();
  await expect(window.getByText('Practice server running.')).toBeVisible();
  const [page] = await Promise.all([
    browser.contexts()[0]!.waitForEvent('page'),
    window.getByRole('button', { name: 'Connect SinaApp' }).click(),
  ]);
  await signInToSinaapp(page, PRACTICE_PEOPLE.sinaapp.creator);
  const account = window.getByRole('row', { name: 'SinaApp', exact: true });
  await expect(account.getByText('Fresh', { exact: true })).toBeVisible();
  await expect(account.getByRole('timer')).toHaveText('6d 23h');
  await window.close();
  await first.ended();

  const second = await start();
  const again = await second.connect();
  const kept = again.window.getByRole('row', { name: 'SinaApp', exact: true });
  await expect(kept.getByText('Fresh', { exact: true })).toBeVisible();
  await kept.getByRole('button', { name: 'Refresh' }).click();
  await kept.click();
  await expect(again.window.getByRole('complementary', { name: 'Details' })).toContainText('no. 2');
});

/** How a fuse stands in the binary: a character. */
const [OFF, ON] = ['0', '1'];

test('has every fuse in the state that electron-builder.yml asks for', async () => {
  const wire = await getCurrentFuseWire(packagedExecutable);
  const states = Object.fromEntries(
    Object.entries(wire)
      .filter(([key]) => /^\d+$/.test(key))
      .map(([key, state]) => [FuseV1Options[Number(key)], String.fromCharCode(Number(state))]),
  );
  expect(states).toMatchObject({
    LoadBrowserProcessSpecificV8Snapshot: OFF,
    RunAsNode: OFF,
    EnableCookieEncryption: ON,
    EnableNodeOptionsEnvironmentVariable: OFF,
    EnableNodeCliInspectArguments: OFF,
    EnableEmbeddedAsarIntegrityValidation: ON,
    OnlyLoadAppFromAsar: ON,
    // Electron has this fuse since 29; the trial runtime is 25.
    ...(process.env['LATCHKEY_TRIAL_RUNTIME'] === '1' ? {} : { GrantFileProtocolExtraPrivileges: OFF }),
  });
  // What the integrity fuse compares the archive with. Windows keeps it as a resource of the program; Linux has no such check.
  if (process.platform === 'darwin') {
    const plist = path.join(path.dirname(packagedExecutable), '..', 'Info.plist');
    expect(readFileSync(plist, 'utf8')).toMatch(/<key>ElectronAsarIntegrity<\/key>[\s\S]*Resources\/app\.asar/);
  }
});

test('holds what runs and nothing else, with the licences of all of it beside the program', async () => {
  const resources = path.join(
    path.dirname(packagedExecutable),
    process.platform === 'darwin' ? '../Resources' : 'resources',
  );
  const builder = createRequire(createRequire(__filename).resolve('electron-builder'));
  const asar = createRequire(builder.resolve('app-builder-lib'))('@electron/asar') as {
    readonly listPackage: (archive: string, options: object) => readonly string[];
    readonly extractFile: (archive: string, file: string) => Buffer;
  };
  const archive = path.join(resources, 'app.asar');
  const files = asar.listPackage(archive, {}).map((file) => file.replaceAll('\\', '/'));
  const odd = files.filter(
    (file) =>
      !/^\/(?:package\.json|out(?:\/(?:main|preload)(?:\/[\w.-]+\.js)?|\/renderer(?:\/(?:index|notice)\.html|\/assets(?:\/[\w.-]+\.(?:js|css|png|svg))?)?)?)$/.test(
        file,
      ),
  );
  expect(odd).toEqual([]);
  expect(Object.keys(JSON.parse(String(asar.extractFile(archive, 'package.json')))).toSorted()).toEqual([
    'author',
    'description',
    'desktopName',
    'engines',
    'license',
    'main',
    'name',
    'private',
    'productName',
    'version',
  ]);

  const shipped = ['main', 'preload', 'renderer'].flatMap(
    (part) => JSON.parse(readFileSync(path.resolve(__dirname, `../out/.shipped/${part}.json`), 'utf8')) as string[],
  );
  const names = new Set(shipped.map((folder) => folder.replace(/^.*node_modules\//, '')));
  const listed = JSON.parse(readFileSync(path.resolve(__dirname, '../renderer/about/licences.json'), 'utf8')) as {
    readonly name: string;
  }[];
  expect(new Set(listed.map(({ name }) => name))).toEqual(names);
  const beside = path.join(path.dirname(packagedExecutable), process.platform === 'darwin' ? '..' : '.');
  const texts = readFileSync(path.join(beside, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of names) expect(texts).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(readFileSync(path.join(beside, 'LICENSE'), 'utf8')).toContain('MIT License');
});

test('is no Node for other people’s scripts', async ({ start, userDataFolder }) => {
  const script = `require('fs').writeFileSync(${JSON.stringify(path.join(userDataFolder, 'ran'))}, '')`;
  const packaged = await start({ args: ['-e', script], env: { ELECTRON_RUN_AS_NODE: '1' } });
  await packaged.connect();
  expect(await readdir(userDataFolder)).not.toContain('ran');
});

test('loads no code that NODE_OPTIONS names', async ({ start, userDataFolder }) => {
  const script = path.join(userDataFolder, 'loaded.cjs');
  await writeFile(script, `require('fs').writeFileSync(${JSON.stringify(path.join(userDataFolder, 'ran'))}, '')`);
  const packaged = await start({ env: { NODE_OPTIONS: `--require=${script}` } });
  await packaged.connect();
  expect(await readdir(userDataFolder)).not.toContain('ran');
});

for (const flag of ['--inspect=0', '--inspect-brk=0']) {
  test(`lets no debugger in by ${flag}`, async ({ start }) => {
    const packaged = await start({ args: [flag] });
    const { window } = await packaged.connect();
    await expect(window.getByRole('button', { name: 'Connect SinaApp' })).toBeVisible();
    expect(packaged.output).not.toContain('Debugger listening');
  });
}
