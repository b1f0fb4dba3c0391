/** The providers known now: the catalogue that comes with the app, and the files that the user dropped into a folder. */
import type { ProviderFile, SaveResult } from '../accounts';
import {
  catalogue,
  loadProviderFolder,
  type BrokenProviderFile,
  type FileContent,
  type Provider,
  type ProviderSource,
} from '../providers';
import { writeProviderFile } from '../vault';
import type { ProviderView } from '../../preload/contract';

export interface ShelvedProvider {
  readonly provider: Provider;
  readonly origin: ProviderView['origin'];
}

export interface ProviderShelf {
  readonly all: () => readonly ShelvedProvider[];
  readonly find: (id: string) => Provider | undefined;
  /** The providers of the user's own, each with its file. */
  readonly own: () => readonly ProviderSource[];
  readonly inCatalogue: (id: string) => boolean;
  /** Reads the folder anew; a broken file harms no other. */
  reload(): Promise<readonly BrokenProviderFile[]>;
  /** Writes a file of the user's own, in the place of the one that describes the same provider; call {@link reload} afterwards. */
  keep(file: ProviderFile): Promise<SaveResult>;
  /** The provider of the user's own that speaks for an issuer. */
  readonly ofIssuer: (issuer: string) => Provider | undefined;
  /** The file of one of the user's own as it was read; null where there is none. */
  readonly fileOf: (id: string) => FileContent | null;
}

export function providerShelf(folder: string): ProviderShelf {
  let shelved: readonly ShelvedProvider[] | undefined;
  // Not before it is asked for: reading forty files takes a while, and the window is opened first.
  const builtIn = (): readonly ShelvedProvider[] =>
    (shelved ??= catalogue().map((provider) => ({ provider, origin: 'catalogue' })));
  let own: readonly ProviderSource[] = [];
  const all = (): readonly ShelvedProvider[] => [
    ...builtIn(),
    ...own.map(({ provider }) => ({ provider, origin: 'file' }) as const),
  ];
  return {
    all,
    find: (id) => all().find(({ provider }) => provider.id === id)?.provider,
    own: () => own,
    inCatalogue: (id) => builtIn().some(({ provider }) => provider.id === id),
    async reload() {
      const { sources, broken } = await loadProviderFolder(
        folder,
        builtIn().map(({ provider }) => provider.id),
      );
      own = sources;
      return broken;
    },
    keep: (file) => {
      const replaced = own.find(({ provider }) => provider.id === file.id)?.file ?? null;
      return writeProviderFile(folder, file, replaced);
    },
    ofIssuer: (issuer) => own.find(({ provider }) => provider.issuer === issuer)?.provider,
    fileOf(id) {
      const text = own.find(({ provider }) => provider.id === id)?.text;
      // It was read and checked when it was loaded.
      return text === undefined ? null : (JSON.parse(text) as FileContent);
    },
  };
}
