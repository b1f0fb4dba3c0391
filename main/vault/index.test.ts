import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ACCOUNT_ID, fakeKeyring, sampleAccount, sampleClient, temporaryFolder } from './fakes';
import { durableVault, judgeProtection, memoryVault, safeStorageSealer } from './index';

const ENTRY = { accountId: ACCOUNT_ID, grantId: 'grant-1', generation: 1, at: 0 };

describe('the vault', () => {
  it('on disk keeps accounts, clients and rotations for the next start', async () => {
    const folder = join(temporaryFolder(onTestFinished), 'vault');
    const keyring = fakeKeyring();
    const protection = await judgeProtection(keyring);
    if (protection.kind === 'undecided') throw new Error(protection.reason);
    const sealer = safeStorageSealer(keyring, protection);
    const vault = durableVault(folder, sealer);
    expect(await vault.accounts.load()).toEqual({ accounts: [], damaged: [], erased: [] });
    await vault.clients.save(sampleClient());
    await vault.accounts.save(sampleAccount());
    await vault.journal.reserve(ENTRY);

    const next = durableVault(folder, sealer);
    expect((await next.clients.load()).clients).toHaveLength(1);
    expect((await next.accounts.load()).accounts).toHaveLength(1);
    expect((await next.journal.pending()).rotations).toEqual([{ stage: 'reserved', entry: ENTRY }]);

    await next.accounts.remove(ACCOUNT_ID);
    expect(readdirSync(join(folder, 'accounts'))).toEqual([]);
    expect(await next.journal.pending()).toEqual({ rotations: [], damaged: [] });
  });

  it('in memory keeps them while it lives', async () => {
    const vault = memoryVault();
    await vault.clients.save(sampleClient());
    await vault.accounts.save(sampleAccount());
    await vault.accounts.save(sampleAccount({ generation: 2 }));
    expect(await vault.journal.reserve(ENTRY)).toEqual({ kind: 'saved' });
    expect(await vault.clients.load()).toMatchObject({ clients: [{ id: sampleClient().id }], damaged: [] });
    expect(await vault.accounts.load()).toMatchObject({ accounts: [{ state: 'open', account: { generation: 2 } }] });
    await vault.accounts.remove(ACCOUNT_ID);
    expect(await vault.accounts.load()).toEqual({ accounts: [], damaged: [], erased: [] });
    expect(await memoryVault().clients.load()).toEqual({ clients: [], damaged: [] });
  });
});
