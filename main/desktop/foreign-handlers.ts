/**
 * Clients from other tools, as the windows ask for them: a pasted text or a chosen file is read, shown, and one client of it kept. What was
 * read is held here between the steps, and forgotten when the dialog closes, another text is read, or Latchkey is locked. SECURITY: secrets
 * go in and never out: windows see a mask; no path comes from a window.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ClientBook, ClientDraft, SaveClientResult } from '../accounts';
import {
  fits,
  foreignProviderFile,
  type FoundClient,
  type ForeignText,
  knownProvider,
  LONGEST_TEXT,
  providerName,
  readForeign,
} from '../handover';
import { decodeBytes, reservedNames } from '../oauth';
import { checkEndpoint, checkProvider, grantKind, idFor, type Provider } from '../providers';
import type { Answers, ForeignClientView, ForeignView, RequestInput } from '../../preload/contract';
import { saveFailure } from './failures';
import type { FileDialogs } from './file-dialogs';
import { refuse, type Handlers, type Refusal } from './ipc';
import type { ProviderShelf } from './provider-shelf';

export interface ForeignDependencies {
  readonly clients: () => ClientBook;
  readonly shelf: Pick<ProviderShelf, 'all' | 'find' | 'isTaken' | 'keep'>;
  readonly reloadProviders: () => Promise<void>;
  readonly dialogs: FileDialogs;
  readonly newId: () => string;
}

export type ForeignHandlers = Pick<Handlers, 'readForeign' | 'openForeign' | 'keepForeign' | 'dropForeign'>;

interface Held {
  readonly id: string;
  readonly found: ForeignText;
  /** Providers made of it so far, by the client's key: a second try does not make another. */
  readonly made: Map<string, string>;
}

type Kept = RequestInput<'keepForeign'>;

const endings = ['json', 'bru', 'yaml', 'yml', 'txt', 'sh'];

export function foreignClients(deps: ForeignDependencies): {
  readonly handlers: ForeignHandlers;
  readonly forget: () => void;
} {
  const { shelf } = deps;
  let held: Held | null = null;
  /** Counts what was begun or forgotten. */
  let turn = 0;
  const forget = (): number => {
    held = null;
    turn += 1;
    return turn;
  };

  /** @param mine the turn in which it was asked for */
  const read = async (text: string, file: string | null, mine: number): Promise<ForeignView | Refusal> => {
    const outcome = await readForeign(text);
    // SECURITY: forgotten while it was chosen or read: nothing of it is kept, and nothing shown to whoever sits there now.
    if (turn !== mine) return refuse('app_locked');
    if (outcome.kind === 'refused') return refuse(`foreign_${outcome.reason}`);
    held = { id: deps.newId(), found: outcome.found, made: new Map() };
    const { kind, clients, leftOut } = outcome.found;
    const providers = shelf.all().map(({ provider }) => provider);
    return {
      importId: held.id,
      kind,
      file,
      leftOut,
      clients: clients.map((found, index) => foreignView(found, String(index), providers)),
    };
  };

  /** The provider that the client is kept with: one that is known, or one that is made now. */
  const providerFor = async (now: Held, found: FoundClient, input: Kept): Promise<Provider | Refusal> => {
    if (input.providerId !== null) return shelf.find(input.providerId) ?? refuse('not_found');
    if (input.name === '') return refuse('invalid_input', { field: 'name' });
    for (const field of ['authorize', 'token'] as const) {
      const text = input[field].trim();
      const checked = text === '' ? null : checkEndpoint(text);
      if (checked?.kind === 'refused')
        return refuse(checked.reason === 'invalid' ? 'endpoint_invalid' : 'endpoint_not_https', {
          field: `endpoints.${field}`,
        });
    }
    const id = now.made.get(input.key) ?? idFor(input.name, (free) => !shelf.isTaken(free));
    const file = foreignProviderFile(
      { id, name: input.name, authorize: orNull(input.authorize), token: orNull(input.token) },
      found,
    );
    // SECURITY: what another tool's file says passes the checks of every provider file before it becomes one.
    const checked = checkProvider(file);
    if (checked.kind === 'invalid') {
      const [problem] = checked.problems;
      return refuse('foreign_provider_refused', { detail: `${problem?.path ?? ''} ${problem?.reason ?? ''}`.trim() });
    }
    const saved = await shelf.keep({ id, text: `${JSON.stringify(file, null, 2)}\n` });
    if (saved.kind === 'failed') return refuse('provider_file_not_written', { detail: saved.detail });
    now.made.set(input.key, id);
    await deps.reloadProviders();
    return shelf.find(id) ?? refuse('foreign_provider_refused');
  };

  const handlers: ForeignHandlers = {
    readForeign: ({ text }) => read(text, null, forget()),
    async openForeign() {
      const mine = forget();
      const path = await deps.dialogs.open(endings);
      if (path === null) return null;
      const text = await textOf(path);
      return 'refused' in text ? text : read(text.text, basename(path), mine);
    },
    async keepForeign(input) {
      const now = held;
      const found = now?.found.clients[Number(input.key)];
      if (now?.id !== input.importId || found === undefined) return refuse('not_found');
      if (input.clientId === '') return refuse('invalid_input', { field: 'clientId' });
      const provider = await providerFor(now, found, input);
      if ('refused' in provider) return provider;
      return keptAnswer(await deps.clients().save(draftOf(found, provider, input)), provider);
    },
    dropForeign() {
      forget();
      return null;
    },
  };
  return { handlers, forget: () => void forget() };
}

function keptAnswer(saved: SaveClientResult, provider: Provider): Answers['keepForeign'] | Refusal {
  switch (saved.kind) {
    case 'saved':
      return { clientId: saved.client.id, providerId: provider.id };
    case 'invalid':
      return refuse(saved.problem.code, { field: saved.problem.field });
    case 'not_saved':
      return { refused: saveFailure(saved.save) };
  }
}

function foreignView(found: FoundClient, key: string, providers: readonly Provider[]): ForeignClientView {
  const known = knownProvider(found, providers)?.provider ?? null;
  return {
    key,
    name: found.name === '' ? providerName(found) : found.name,
    provider: known === null ? null : { id: known.id, name: known.name },
    grant: found.grant,
    authorize: found.authorize ?? '',
    token: found.token ?? '',
    clientId: found.clientId ?? '',
    secretMask: found.clientSecret?.mask ?? null,
    callbackUrl: found.callbackUrl ?? '',
    scope: found.scope ?? '',
    leftOut: found.leftOut,
  };
}

/** Only what differs from the provider's own is kept with the client. */
function draftOf(found: FoundClient, provider: Provider, input: Kept): ClientDraft {
  const own = (template: string | undefined, text: string): string | null =>
    text.trim() === '' || fits(provider, template, text.trim()) !== null ? null : text.trim();
  const { authorize, token, refresh } = provider.endpoints;
  const known = knownProvider({ ...found, authorize: orNull(input.authorize), token: orNull(input.token) }, [provider]);
  const described =
    found.grant !== null && Object.hasOwn(provider.grants, found.grant) ? provider.grants[found.grant] : undefined;
  const form = found.grant !== null && described !== undefined && grantKind(found.grant, described) !== null;
  // What this provider calls something else that Latchkey sends by itself would have the client refused, and nothing to mend it with.
  const reserved = reservedNames(provider, 'authorize');
  const params = Object.entries(found.params).filter(
    ([name, value]) => provider.authorize.params[name] !== value && !reserved.includes(name),
  );
  return {
    id: null,
    providerId: provider.id,
    clientId: input.clientId,
    clientSecret: found.clientSecret?.reveal() ?? '',
    callbackUrl: orNull(input.callbackUrl),
    scope: input.scope.trim(),
    endpoints: {
      authorize: own(authorize, input.authorize),
      token: fits(provider, refresh, input.token.trim()) === null ? own(token, input.token) : null,
      refresh: own(refresh ?? token, found.refresh ?? ''),
    },
    authentication: found.authentication === provider.client_authentication ? null : found.authentication,
    variables: known?.variables,
    options: {
      params: { authorize: Object.fromEntries(params), token: {}, refresh: {} },
      resources: found.resources,
      grant: form ? found.grant : null,
    },
  };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** SECURITY: an ordinary file of bounded size; a pipe or a device would never end. */
async function textOf(path: string): Promise<{ readonly text: string } | Refusal> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return refuse('foreign_unknown');
    if (facts.size > LONGEST_TEXT) return refuse('foreign_too_large');
    // What a Windows shell wrote by ">" is UTF-16.
    return { text: decodeBytes(await readFile(path), '').text };
  } catch (error) {
    return refuse('foreign_unreadable', { detail: error instanceof Error ? error.message : null });
  }
}
