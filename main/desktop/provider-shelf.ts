/** The providers known now: the catalogue that comes with the app, and the files that the user dropped into a folder. */
import { lstat, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SaveResult } from '../accounts';
import { systemErrorCode } from '../fault';
import { catalogue, loadProviderFolder, type BrokenProviderFile, type FileContent, type Provider } from '../providers';
import { writeDurably } from '../vault';
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
  /** The provider of the user's files that speaks for an issuer. */
  readonly ofIssuer: (issuer: string) => Provider | undefined;
  /** No provider has this id, and no file is in the way of its own. */
  isFree(id: string): Promise<boolean>;
  /** The file of one of the user's providers as it stands there; null where it cannot be read. */
  fileOf(id: string): Promise<FileContent | null>;
  /** Writes a provider's file, durably: the one it has, or a new one by its id. Takes effect with the next reload. */
  write(id: string, file: FileContent): Promise<SaveResult>;
}

export function providerShelf(folder: string): ProviderShelf {
  const builtIn = catalogue().map((provider): ShelvedProvider => ({ provider, origin: 'catalogue' }));
  let dropped: readonly ShelvedProvider[] = [];
  let files: ReadonlyMap<string, string> = new Map();
  const pathOf = (id: string): string => path.join(folder, files.get(id) ?? `${id}.json`);
  const all = (): readonly ShelvedProvider[] => [...builtIn, ...dropped];
  return {
    all,
    find: (id) => all().find(({ provider }) => provider.id === id)?.provider,
    async reload() {
      const loaded = await loadProviderFolder(
        folder,
        builtIn.map(({ provider }) => provider.id),
      );
      const { providers, broken } = loaded;
      files = loaded.files;
      dropped = providers.map((provider) => ({ provider, origin: 'file' }));
      return broken;
    },
    ofIssuer: (issuer) => dropped.find(({ provider }) => provider.issuer === issuer)?.provider,
    async isFree(id) {
      return !all().some(({ provider }) => provider.id === id) && !(await isThere(path.join(folder, `${id}.json`)));
    },
    async fileOf(id) {
      try {
        const value: unknown = JSON.parse(await readFile(pathOf(id), 'utf8'));
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
      } catch {
        // Gone or broken since it was loaded: then there is nothing to keep of it.
        return null;
      }
    },
    async write(id, file) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
      } catch (error) {
        return { kind: 'failed', reason: 'failed', detail: systemErrorCode(error) ?? 'the folder could not be made' };
      }
      return writeDurably(pathOf(id), Buffer.from(`${JSON.stringify(file, null, 2)}\n`));
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    return systemErrorCode(error) !== 'ENOENT';
  }
}
