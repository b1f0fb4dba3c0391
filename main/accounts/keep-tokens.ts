/**
 * Brings the tokens of a new grant into the book: into the account that is connected again, or a new one. Connecting again gives an
 * account a new grant id, so that late answers to the old grant are dropped; a different identity becomes an account of its own.
 */
import type { TokenSet } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, RefreshProblem } from './account';
import type { AccountBook } from './book';
import type { ConnectDependencies, ConnectOutcome, ConnectRequest } from './connect';
import type { SaveResult } from './ports';
import type { GrantRecipe } from './recipe';

/** What is known of a grant besides its tokens. */
export interface GrantFacts {
  /** The grant's name in the provider's file. */
  readonly name: string;
  readonly scope: readonly string[] | null;
  /** Who the user said to be, where the reply does not tell. */
  readonly identity: string | null;
  /** What the callback brought. */
  readonly extras: Readonly<Record<string, string>>;
  /** How the grant is asked for again; null where its user is needed for it. */
  readonly recipe: GrantRecipe | null;
}

/** What a grant brought. */
export interface GrantTokens {
  readonly tokens: TokenSet;
  /** What went wrong after they came, or null. */
  readonly problem: RefreshProblem | null;
  /** Further tokens of the same reply; each becomes an account. */
  readonly also: readonly { readonly label: string; readonly tokens: TokenSet }[];
  /** How far the server's clock was ahead of ours, milliseconds; null where it sent no Date. */
  readonly clockOffset: number | null;
}

export async function keepTokens(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  brought: GrantTokens,
): Promise<ConnectOutcome> {
  const { book } = deps;
  const { provider, accountId } = request;
  const identity = brought.tokens.identity ?? facts.identity;
  const again = accountId === null ? undefined : book.findOpen(accountId);
  const outcome =
    again !== undefined && !isSomebodyElse(again, identity)
      ? await replace(deps, request, facts, brought, again)
      : await add(deps, request, facts, brought, identity ?? deps.nameOf(provider));
  // What was asked for was asked for the first tokens; of these nothing is known but what they say themselves.
  const unasked = { ...facts, scope: null, identity: null, recipe: null };
  for (const { label, tokens } of brought.also) await keepBeside(deps, request, unasked, tokens, label);
  return outcome;
}

/** Tokens that came beside the ones asked for: into the account they were in before, else into a new one. */
async function keepBeside(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  tokens: TokenSet,
  label: string,
): Promise<void> {
  const brought: GrantTokens = { tokens, problem: null, also: [], clockOffset: null };
  const before = deps.book
    .all()
    .flatMap((stored) => (stored.state === 'open' ? [stored.account] : []))
    .find(
      ({ clientId, identity, grant }) =>
        clientId === request.client.id && grant === facts.name && identity !== null && identity === tokens.identity,
    );
  const name = `${tokens.identity ?? deps.nameOf(request.provider)} (${label})`;
  await (before === undefined
    ? add(deps, request, facts, brought, name)
    : replace(deps, request, facts, brought, before));
}

async function replace(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  brought: GrantTokens,
  before: Account,
): Promise<ConnectOutcome> {
  const saved = await deps.book.record(
    before.id,
    (account) => ({
      ...account,
      ...accountFacts(deps, request, facts, brought),
      identity: brought.tokens.identity ?? facts.identity ?? account.identity,
      generation: account.generation + 1,
      previous: account.tokens,
    }),
    () => void deps.journal.clear(before.id),
  );
  return outcomeOf(before.id, saved);
}

async function add(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  brought: GrantTokens,
  name: string,
): Promise<ConnectOutcome> {
  const account: Account = {
    ...accountFacts(deps, request, facts, brought),
    id: deps.newId(),
    automatic: deps.automaticByDefault(),
    marks: { favourite: false, note: '', colour: null },
    providerId: request.provider.id,
    label: freeLabel(name, deps.book),
    identity: brought.tokens.identity ?? facts.identity,
    generation: 1,
    previous: null,
  };
  return outcomeOf(account.id, await deps.book.add(account));
}

function accountFacts(
  deps: ConnectDependencies,
  { client }: { readonly provider: Provider; readonly client: ConnectRequest['client'] },
  facts: GrantFacts,
  { tokens, problem, clockOffset }: GrantTokens,
) {
  return {
    clientId: client.id,
    grant: facts.name,
    recipe: facts.recipe,
    requestedScope: facts.scope,
    grantId: deps.newId(),
    tokens: { ...tokens, extras: { ...facts.extras, ...tokens.extras } },
    problem,
    connectedAt: deps.now(),
    refreshedAt: null,
    restoredAt: null,
    clockOffset,
    practice: client.practice !== null,
  };
}

function outcomeOf(accountId: AccountId, save: SaveResult): ConnectOutcome {
  return save.kind === 'saved' ? { kind: 'connected', accountId } : { kind: 'connected_unsaved', accountId, save };
}

function isSomebodyElse(account: Account, identity: string | null): boolean {
  return identity !== null && account.identity !== null && account.identity !== identity;
}

/** The name itself, or with the first free number behind it. */
function freeLabel(name: string, book: AccountBook): string {
  const taken = new Set(
    book.all().map((stored) => (stored.state === 'open' ? stored.account.label : stored.facts.label)),
  );
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
