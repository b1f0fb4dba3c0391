/** The providers that come with Latchkey, one data file each, in catalogue/. */
import { Fault } from '../fault';
import type { FileContent } from './discovered-file';
import { checkProvider } from './parse';
import type { Provider } from './schema';

/** Shown first, in this order; the others follow by their ids. */
const first = ['sinaapp', 'kaixin001', 'standard'];

// Bundled by Vite, in the app and in tests alike: a file that is added there is in the catalogue.
const files = import.meta.glob<unknown>('./catalogue/*.json', { eager: true, import: 'default' });

let providers: readonly Provider[] | undefined;

/**
 * The catalogue in the order in which it is shown.
 *
 * @throws Fault `unexpected` where a file of ours is broken, which a test rules out
 */
export function catalogue(): readonly Provider[] {
  providers ??= Object.entries(files)
    .map(([path, file]) => {
      const parsed = checkProvider(file);
      if (parsed.kind === 'ok') return parsed.provider;
      const [problem] = parsed.problems;
      throw new Fault('unexpected', `${path}: ${problem?.path ?? ''} ${problem?.reason ?? ''}`);
    })
    .toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  return providers;
}

/** The file of a provider of the catalogue as it was written, to be copied; undefined where there is none. */
export function catalogueFile(id: string): FileContent | undefined {
  const file = Object.values(files).find((one) => isFile(one) && one['id'] === id);
  return isFile(file) ? file : undefined;
}

function isFile(value: unknown): value is FileContent {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rank({ id }: Provider): number {
  const place = first.indexOf(id);
  return place === -1 ? first.length : place;
}
