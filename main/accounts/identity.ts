/**
 * Who am I: asks the server whose tokens these are, and keeps the answer with the account. Rules:
 * - tokens are on disk before anybody is asked, and no answer changes them;
 * - an answer that cannot be read, or names another person than before, changes nothing and is told;
 * - an answer that comes after the account was connected again belongs to the older grant and is dropped.
 */
import { jwtClaims, readCallExtras, readPerson, shownText, type Person } from '../oauth';
import { grantTypeOf, type Provider } from '../providers';
import type { Account, AccountId, Client, Profile } from './account';
import type { AccountBook } from './book';
import type { Errand } from './history';
import { freeLabel, isGiven, labelsIn } from './labels';
import {
  callOf,
  makeCall,
  secretsOf,
  type CallDependencies,
  type CallOutcome,
  type CallProblem,
  type CallSubject,
} from './server-calls';

export type IdentityOutcome =
  | { readonly kind: 'told'; readonly profile: Profile }
  | { readonly kind: 'failed'; readonly problem: CallProblem }
  | { readonly kind: 'refused'; readonly reason: 'not_found' | 'locked' };

export interface IdentityDependencies extends CallDependencies {
  readonly book: AccountBook;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Called when asking begins and ends. */
  readonly activityChanged: (id: AccountId) => void;
}

export interface Identity {
  /** Asks now, or joins the question that is on its way. */
  ask(id: AccountId): Promise<IdentityOutcome>;
  isAsking(id: AccountId): boolean;
  /** Why the last question of this run brought nothing; null where it did, or none was asked. */
  problemOf(id: AccountId): CallProblem | null;
}

/** Can the server be asked who its user is? */
export function canTellIdentity(provider: Provider, client: Client): boolean {
  return callOf('userinfo', provider, client) !== null || looksUpIdentity(provider, client);
}

/**
 * Would the server tell with this token who its user is? Not where no user took part (RFC 6749 section 4.4), nor where openid was asked
 * for and not given, as for tokens of one resource, nor where the server knows openid and none of what tells of its user was given: userinfo
 * wants it (OpenID Connect Core section 5.3.1), and Doorkeeper's says a bare 403. Asked all the same on request.
 */
export function tellsUnasked({ grant, requestedScope, tokens }: Account, { grants, scopes }: Provider): boolean {
  const described = Object.hasOwn(grants, grant) ? grants[grant] : undefined;
  if (described !== undefined && grantTypeOf(grant, described) === 'client_credentials') return false;
  const granted = tokens.scope ?? requestedScope;
  if (granted === null || granted.includes('openid')) return true;
  if (requestedScope?.includes('openid') === true) return false;
  return !scopes.includes('openid') || ['profile', 'email'].some((scope) => granted.includes(scope));
}

/** QQ, for example, tells who the user is only where it is asked about the token. */
function looksUpIdentity(provider: Provider, client: Client): boolean {
  return callOf('introspect', provider, client)?.identity !== undefined;
}

export function identity(deps: IdentityDependencies): Identity {
  const { book, now, activityChanged } = deps;
  const asking = new Map<AccountId, Promise<IdentityOutcome>>();
  const problems = new Map<AccountId, CallProblem>();

  async function ask(id: AccountId): Promise<IdentityOutcome> {
    const account = book.findOpen(id);
    if (account === undefined) {
      return { kind: 'refused', reason: book.find(id) === undefined ? 'not_found' : 'locked' };
    }
    const provider = deps.findProvider(account.providerId);
    const client = deps.findClient(account.clientId);
    if (provider === undefined || client === undefined) return failed(id, { kind: 'no_endpoint' });
    if (!canTellIdentity(provider, client)) return failed(id, { kind: 'no_endpoint' });
    const errand: Errand = { key: {}, kind: 'userinfo', by: 'you', accountId: id, client };
    const answer = await whoIs(deps, { provider, client, tokens: account.tokens, errand });
    const problem = answer.kind === 'failed' ? answer.problem : objection(account, answer.person);
    if (problem !== null || answer.kind === 'failed') {
      await noteClock(book, id, account.grantId, answer.clockOffset);
      return failed(id, problem ?? { kind: 'nobody' });
    }
    const { facts, name } = answer.person;
    const profile: Profile = { id: answer.person.id, name, facts, at: now() };
    await book.change(id, (current) =>
      current.grantId === account.grantId
        ? {
            ...current,
            label: calledBy(current, name) ? freeLabel(name, labelsIn(book)) : current.label,
            profile,
            tokens: { ...current.tokens, extras: { ...current.tokens.extras, ...answer.extras } },
            clockOffset: answer.clockOffset ?? current.clockOffset,
          }
        : null,
    );
    problems.delete(id);
    deps.history?.happened(id, { kind: 'identity_told', name: name ?? profile.id });
    return { kind: 'told', profile };
  }

  function failed(id: AccountId, problem: CallProblem): IdentityOutcome {
    problems.set(id, problem);
    return { kind: 'failed', problem };
  }

  return {
    ask(id) {
      const running = asking.get(id);
      if (running !== undefined) return running;
      const started = ask(id).finally(() => {
        asking.delete(id);
        activityChanged(id);
      });
      asking.set(id, started);
      activityChanged(id);
      return started;
    },
    isAsking: (id) => asking.has(id),
    problemOf: (id) => problems.get(id) ?? null,
  };
}

/**
 * Id tokens that come with a code need not say more than `sub` (OpenID Connect Core section 5.4), and an account that is called by it is
 * called "1" at Doorkeeper's. A name that its user gave stays.
 */
function calledBy({ label, idTokenCheck }: Account, name: string | null): name is string {
  const subject = idTokenCheck?.subject ?? null;
  return name !== null && subject !== null && name !== subject && isGiven(label, subject);
}

/**
 * Another person than before, in an answer that belongs to the same grant, is a server that mixes people up. The subject of an id_token
 * binds the answer too (OpenID Connect Core section 5.3.2).
 */
function objection({ profile, tokens }: Account, person: Person): CallProblem | null {
  const told = person.facts.find(({ name }) => name === 'sub')?.value ?? null;
  const subject = tokens.idToken === null ? undefined : jwtClaims(tokens.idToken.reveal())?.['sub'];
  if (told !== null && typeof subject === 'string' && shownText(subject, 200) !== told)
    return { kind: 'another', before: shownText(subject, 200), now: told };
  const before = profile?.id ?? null;
  return before !== null && person.id !== null && person.id !== before
    ? { kind: 'another', before, now: person.id }
    : null;
}

type Answer =
  | {
      readonly kind: 'person';
      readonly person: Person;
      /** Values that other calls need, told on the way. */
      readonly extras: Readonly<Record<string, string>>;
      readonly clockOffset: number | null;
    }
  | Extract<CallOutcome, { kind: 'failed' }>;

/** Asks userinfo; where that needs a value that only introspection tells, or tells no id, introspection as well. */
async function whoIs(deps: CallDependencies, subject: CallSubject): Promise<Answer> {
  const { provider, client, tokens } = subject;
  const secrets = secretsOf(client, tokens);
  const looks = looksUpIdentity(provider, client);
  let told = callOf('userinfo', provider, client) === null ? null : await makeCall(deps, 'userinfo', subject);
  let found: CallOutcome | null = null;
  let extras = {};
  if (told?.kind === 'failed' && told.problem.kind === 'missing' && looks) {
    found = await makeCall(deps, 'introspect', subject);
    if (found.kind === 'failed') return found;
    extras = readCallExtras(found.fields, provider.introspect?.extras ?? {});
    told = await makeCall(deps, 'userinfo', {
      ...subject,
      tokens: { ...tokens, extras: { ...tokens.extras, ...extras } },
    });
  }
  if (told?.kind === 'failed') return told;
  const person = told === null ? null : readPerson(told.fields, provider.userinfo ?? {}, provider, secrets);
  if ((person === null || person.id === null) && looks) {
    found ??= await makeCall(deps, 'introspect', subject);
    if (found.kind === 'failed' && person === null) return found;
  }
  const places = { identity: provider.introspect?.identity };
  const behind = found?.kind === 'done' ? readPerson(found.fields, places, provider, secrets) : null;
  const all: Person = {
    id: person?.id ?? behind?.id ?? null,
    name: person?.name ?? (person === null ? (behind?.name ?? null) : null),
    facts: person?.facts ?? behind?.facts ?? [],
  };
  const clockOffset = told?.clockOffset ?? found?.clockOffset ?? null;
  if (all.id === null && all.name === null) return { kind: 'failed', problem: { kind: 'nobody' }, clockOffset };
  return { kind: 'person', person: all, extras, clockOffset };
}

/** Milliseconds: a server's clock that seems to have moved by no more has not; Date counts in seconds, and answers take their time. */
const CLOCK_NOISE_MS = 2_000;

/** Keeps a newer hint of the server's clock, where it is another one. */
export async function noteClock(
  book: AccountBook,
  id: AccountId,
  grantId: string,
  clockOffset: number | null,
): Promise<void> {
  if (clockOffset === null) return;
  await book.change(id, (account) =>
    account.grantId === grantId && Math.abs((account.clockOffset ?? 0) - clockOffset) > CLOCK_NOISE_MS
      ? { ...account, clockOffset }
      : null,
  );
}
