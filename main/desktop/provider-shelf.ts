/** The providers known now: the catalogue that comes with the app, and the files that the user dropped into a folder. */
import { catalogue, loadProviderFolder, type BrokenProviderFile, type Provider } from '../providers';
import type { ProviderView } from '../../preload/contract';

export interface ShelvedProvider {
  readonly provider: Provider;
  readonly origin: ProviderView['origin'];
}

export interface ProviderShelf {
  readonly all: () => readonly ShelvedProvider[];
  readonly find: (id: string) => Provider | undefined;
  /** Reads the folder anew; a broken file harms no other. */
  reload(): Promise<readonly BrokenProviderFile[]>;
}

export function providerShelf(folder: string): ProviderShelf {
  const builtIn = catalogue().map((provider): ShelvedProvider => ({ provider, origin: 'catalogue' }));
  let dropped: readonly ShelvedProvider[] = [];
  const all = (): readonly ShelvedProvider[] => [...builtIn, ...dropped];
  return {
    all,
    find: (id) => all().find(({ provider }) => provider.id === id)?.provider,
    async reload() {
      const { providers, broken } = await loadProviderFolder(
        folder,
        builtIn.map(({ provider }) => provider.id),
      );
      dropped = providers.map((provider) => ({ provider, origin: 'file' }));
      return broken;
    },
  };
}
