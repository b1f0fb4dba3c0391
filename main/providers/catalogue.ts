/** The providers that come with Latchkey, one data file each, in catalogue/. */
import type { FileContent } from './discovered-file';
import { readCatalogue } from './read-catalogue';
import type { Provider } from './schema';

// As texts: a file is only read when it is copied.
const texts = import.meta.glob<string>('./catalogue/*.json', { eager: true, import: 'default', query: '?raw' });

let providers: readonly Provider[] | undefined;

/** The catalogue in the order in which it is shown. */
export function catalogue(): readonly Provider[] {
  providers ??= readCatalogue();
  return providers;
}

/** The file of a provider of the catalogue as it was written, to be copied; undefined where there is none. */
export function catalogueFile(id: string): FileContent | undefined {
  const text = texts[`./catalogue/${id}.json`];
  return text === undefined ? undefined : (JSON.parse(text) as FileContent);
}
