/**
 * Checks the id tokens of accounts once their tokens are safely kept: nothing here stands between a grant and the disk, and no token is
 * lost by a check that fails. Whatever brought the id token (connecting, a refresh, going back), the book tells of it, and each is checked
 * once.
 *
 * Rules: whose an account is comes from a valid id token only; a failed check takes away an identity that was read from it unchecked.
 */
import { checkIdToken, type KeyShelf, type Secret } from '../oauth';
import { fillEndpoint, placeholdersOf, variableValues, type Provider } from '../providers';
import type { Account, AccountId, Client, UncheckedReason } from './account';
import type { AccountBook } from './book';
import { freeLabel, isGiven, labelsIn } from './labels';
import type { Now } from './ports';

export interface IdTokenDependencies {
  readonly book: AccountBook;
  readonly keys: KeyShelf;
  readonly now: Now;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** What an account is called before it is known whose it is. */
  readonly nameOf: (provider: Provider) => string;
  readonly report: (error: unknown) => void;
}

export interface IdTokens {
  /** Looks at accounts that have changed, and checks id tokens that were not checked yet. */
  look(ids: readonly AccountId[]): void;
  /** Checks once more, for example when the server's keys can be reached again. False where there is nothing to check. */
  checkAgain(id: AccountId): Promise<boolean>;
  /** Resolves when no check is on its way. */
  settled(): Promise<void>;
}

export function idTokens(deps: IdTokenDependencies): IdTokens {
  const { book } = deps;
  /** The fingerprint that is being checked, by account. */
  const running = new Map<AccountId, { readonly of: string; readonly done: Promise<void> }>();

  const start = (account: Account): Promise<void> => {
    const of = account.tokens.idToken?.fingerprint ?? '';
    const done = check(account)
      .catch(deps.report)
      .finally(() => {
        if (running.get(account.id)?.of === of) running.delete(account.id);
      });
    running.set(account.id, { of, done });
    return done;
  };

  const check = async (account: Account): Promise<void> => {
    const { idToken } = account.tokens;
    if (idToken === null) return;
    const client = deps.findClient(account.clientId);
    const provider = deps.findProvider(account.providerId);
    if (client === undefined || provider === undefined) return;
    const verdict = await judge(deps, account, idToken, client, provider);
    await book.change(account.id, (current) => {
      if (current.tokens.idToken?.equals(idToken) !== true) return null;
      const about = { of: idToken.fingerprint, at: deps.now(), subject: current.idTokenCheck?.subject ?? null };
      if (verdict.kind === 'valid') {
        const { kind, subject, origin } = verdict;
        return withIdentity(deps, provider, { ...current, idTokenCheck: { ...about, kind, subject, origin } }, verdict);
      }
      const failed = { ...current, idTokenCheck: { ...about, ...verdict } };
      return verdict.kind === 'failed' && readsIdToken(provider) ? { ...failed, identity: null } : failed;
    });
  };

  return {
    look(ids) {
      for (const id of ids) {
        const account = book.findOpen(id);
        const of = account?.tokens.idToken?.fingerprint;
        if (account === undefined || of === undefined || account.idTokenCheck?.of === of) continue;
        if (running.get(id)?.of !== of) void start(account);
      }
    },
    async checkAgain(id) {
      const account = book.findOpen(id);
      if (account === undefined || account.tokens.idToken === null) return false;
      await start(account);
      return true;
    },
    async settled() {
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

type Verdict =
  | Awaited<ReturnType<typeof checkIdToken>>
  | { readonly kind: 'unchecked'; readonly reason: UncheckedReason; readonly detail: string };

async function judge(
  { keys, now }: IdTokenDependencies,
  { tokens, idTokenCheck, clockOffset }: Account,
  idToken: Secret,
  client: Client,
  provider: Provider,
): Promise<Verdict> {
  // SECURITY: the file's issuer and keys are those of the file's server. A client that speaks to another one is not theirs.
  if (client.endpoints.token !== undefined) return unchecked('other_server');
  const filled = (template: string | undefined): string | null => {
    if (template === undefined || placeholdersOf(template).length === 0) return template ?? null;
    const result = fillEndpoint(provider, template, variableValues(provider, client.variables, tokens.extras));
    return result.kind === 'ok' ? result.url : null;
  };
  const metadataUrl = filled(provider.endpoints.discovery);
  const own = filled(provider.endpoints.jwks);
  const known = provider.issuer !== undefined && own !== null;
  const facts = known || metadataUrl === null ? null : await keys.factsAt(metadataUrl);
  if (!known && metadataUrl !== null && facts === null) return unchecked('keys_unreachable', metadataUrl);
  const issuer = provider.issuer ?? facts?.issuer;
  if (issuer === undefined) return unchecked('no_issuer');
  const jwksUrl = own ?? facts?.jwksUrl ?? null;
  return checkIdToken({
    idToken,
    accessToken: tokens.accessToken,
    issuer,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    nonce: tokens.nonce,
    nonceMayMiss: provider.id_token.nonce === 'missing',
    algorithms: provider.id_token.algorithms ?? facts?.algorithms ?? null,
    unsigned: provider.id_token.unsigned,
    keys: jwksUrl === null ? null : keys.at(jwksUrl),
    subjectBefore: idTokenCheck?.subject ?? null,
    arrivedAt: tokens.issuedAt + (clockOffset ?? 0),
    now: now(),
  });
}

function unchecked(reason: UncheckedReason, detail = ''): Verdict {
  return { kind: 'unchecked', reason, detail };
}

/** The file takes the identity from the id token, before it is checked. */
function readsIdToken({ reply }: Provider): boolean {
  const paths = typeof reply.identity === 'string' ? [reply.identity] : (reply.identity ?? []);
  return paths.some((path) => path.startsWith('id_token.'));
}

/** Whose it is, where nothing else said so; and a name for it, where its user has given none. */
function withIdentity(
  { book, nameOf }: IdTokenDependencies,
  provider: Provider,
  account: Account,
  { subject, name, deviations }: Extract<Verdict, { kind: 'valid' }>,
): Account {
  const named = {
    ...account,
    tokens: { ...account.tokens, deviations: [...account.tokens.deviations, ...deviations] },
  };
  if (provider.reply.identity !== undefined) return named;
  const told = name ?? account.profile?.name ?? subject;
  const label = isGiven(account.label, nameOf(provider)) ? freeLabel(told, labelsIn(book)) : account.label;
  return { ...named, identity: subject, label };
}
