/** Which providers the catalogue shows for what was typed and chosen, and in what order. Pure. */
import type { ProviderView } from '../../preload/contract';
import { fold, foldedWords } from '../messages/fold';

export const regions = ['all', 'china', 'world', 'own'] as const;
export type Region = (typeof regions)[number];

/** The hosts of a provider's endpoints, each once; parts that differ from client to client stand in braces. */
export function hostsOf({ endpoints }: Pick<ProviderView, 'endpoints'>): readonly string[] {
  const hosts = [endpoints.authorize, endpoints.token].flatMap((url) => {
    const host = /^https?:\/\/([^/?#]+)/.exec(url ?? '')?.[1];
    return host === undefined ? [] : [host];
  });
  return [...new Set(hosts)];
}

/** The address that was typed or pasted where a name is looked for; null where it is none. */
export function addressIn(search: string): string | null {
  const typed = search.trim();
  return /^https?:\/\/[^\s/?#]+\S*$/i.test(typed) ? typed : null;
}

/**
 * @param search what was typed: every word must be found in a name, in either language, in the id or in a host; of an address its host
 * @param used how many accounts a provider has here
 * @param collate orders names as the window's language does
 */
export function browse(
  providers: readonly ProviderView[],
  { search, region }: { readonly search: string; readonly region: Region },
  used: (id: string) => number,
  nameOf: (provider: ProviderView) => string,
  collate: (a: string, b: string) => number,
): readonly ProviderView[] {
  const words = foldedWords(addressIn(search)?.split('/')[2] ?? search);
  const [first = ''] = words;
  return providers
    .filter((provider) => isIn(provider, region))
    .filter((provider) => {
      const text = textOf(provider);
      return words.every((word) => text.includes(word));
    })
    .map((provider, index) => ({ provider, index, name: nameOf(provider) }))
    .toSorted(
      (a, b) =>
        Number(begins(b.provider, first)) - Number(begins(a.provider, first)) ||
        Number(used(b.provider.id) > 0) - Number(used(a.provider.id) > 0) ||
        Number(a.provider.id !== 'standard') - Number(b.provider.id !== 'standard') ||
        collate(a.name, b.name) ||
        a.index - b.index,
    )
    .map(({ provider }) => provider);
}

function isIn({ region, origin }: ProviderView, wanted: Region): boolean {
  switch (wanted) {
    case 'all':
      return true;
    case 'own':
      return origin === 'file';
    case 'china':
      return /\bCN\b/.test(region ?? '');
    case 'world':
      return /World|Intl/.test(region ?? '');
  }
}

function names({ name }: ProviderView): readonly string[] {
  return typeof name === 'string' ? [name] : [name.en, name['zh-CN']];
}

function textOf(provider: ProviderView): string {
  return fold([...names(provider), provider.id, ...hostsOf(provider)].join(' '));
}

/** What begins with what was typed is likelier to be meant than what has it somewhere. */
function begins(provider: ProviderView, word: string): boolean {
  return word !== '' && [...names(provider), provider.id].some((text) => fold(text).startsWith(word));
}
