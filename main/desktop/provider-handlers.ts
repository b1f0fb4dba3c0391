/**
 * What the requests about providers do: tell of them, check and keep files of the user's own, show what would be sent. The rules are those
 * of every provider file (main/providers), so a form and a file are judged alike.
 */
import {
  requestPreview,
  sampleClient,
  type ClientBook,
  type KeyDraft,
  type MadeKeys,
  type SaveResult,
} from '../accounts';
import { newSigningKey } from '../oauth';
import {
  catalogueFile,
  checkProvider,
  grantKind,
  parseProvider,
  type FileContent,
  type ParsedProvider,
  type Provider,
  type ProviderProblem,
} from '../providers';
import { Fault } from '../fault';
import type { ProviderFactsView, RequestInput } from '../../preload/contract';
import type { DeskRemovals } from './desk-removals';
import { saveFailure } from './failures';
import { errorView, refuse, type Handlers } from './ipc';
import { keyDraft } from './key-handlers';
import type { ProviderShelf } from './provider-shelf';

type ProviderRequest =
  | 'openProvidersFolder'
  | 'reloadProviders'
  | 'describeProvider'
  | 'openProviderSource'
  | 'readProvider'
  | 'checkProvider'
  | 'saveProvider'
  | 'previewClient';

/** What requests may do with the shelf. */
export type ShelfOfHandlers = Pick<ProviderShelf, 'find' | 'fileOf' | 'textOf' | 'isTaken' | 'inCatalogue' | 'keep'>;

export interface ProviderHandlerDependencies {
  readonly shelf: ShelfOfHandlers;
  readonly clients: () => ClientBook;
  readonly madeKeys: () => MadeKeys;
  /** Offers the way back to a file that was changed. */
  readonly providerWas: DeskRemovals['providerWas'];
  readonly now: () => number;
  readonly openProvidersFolder: () => Promise<void>;
  readonly reloadProviders: () => Promise<void>;
  /** Opens a web page in the system's browser; rejects with a Fault where nothing could be opened. */
  readonly openInBrowser: (url: string) => Promise<void>;
}

export function providerHandlers(deps: ProviderHandlerDependencies): Pick<Handlers, ProviderRequest> {
  const { shelf } = deps;

  /** The file, and what is wrong with it: by itself, or in the place where it would stand. */
  const judge = (text: string, replaces: string | null): ParsedProvider => {
    const parsed = parseProvider(text);
    if (parsed.kind === 'invalid') return parsed;
    const problem = placeProblem(parsed.provider.id, replaces, shelf);
    return problem === null ? parsed : { kind: 'invalid', problems: [problem] };
  };

  return {
    async openProvidersFolder() {
      await deps.openProvidersFolder();
      return null;
    },
    async reloadProviders() {
      await deps.reloadProviders();
      return null;
    },
    describeProvider({ providerId }) {
      const provider = shelf.find(providerId);
      return provider === undefined ? refuse('not_found') : factsView(provider);
    },
    async openProviderSource({ providerId, url }) {
      const provider = shelf.find(providerId);
      // SECURITY: only what the provider's file names, and only as a web page (browser.ts).
      const isNamed = provider?.sources.some((source) => linkIn(source) === url) === true;
      if (!isNamed) return refuse('not_found');
      try {
        await deps.openInBrowser(url);
        return null;
      } catch (error) {
        return refuse('browser_failed', { detail: error instanceof Fault ? error.message : null });
      }
    },
    readProvider({ providerId, copy }) {
      const file = shelf.fileOf(providerId) ?? (copy ? catalogueFile(providerId) : undefined);
      if (file === undefined) return refuse('not_found');
      return { file: written(copy ? { ...file, id: freeId(providerId, shelf.isTaken) } : file) };
    },
    async checkProvider({ file, replaces, grant }) {
      const judged = judge(file, replaces);
      // A form is filled in from the top: what comes after the name is looked at before there is one.
      const { problems, provider } =
        judged.kind === 'ok' ? { problems: [], ...judged } : beyondNames(file, judged, replaces, shelf);
      if (provider === null) return { problems, preview: null };
      const asked = { isSample: true, wanted: grant, now: deps.now() };
      return { problems, preview: await requestPreview(provider, sampleClient(provider), asked) };
    },
    async saveProvider({ file, replaces }) {
      const judged = judge(file, replaces);
      if (judged.kind === 'invalid') {
        const [problem] = judged.problems;
        return refuse('provider_invalid', { detail: `${problem?.path ?? ''} ${problem?.reason ?? ''}`.trim() });
      }
      const { id } = judged.provider;
      const before = shelf.textOf(id);
      const saved = await keepAndRead(deps, { id, text: file });
      if (saved.kind === 'failed') return { refused: saveFailure(saved) };
      if (before !== null) deps.providerWas({ id, text: before });
      return { providerId: id };
    },
    async previewClient({ client: input, typedKey, grant }) {
      const key = await previewKey(input, typedKey, deps);
      if ('refused' in key) return { problem: key.refused, preview: null };
      const drafted = deps.clients().preview({ ...input, key });
      if (drafted.kind === 'invalid') {
        const { code, field } = drafted.problem;
        return { problem: errorView(code, { field }), preview: null };
      }
      const { provider, client } = drafted;
      return {
        problem: null,
        preview: await requestPreview(provider, client, { wanted: grant, now: deps.now() }),
      };
    },
  };
}

/** All problems of a file, also where its rules were not looked at because it lacks its names. */
function beyondNames(
  text: string,
  { problems }: Extract<ParsedProvider, { kind: 'invalid' }>,
  replaces: string | null,
  shelf: Pick<ProviderShelf, 'isTaken' | 'inCatalogue'>,
): { readonly problems: readonly ProviderProblem[]; readonly provider: Provider | null } {
  const isAtName = ({ path }: ProviderProblem): boolean => /^(?:id|name)\b/.test(path);
  const file = readJson(text);
  if (file === null) return { problems, provider: null };
  const place = typeof file['id'] === 'string' ? placeProblem(file['id'], replaces, shelf) : null;
  const all = place === null || problems.some(({ path }) => path === 'id') ? problems : [...problems, place];
  if (!problems.every(isAtName)) return { problems: all, provider: null };
  const parsed = checkProvider({ ...file, id: 'x', name: 'x' });
  return parsed.kind === 'ok'
    ? { problems: all, provider: parsed.provider }
    : { problems: [...all, ...parsed.problems], provider: null };
}

function readJson(text: string): FileContent | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

async function keepAndRead(
  { shelf, reloadProviders }: Pick<ProviderHandlerDependencies, 'shelf' | 'reloadProviders'>,
  file: { readonly id: string; readonly text: string },
): Promise<SaveResult> {
  const saved = await shelf.keep(file);
  if (saved.kind === 'saved') await reloadProviders();
  return saved;
}

/** A pasted key stays in the window until the form is sent: one of the moment stands in for it. */
async function previewKey(
  { key }: RequestInput<'saveClient'>,
  typed: boolean,
  deps: Pick<ProviderHandlerDependencies, 'madeKeys'>,
): Promise<KeyDraft | ReturnType<typeof refuse>> {
  if (typed) return { kind: 'made', key: (await newSigningKey('ES256')).jwk };
  return keyDraft(key, deps.madeKeys());
}

function placeProblem(
  id: string,
  replaces: string | null,
  shelf: Pick<ProviderShelf, 'isTaken' | 'inCatalogue'>,
): ProviderProblem | null {
  if (replaces !== null)
    return id === replaces
      ? null
      : { path: 'id', reason: `must stay "${replaces}": clients and accounts are found by it` };
  if (!shelf.isTaken(id)) return null;
  const owner = shelf.inCatalogue(id) ? 'the catalogue' : 'a file of yours';
  return { path: 'id', reason: `"${id}" is taken by ${owner}: choose another id` };
}

/** `<id>-copy`, or the first with a number behind it that is free; 40 characters at most. */
function freeId(id: string, isTaken: (id: string) => boolean): string {
  const base = `${id.slice(0, 30)}-copy`;
  let free = base;
  for (let number = 2; isTaken(free); number += 1) free = `${base}-${number}`;
  return free;
}

/** As files are written: two spaces, a line at the end. */
function written(file: FileContent): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The address at the beginning of a source; what follows it is a remark. */
function linkIn(source: string): string | null {
  return /^https:\/\/\S+/.exec(source)?.[0] ?? null;
}

function factsView(provider: Provider): ProviderFactsView {
  const { refresh, grants } = provider;
  return {
    grants: Object.entries(grants).map(([name, grant]) => {
      const kind = grantKind(name, grant);
      return { name, kind: kind === 'form' ? 'fields' : kind, needsPermission: grant.needs_permission };
    }),
    refresh: {
      token: grants['refresh_token'] === undefined ? null : refresh.token,
      afterFailure: refresh.after_failure,
      atMostEvery: refresh.at_most_every ?? null,
    },
    pkce: grants['authorization_code'] !== undefined && provider.authorize.pkce !== 'off',
    unverified: provider.unverified,
    notes: provider.notes,
    sources: provider.sources.map((text) => ({ text, url: linkIn(text) })),
  };
}
