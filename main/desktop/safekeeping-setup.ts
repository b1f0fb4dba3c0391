/** Sets up a safekeeping over a real vault, with a desk whose work is in the test's hands. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StoredAccount } from '../accounts';
import { Secret } from '../oauth';
import { durableVault, memoryVault, safe, type Vault } from '../vault';
import { fakeKeyring, temporaryFolder, type FakeKeyring } from '../vault/fakes';
import { safekeeping, type ClosableDesk, type Safekeeping } from './safekeeping';

export const PASSPHRASE = new Secret('open sesame');
const COST = { cost: 2, blockSize: 8, parallelization: 1 };

/** A desk that keeps one account in its vault and notes what is asked of it. */
export class FakeDesk implements ClosableDesk {
  readonly steps: string[] = [];
  accounts: readonly StoredAccount[] = [];
  unsaved = false;
  /** Closing waits for this. */
  finishing: Promise<void> = Promise.resolve();

  constructor(readonly vault: Vault) {}

  readonly book = { all: () => this.accounts, isUnsaved: () => this.unsaved };
  opened = (): ReadonlySet<string> =>
    new Set(this.accounts.flatMap((each) => (each.state === 'open' ? [each.account.id] : [])));
  resume = async (): Promise<void> => void this.steps.push('resume');
  settled = (): Promise<void> => this.finishing;
  async close(): Promise<void> {
    this.steps.push('close');
    await this.finishing;
    this.steps.push('closed');
  }
}

/** A vault with so many accounts that some are seen before all are read. */
export interface Reading {
  /** What is seen. */
  readonly some: string;
  /** Rejects where the others cannot be read. */
  readonly others: Promise<void>;
}

/** Its user is told before it is asked. */
export interface TestKeyring extends FakeKeyring {
  told: Promise<void>;
}

export interface World {
  /** The vault's own. */
  readonly folder: string;
  readonly keyring: TestKeyring;
  readonly desks: FakeDesk[];
  readonly told: string[];
  /** How the next desks are opened; null: at once. */
  reading: Reading | null;
  /** The app started anew in the same folder. */
  start(): Promise<Safekeeping<FakeDesk, string>>;
  /** The same, while the keyring has perhaps not answered yet. */
  begin(): { readonly keeping: Safekeeping<FakeDesk, string>; readonly started: Promise<void> };
}

export function setUp(change: Partial<TestKeyring> = {}): World {
  const folder = join(temporaryFolder(onTestFinished), 'vault');
  const keyring = Object.assign(fakeKeyring(), { told: Promise.resolve() }, change);
  const desks: FakeDesk[] = [];
  const told: string[] = [];
  const world: World = {
    folder,
    keyring,
    desks,
    told,
    reading: null,
    begin() {
      const keeping = safekeeping<FakeDesk, string>({
        safe: safe(folder, keyring, { cost: COST }),
        vaultBy: (sealer) => durableVault(folder, sealer),
        memoryVault,
        beforeAsking: () => keyring.told,
        blocking: false,
        async open(vault, begun) {
          if (world.reading !== null) begun(world.reading.some);
          await world.reading?.others;
          const desk = new FakeDesk(vault);
          desk.accounts = (await vault.accounts.load()).accounts;
          desks.push(desk);
          return desk;
        },
        async copy(from, to) {
          const saved = await Promise.all(
            from.accounts.flatMap((each) => (each.state === 'open' ? [to.accounts.save(each.account)] : [])),
          );
          return saved.every(({ kind }) => kind === 'saved');
        },
        keyring: () => keyring.backend,
        changed: (known) => void told.push(known ? 'changed, told one by one' : 'changed'),
        resumed: () => void told.push('resumed'),
        locked: () => void told.push('locked'),
        report: (error) => void told.push(String(error)),
      });
      return { keeping, started: keeping.start() };
    },
    async start() {
      const { keeping, started } = this.begin();
      await started;
      return keeping;
    },
  };
  return world;
}
