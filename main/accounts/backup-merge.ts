/**
 * What importing a backup would do, entry by entry, before anything is done. Pure. Rules:
 * - A grant is known by its grant id. Of the same grant the newer tokens count: more generations and obtained later. Where the two do not
 *   agree, what is here stays.
 * - What is here is never overwritten by anything older, nor by anything that is not surely newer.
 * - Each entry can do one thing at most; whether it is proposed is the default, the user decides.
 */
import { sameFacts } from './same-facts';
import type { Account, AccountId, Client, StoredAccount } from './account';
import type { Backup, ProviderFile, UnreadableEntry } from './backup';

/**
 * - `new`: not here.
 * - `same`: here already; its name and its settings here stay.
 * - `newer_here`, `newer_in_file`: the same grant, refreshed since.
 * - `other_grant`: the account is here with a grant of its own.
 * - `conflict`: here, and different; which is newer cannot be told.
 * - `locked_here`: an account whose key is not there now, so that it cannot be compared.
 * - `in_catalogue`: Latchkey brings this provider by itself.
 * - `unreadable`: an entry that this Latchkey cannot read.
 */
export type ImportVerdict =
  | 'new'
  | 'same'
  | 'newer_here'
  | 'newer_in_file'
  | 'other_grant'
  | 'conflict'
  | 'locked_here'
  | 'in_catalogue'
  | 'unreadable';

/** `add`: under its own id. `beside`: as a further account. `replace`: in the place of what is here. */
export type ImportAction = 'add' | 'beside' | 'replace';

export interface ImportDecision {
  readonly verdict: ImportVerdict;
  /** Null where there is nothing to be done. */
  readonly action: ImportAction | null;
  /** Proposed. */
  readonly wanted: boolean;
  /** The id of what it was compared with, where that is an account or a client. */
  readonly here: string | null;
}

interface Item extends ImportDecision {
  /** Names the entry within this backup. */
  readonly key: string;
  /** Keys of entries that come along: without them it could not be used. */
  readonly needs: readonly string[];
}

export type ImportItem =
  | (Item & { readonly what: 'account'; readonly account: Account })
  | (Item & { readonly what: 'client'; readonly client: Client; readonly secretDiffers: boolean })
  | (Item & { readonly what: 'provider'; readonly file: ProviderFile })
  | (Item & { readonly what: 'unreadable'; readonly entry: UnreadableEntry });

/** What is here now. */
export interface ImportPlace {
  readonly accounts: readonly StoredAccount[];
  readonly clients: readonly Client[];
  readonly findProviderFile: (id: string) => ProviderFile | undefined;
  readonly inCatalogue: (providerId: string) => boolean;
  /** Null where the text is no provider of this id; else whether both texts describe the same provider. */
  readonly compareProviders: (file: ProviderFile, here: ProviderFile | undefined) => 'same' | 'different' | null;
}

/** Providers first, then clients, then accounts: the order in which they are imported. */
export function planImport(backup: Backup, place: ImportPlace): readonly ImportItem[] {
  const unreadable: Item = { key: '', needs: [], verdict: 'unreadable', action: null, wanted: false, here: null };
  const providers = backup.providers.map((file, index): ImportItem => {
    return { what: 'provider', key: `provider-${index}`, needs: [], file, ...decideProvider(file, place) };
  });
  const newProvider = (id: string): readonly string[] =>
    providers.flatMap((item) =>
      item.what === 'provider' && item.file.id === id && item.verdict === 'new' ? item.key : [],
    );

  const clients = backup.clients.map((client, index) => {
    const decided = decideClient(client, place.clients);
    const needs = newProvider(client.providerId);
    return { what: 'client', key: `client-${index}`, needs, client, ...decided } as const;
  });
  const newClients = new Map(
    clients.flatMap(({ client, key, verdict }) => (verdict === 'new' ? [[client.id, key]] : [])),
  );

  const here = indexAccounts(place);
  const issued = new Map(backup.clients.map(({ id, clientId }) => [id, clientId]));
  const accounts = backup.accounts.map((account, index): ImportItem => {
    const decided = decideAccount(account, here, issued.get(account.clientId));
    const client = newClients.get(account.clientId);
    const needs = [...newProvider(account.providerId), ...(client === undefined ? [] : [client])];
    return { what: 'account', key: `account-${index}`, needs, account, ...decided };
  });
  const rest = backup.unreadable.map((entry, index): ImportItem => {
    return { ...unreadable, what: 'unreadable', key: `unreadable-${index}`, entry };
  });
  return [...providers, ...clients, ...accounts, ...rest];
}

function decideProvider(file: ProviderFile, place: ImportPlace): ImportDecision {
  const here = place.findProviderFile(file.id);
  const compared = place.compareProviders(file, here);
  if (compared === null) return decision('unreadable');
  if (place.inCatalogue(file.id)) return decision('in_catalogue');
  if (here === undefined) return decision('new', 'add', true);
  return compared === 'same' ? decision('same') : decision('conflict', 'replace', false);
}

/** The same registration is known by its id, or by what the provider issued. */
function decideClient(client: Client, here: readonly Client[]): ImportDecision & { readonly secretDiffers: boolean } {
  const candidates = here.filter(({ practice }) => practice === null);
  const sameRegistration = candidates.filter(
    ({ providerId, clientId }) => providerId === client.providerId && clientId === client.clientId,
  );
  const known =
    candidates.find(({ id }) => id === client.id) ??
    sameRegistration.find((each) => sameFacts({ ...each, id: client.id }, client)) ??
    sameRegistration[0];
  if (known === undefined) return { ...decision('new', 'add', true), secretDiffers: false };
  const secretDiffers = !sameFacts(known.clientSecret, client.clientSecret) || !sameFacts(known.fields, client.fields);
  return sameFacts({ ...known, id: client.id }, client)
    ? { ...decision('same', null, false, known.id), secretDiffers }
    : { ...decision('conflict', 'replace', false, known.id), secretDiffers };
}

interface AccountIndex {
  readonly byId: ReadonlyMap<AccountId, StoredAccount>;
  readonly byGrant: ReadonlyMap<string, readonly Account[]>;
  readonly byPerson: ReadonlyMap<string, Account>;
}

function indexAccounts({ accounts, clients }: ImportPlace): AccountIndex {
  const open = accounts.flatMap((stored) => (stored.state === 'open' ? [stored.account] : []));
  const issued = new Map(clients.map(({ id, clientId }) => [id, clientId]));
  const byGrant = new Map<string, Account[]>();
  for (const account of open) byGrant.set(account.grantId, [...(byGrant.get(account.grantId) ?? []), account]);
  return {
    byId: new Map(accounts.map((stored) => [stored.state === 'open' ? stored.account.id : stored.facts.id, stored])),
    byGrant,
    byPerson: new Map(
      open.flatMap((account) => {
        const person = personOf(account, issued.get(account.clientId));
        return person === null ? [] : [[person, account] as const];
      }),
    ),
  };
}

/** Who signed in, through which registration; null where that is not known. */
function personOf({ providerId, identity, practice }: Account, clientId: string | undefined): string | null {
  return identity === null || clientId === undefined || practice
    ? null
    : JSON.stringify([providerId, clientId, identity]);
}

function decideAccount(account: Account, here: AccountIndex, clientId: string | undefined): ImportDecision {
  const sameGrant = here.byGrant.get(account.grantId) ?? [];
  const known =
    sameGrant.find((each) => sameTokens(each, account)) ??
    sameGrant.find(({ id }) => id === account.id) ??
    sameGrant[0];
  if (known !== undefined) return { ...compareGrant(account, known), here: known.id };
  const sameId = here.byId.get(account.id);
  if (sameId?.state === 'locked') return decision('locked_here', 'beside', false, account.id);
  const person = personOf(account, clientId);
  const other = sameId?.account ?? (person === null ? undefined : here.byPerson.get(person));
  if (other === undefined) return decision('new', 'add', true);
  // An account whose id is free keeps it: what is known by it elsewhere is then known by it here.
  const action = sameId === undefined ? 'add' : 'beside';
  return decision('other_grant', action, account.connectedAt > other.connectedAt, other.id);
}

/** Which of two states of one grant is newer. Exported for the moment of writing: a refresh may have come in between. */
export function compareGrant(inFile: Account, here: Account): ImportDecision {
  if (sameTokens(inFile, here)) return decision('same', null, false, here.id);
  const generations = Math.sign(inFile.generation - here.generation);
  const times = Math.sign(inFile.tokens.issuedAt - here.tokens.issuedAt);
  if (generations >= 0 && times >= 0 && generations + times > 0) {
    return decision('newer_in_file', 'replace', true, here.id);
  }
  if (generations <= 0 && times <= 0 && generations + times < 0) return decision('newer_here', null, false, here.id);
  // Refreshed in two places, or the clock or the token set before was set back: nobody can tell.
  return decision('conflict', 'beside', false, here.id);
}

function sameTokens({ tokens: one }: Account, { tokens: other }: Account): boolean {
  return one.accessToken.equals(other.accessToken) && sameFacts(one.refreshToken, other.refreshToken);
}

function decision(
  verdict: ImportVerdict,
  action: ImportAction | null = null,
  wanted = false,
  here: string | null = null,
): ImportDecision {
  return { verdict, action, wanted, here };
}
