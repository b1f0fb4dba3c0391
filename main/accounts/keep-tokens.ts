/**
 * Brings the tokens of a new grant into the book: into the account that is connected again, or a new one. Connecting again gives an
 * account a new grant id, so that late answers to the old grant are dropped; a different identity becomes an account of its own.
 */
import { jwtClaims, type TokenSet } from '../oauth';
import { NO_MARKS, type Account, type AccountId, type MeantFor, type RefreshProblem } from './account';
import { freeLabel, labelsIn } from './labels';
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
  const other = again !== undefined && isAnotherSubject(again, brought.tokens);
  const somebodyElse: MeantFor | null = other ? { accountId: again.id, why: 'somebody_else' } : null;
  const apart = again === undefined ? null : (somebodyElse ?? keptApart(deps, request, again, identity));
  const name = identity ?? deps.nameOf(provider);
  const outcome =
    again !== undefined && apart === null
      ? await replace(deps, request, facts, brought, again)
      : await add(deps, request, facts, brought, { name, meantFor: apart });
  // What was asked for was asked for the first tokens; of these nothing is known but what they say themselves.
  const unasked = { ...facts, scope: null, identity: null, recipe: null };
  for (const { label, tokens } of brought.also) await keepBeside(deps, request, unasked, tokens, label);
  if (apart?.why !== 'not_confirmed' || outcome.kind !== 'connected') return outcome;
  // On disk, so nothing is lost however long the server takes to say who this is.
  const settled = await deps.confirmation?.confirm(outcome.accountId);
  return { kind: 'connected', accountId: settled ?? outcome.accountId };
}

/**
 * Whether tokens for an account are kept apart from it, and why: the reply names somebody else; or it names nobody, and the server has
 * told before who the account's user is, so that it can be asked again.
 */
function keptApart(
  { confirmation }: ConnectDependencies,
  { provider, client }: ConnectRequest,
  again: Account,
  identity: string | null,
): MeantFor | null {
  if (identity !== null && again.identity !== null) {
    return identity === again.identity ? null : { accountId: again.id, why: 'somebody_else' };
  }
  const known = again.profile !== null && again.profile.id !== null;
  return known && confirmation?.canTell(provider, client) === true
    ? { accountId: again.id, why: 'not_confirmed' }
    : null;
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
    ? add(deps, request, facts, brought, { name, meantFor: null })
    : replace(deps, request, facts, brought, before));
}

async function replace(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  brought: GrantTokens,
  before: Account,
): Promise<ConnectOutcome> {
  let isGone = true;
  const saved = await deps.book.record(
    before.id,
    (account) => {
      isGone = deps.book.findOpen(before.id) === undefined;
      if (isGone) return null;
      return {
        ...account,
        ...accountFacts(deps, request, facts, brought),
        identity: brought.tokens.identity ?? facts.identity ?? account.identity,
        generation: account.generation + 1,
        previous: account.tokens,
        previousRevoked: account.revoked,
      };
    },
    () => void deps.journal.clear(before.id),
  );
  // Removed in this very moment: what has arrived is kept all the same, and not erased with it.
  return isGone
    ? add(deps, request, facts, brought, { name: before.label, meantFor: null })
    : outcomeOf(before.id, saved);
}

async function add(
  deps: ConnectDependencies,
  request: ConnectRequest,
  facts: GrantFacts,
  brought: GrantTokens,
  { name, meantFor }: { readonly name: string; readonly meantFor: MeantFor | null },
): Promise<ConnectOutcome> {
  const account: Account = {
    ...accountFacts(deps, request, facts, brought),
    id: deps.newId(),
    automatic: deps.automaticByDefault(),
    marks: NO_MARKS,
    providerId: request.provider.id,
    label: freeLabel(name, labelsIn(deps.book)),
    identity: brought.tokens.identity ?? facts.identity,
    profile: null,
    meantFor,
    generation: 1,
    previous: null,
    previousRevoked: null,
    idTokenCheck: null,
  };
  return outcomeOf(account.id, await deps.book.add(account));
}

function accountFacts(
  deps: ConnectDependencies,
  { client }: ConnectRequest,
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
    revoked: null,
    renewals: 0,
    restoredAt: null,
    clockOffset,
    practice: client.practice !== null,
  };
}

function outcomeOf(accountId: AccountId, save: SaveResult): ConnectOutcome {
  return save.kind === 'saved' ? { kind: 'connected', accountId } : { kind: 'connected_unsaved', accountId, save };
}

/**
 * Does the id token name another user than the one that was checked last? Read before it is checked: all that depends on it is that tokens
 * go to an account of their own and overwrite none.
 */
function isAnotherSubject({ idTokenCheck }: Account, { idToken }: TokenSet): boolean {
  const known = idTokenCheck?.subject ?? null;
  if (idToken === null || known === null) return false;
  const subject = jwtClaims(idToken.reveal())?.['sub'];
  return typeof subject === 'string' && subject !== known;
}
