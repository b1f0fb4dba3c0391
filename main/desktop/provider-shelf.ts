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
import { bringProviderBack, eraseProvider, eraseRemovedProviders, setProviderAside, writeProviderFile } from '../vault';
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
  /** An id that a new provider cannot have; one that was removed a moment ago keeps its own. */
  readonly isTaken: (id: string) => boolean;
  /** Reads the folder anew; a broken file harms no other. The first time, removals that an earlier run left are finished. */
  reload(): Promise<readonly BrokenProviderFile[]>;
  /** Writes a file of the user's own, in the place of the one that describes the same provider; call {@link reload} afterwards. */
  keep(file: ProviderFile): Promise<SaveResult>;
  /** Takes one of the user's own away for a while (accounts/removals.ts); call {@link reload} afterwards. */
  setAside(id: string): Promise<SaveResult>;
  bringBack(id: string): Promise<SaveResult>;
  /** For good. */
  erase(id: string): Promise<SaveResult>;
  /** The provider of the user's own that speaks for an issuer. */
  readonly ofIssuer: (issuer: string) => Provider | undefined;
  /** The file of one of the user's own as its bytes say; null where there is none. */
  readonly textOf: (id: string) => string | null;
  /** The same as it was read. */
  readonly fileOf: (id: string) => FileContent | null;
}

export function providerShelf(folder: string): ProviderShelf {
  let shelved: readonly ShelvedProvider[] | undefined;
  // Not before it is asked for: reading forty files takes a while, and the window is opened first.
  const builtIn = (): readonly ShelvedProvider[] =>
    (shelved ??= catalogue().map((provider) => ({ provider, origin: 'catalogue' })));
  let own: readonly ProviderSource[] = [];
  /** The files of those that were taken away, by id. */
  const aside = new Map<string, string>();
  let isRead = false;
  const gone: SaveResult = { kind: 'failed', reason: 'failed', detail: 'there is no such file' };
  const all = (): readonly ShelvedProvider[] => [
    ...builtIn(),
    ...own.map(({ provider }) => ({ provider, origin: 'file' }) as const),
  ];
  const textOf = (id: string): string | null => own.find(({ provider }) => provider.id === id)?.text ?? null;
  return {
    all,
    find: (id) => all().find(({ provider }) => provider.id === id)?.provider,
    own: () => own,
    inCatalogue: (id) => builtIn().some(({ provider }) => provider.id === id),
    isTaken: (id) => aside.has(id) || all().some(({ provider }) => provider.id === id),
    async setAside(id) {
      const file = own.find(({ provider }) => provider.id === id)?.file;
      if (file === undefined) return gone;
      const result = await setProviderAside(folder, file);
      if (result.kind === 'saved') aside.set(id, file);
      return result;
    },
    async bringBack(id) {
      const file = aside.get(id);
      if (file === undefined) return gone;
      const result = await bringProviderBack(folder, file);
      if (result.kind === 'saved') aside.delete(id);
      return result;
    },
    async erase(id) {
      const file = aside.get(id);
      const result = file === undefined ? gone : await eraseProvider(folder, file);
      if (result.kind === 'saved') aside.delete(id);
      return result;
    },
    async reload() {
      if (!isRead) await eraseRemovedProviders(folder);
      isRead = true;
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
    textOf,
    fileOf(id) {
      const text = textOf(id);
      // It was read and checked when it was loaded.
      return text === null ? null : (JSON.parse(text) as FileContent);
    },
  };
}
