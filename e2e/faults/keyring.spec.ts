/** A keyring that is locked, absent or another one at the next start: nothing is sent, nothing overwritten, and all is back with it. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { connectAccounts, expect, standingOf, test } from './support/fixtures';
import { startKeyring } from './support/private-keyring';
import { report } from './support/rows';

const troubles = [
  { name: 'locked', state: 'locked', home: 'home' },
  { name: 'absent', state: 'absent', home: 'home' },
  { name: 'swapped for another', state: 'unlocked', home: 'another-home' },
] as const;

for (const { name, state, home } of troubles) {
  test(`a keyring that is ${name} at the next start`, async ({ serve, start, folder }) => {
    const server = await serve({ strict: true });
    const userDataFolder = path.join(folder, 'user-data');
    const withKeyring = async (where: string, how: 'unlocked' | 'locked' | 'absent') => {
      const keyring = await startKeyring(path.join(folder, where), how);
      const app = await start(server, { userDataFolder, environment: keyring.environment });
      const end = async (): Promise<void> => {
        await app.kill();
        await keyring.stop();
      };
      return { app, end };
    };
    const first = await withKeyring('home', 'unlocked');
    const [id] = await connectAccounts(first.app, 3);
    expect(await first.app.ask('refresh', { id: id!, again: false })).toBe('refreshed');
    await first.app.ask('settle', null);
    await first.end();
    const before = await fingerprints(path.join(userDataFolder, 'vault'));

    const second = await withKeyring(home, state);
    const { undecided, accounts, damaged } = second.app.ready;
    if (undecided === null) {
      expect(accounts.map(({ problem }) => problem)).toEqual([
        'locked key_changed',
        'locked key_changed',
        'locked key_changed',
      ]);
      expect(await second.app.ask('refresh', { id: id!, again: true })).toBe('refused locked');
    } else {
      expect(['no_keyring', 'fixed_key']).toContain(undecided);
    }
    await second.end();
    expect(await fingerprints(path.join(userDataFolder, 'vault'))).toEqual(before);
    const sent = server.redemptions.length;

    const third = await withKeyring('home', 'unlocked');
    const lost = third.app.ready.accounts.filter((account) => standingOf(account, server) !== 'sound').length;
    expect(await third.app.ask('refresh', { id: id!, again: false })).toBe('refreshed');
    const damagedNow = third.app.ready.damaged.length;
    await third.end();
    await report({
      fault: `keyring ${name} at the next start`,
      injected: 1,
      survived: 1,
      grantsLost: lost + 3 - third.app.ready.accounts.length,
      recordsDamaged: damagedNow,
      extraRequests: sent - 1,
      note: undecided === null ? 'told as Locked' : `told before anything is opened (${undecided})`,
    });
    expect({ lost, damagedNow, sent }).toEqual({ lost: 0, damagedNow: 0, sent: 1 });
    expect(damaged.filter((line) => !line.includes('locked'))).toEqual([]);
  });
}

/** SHA-256 of every file below a folder. */
async function fingerprints(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const hashes = files.map(
    async (file) =>
      [
        file,
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      ] as const,
  );
  return Object.fromEntries(await Promise.all(hashes));
}
