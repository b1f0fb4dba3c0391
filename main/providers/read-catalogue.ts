/** Reads the catalogue's files. The app's build does this (scripts/lib/catalogue-at-build.mjs), so that no start has to. */
import { Fault } from '../fault';
import { checkProvider } from './parse';
import type { Provider } from './schema';

/** Shown first, in this order; the others follow by their ids. */
const first = ['sinaapp', 'kaixin001', 'standard'];

// Bundled by Vite, in the app and in tests alike: a file that is added there is in the catalogue.
const files = import.meta.glob<unknown>('./catalogue/*.json', { eager: true, import: 'default' });

/**
 * The providers in the order in which they are shown.
 *
 * @throws Fault `unexpected` where a file of ours is broken, which a test rules out
 */
export function readCatalogue(): readonly Provider[] {
  return Object.entries(files)
    .map(([path, file]) => {
      const parsed = checkProvider(file);
      if (parsed.kind === 'ok') return parsed.provider;
      const [problem] = parsed.problems;
      throw new Fault('unexpected', `${path}: ${problem?.path ?? ''} ${problem?.reason ?? ''}`);
    })
    .toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

function rank({ id }: Provider): number {
  const place = first.indexOf(id);
  return place === -1 ? first.length : place;
}
