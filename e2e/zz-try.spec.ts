import { mkdir, writeFile, symlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { test } from './support/practice';
const cases: Record<string, (d: string) => Promise<unknown>> = {
  accountsIsFile: async (d) => { await mkdir(path.join(d, 'vault'), { recursive: true }); await writeFile(path.join(d, 'vault', 'accounts'), 'x'); },
  clientsBrokenLink: async (d) => { await mkdir(path.join(d, 'vault'), { recursive: true }); await symlink('/nowhere/x', path.join(d, 'vault', 'clients')); },
  vaultIsFile: async (d) => { await writeFile(path.join(d, 'vault'), 'x'); },
  settingsIsFolder: async (d) => { await mkdir(path.join(d, 'settings.json')); },
  alertsDamaged: async (d) => { await writeFile(path.join(d, 'alerts.json'), '{"told":[1,2'); },
  alertsIsFolder: async (d) => { await mkdir(path.join(d, 'alerts.json')); },
  providersIsFile: async (d) => { await writeFile(path.join(d, 'providers'), 'x'); },
  historiesIsFile: async (d) => { await mkdir(path.join(d, 'vault'), { recursive: true }); await writeFile(path.join(d, 'vault', 'histories'), 'x'); },
  passphraseIsFolder: async (d) => { await mkdir(path.join(d, 'vault', 'passphrase.json'), { recursive: true }); },
  markIsFolder: async (d) => { await mkdir(path.join(d, 'vault', 'accounts', '00000000-0000-4000-8000-000000000001.removed'), { recursive: true }); },
  settingsNewer: async (d) => { await writeFile(path.join(d, 'settings.json'), JSON.stringify({ locale: 'fr', firstShown: 'x', keptSessions: { a: 1 }, atHand: [], sandbox: 7, windowBounds: { x: 1e99 }, listSort: null, future: { a: 1 } })); },
};
test('zz', async ({ launch, userDataFolder }) => {
  test.setTimeout(300000);
  await mkdir(userDataFolder, { recursive: true });
  for (const [name, make] of Object.entries(cases)) {
    await rm(userDataFolder, { recursive: true, force: true });
    await mkdir(userDataFolder, { recursive: true });
    await make(userDataFolder);
    try {
      const l = await launch();
      await l.window.waitForTimeout(1500);
      console.log(`== ${name}: ${(await l.window.locator('body').innerText()).replaceAll('\n', ' | ').slice(0, 400)}`);
      await l.kill?.();
    } catch (e) { console.log(`== ${name} THROWS ${String(e).slice(0, 600)}`); }
  }
});
