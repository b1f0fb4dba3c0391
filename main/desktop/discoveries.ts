/**
 * From an issuer that a user pastes to a provider file in the user's folder. A new issuer's file is written at once; where there is one
 * already and the server says something else by now, the differences are shown first and nothing is written without a word.
 */
import type { Errand, SaveResult } from '../accounts';
import { discover, readIssuer, type Discovery, type IssuerQuestion } from '../oauth';
import {
  changesBetween,
  checkProvider,
  discoveredFile,
  idFor,
  updatedFile,
  type FileContent,
  type Provider,
} from '../providers';
import type { DiscoveryView } from '../../preload/contract';
import type { Desk } from './desk';
import type { ProviderShelf } from './provider-shelf';

export type DiscoveryOutcome =
  | { readonly kind: 'view'; readonly view: DiscoveryView }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'issuer'; readonly reason: 'invalid' | 'not_https' }
  | Exclude<Discovery, { kind: 'found' }>
  | { readonly kind: 'refused'; readonly reason: 'endpoint' | 'incomplete' | 'file'; readonly detail: string }
  | { readonly kind: 'not_saved'; readonly save: Extract<SaveResult, { kind: 'failed' }> };

export interface Discoveries {
  /** @param text an issuer, or the address of its metadata */
  look(text: string): Promise<DiscoveryOutcome>;
  lookAgain(providerId: string): Promise<DiscoveryOutcome>;
  keep(discoveryId: string, as: 'update' | 'new'): Promise<DiscoveryOutcome>;
}

export interface DiscoveryDependencies {
  /** What sends requests and keeps their exchange. */
  readonly desk: () => Pick<Desk, 'connect' | 'history' | 'removals'>;
  readonly shelf: ProviderShelf;
  /** Reads the folder anew and shows what is in it. */
  readonly reload: () => Promise<void>;
  readonly newId: () => string;
}

interface Pending {
  readonly id: string;
  readonly provider: Provider;
  readonly found: Extract<Discovery, { kind: 'found' }>;
}

/** What a reader of the file should know about Microsoft's issuer. */
const templateNote = 'The issuer in the metadata holds {tenantid}: the tenant of each token stands in its place.';

export function discoveries(deps: DiscoveryDependencies): Discoveries {
  const { shelf } = deps;
  /** The last one that waits for a decision; what was decided otherwise needs no memory. */
  let pending: Pending | null = null;

  const write = async (id: string, file: FileContent): Promise<SaveResult> => {
    const before = shelf.textOf(id);
    const saved = await shelf.keep({ id, text: `${JSON.stringify(file, null, 2)}\n` });
    if (saved.kind === 'failed') return saved;
    await deps.reload();
    if (before !== null) deps.desk().removals.providerWas({ id, text: before });
    return saved;
  };

  const fileFor = (id: string, { metadata, url, template }: Pending['found']) =>
    discoveredFile(metadata, { id, source: url, notes: template ? [templateNote] : [] });

  const settle = async (found: Pending['found'], known: Provider | undefined): Promise<DiscoveryOutcome> => {
    const made = fileFor(known?.id ?? freeId(found.issuer), found);
    if (made.kind === 'refused') return refusal(made);
    const { template } = found;
    if (known === undefined) return keepNew(made.file, template);
    const existing = shelf.fileOf(known.id) ?? {};
    const changes = changesBetween(existing, updatedFile(existing, made.file));
    if (changes.length === 0)
      return { kind: 'view', view: { kind: 'kept', providerId: known.id, before: true, template } };
    pending = { id: deps.newId(), provider: known, found };
    return { kind: 'view', view: { kind: 'changed', discoveryId: pending.id, providerId: known.id, changes } };
  };

  const freeId = (issuer: string): string => idFor(issuer, (id) => !shelf.isTaken(id));

  /** SECURITY: what a server wrote passes the checks of every provider file before it becomes one. */
  const keepChecked = async (file: FileContent, view: (id: string) => DiscoveryView): Promise<DiscoveryOutcome> => {
    const parsed = checkProvider(file);
    if (parsed.kind === 'invalid') {
      const [problem] = parsed.problems;
      return { kind: 'refused', reason: 'file', detail: `${problem?.path ?? ''} ${problem?.reason ?? ''}`.trim() };
    }
    const saved = await write(parsed.provider.id, file);
    return saved.kind === 'failed'
      ? { kind: 'not_saved', save: saved }
      : { kind: 'view', view: view(parsed.provider.id) };
  };

  const keepNew = (file: FileContent, template: boolean): Promise<DiscoveryOutcome> =>
    keepChecked(file, (providerId) => ({ kind: 'kept', providerId, before: false, template }));

  /** Asks the server; what it said can be looked at, whether it was of use or not. */
  const ask = async (
    question: IssuerQuestion,
    known: (issuer: string) => Provider | undefined,
  ): Promise<DiscoveryOutcome> => {
    const { connect, history } = deps.desk();
    const errand: Errand = { key: {}, kind: 'discover', by: 'you', accountId: null, client: undefined };
    const found = await discover((request) => connect.send(request, errand), question);
    const outcome = found.kind === 'found' ? await settle(found, known(found.issuer)) : found;
    history.concluded(errand, outcome.kind === 'view' ? 'done' : 'failed');
    return outcome;
  };

  return {
    async look(text) {
      const read = readIssuer(text);
      if (read.kind === 'refused') return { kind: 'issuer', reason: read.reason };
      return ask(read.question, (named) => shelf.ofIssuer(named));
    },
    async lookAgain(providerId) {
      const provider = shelf.find(providerId);
      const { issuer, endpoints } = provider ?? {};
      if (provider === undefined || issuer === undefined || endpoints?.discovery === undefined)
        return { kind: 'not_found' };
      return ask({ issuer, urls: [endpoints.discovery] }, () => provider);
    },
    async keep(discoveryId, as) {
      const waiting = pending;
      if (waiting?.id !== discoveryId) return { kind: 'not_found' };
      const { provider, found } = waiting;
      const made = fileFor(as === 'update' ? provider.id : freeId(found.issuer), found);
      if (made.kind === 'refused') return refusal(made);
      const existing = as === 'update' ? (shelf.fileOf(provider.id) ?? {}) : {};
      const kept = await keepNew(as === 'update' ? updatedFile(existing, made.file) : made.file, found.template);
      if (kept.kind === 'view') pending = null;
      return kept;
    },
  };
}

function refusal(made: Extract<ReturnType<typeof discoveredFile>, { kind: 'refused' }>): DiscoveryOutcome {
  return made.reason === 'endpoint'
    ? { kind: 'refused', reason: 'endpoint', detail: `${made.field}: ${made.value}` }
    : { kind: 'refused', reason: 'incomplete', detail: made.field };
}
