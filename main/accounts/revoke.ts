/**
 * Has the server end an account's tokens (RFC 7009, or the dialect's equal). Rules:
 * - the refresh token first: with it a server ends the whole grant (RFC 7009 section 2.1);
 * - never while a refresh is under way, and none is begun meanwhile: its tokens would outlive the revocation;
 * - nothing is deleted; the account says what was revoked, and can be connected again;
 * - whoever waits waits 30 s at most; what comes later is recorded all the same.
 */
import { namesOneToken, type TokenHint } from '../oauth';
import type { Provider } from '../providers';
import type { Account, AccountId, Client } from './account';
import type { AccountBook } from './book';
import type { Errand } from './history';
import { noteClock } from './identity';
import type { Refresher } from './refresh';
import { callOf, makeCall, type CallDependencies, type CallOutcome, type CallProblem } from './server-calls';

/** Milliseconds that one is made to wait. */
const REVOKE_LIMIT_MS = 30_000;

/** What became of one token; `grant`: both at once, as some providers have it. */
export interface RevokedToken {
  readonly token: TokenHint | 'grant';
  readonly result:
    | { readonly kind: 'revoked' }
    /** The server did not know it any more. */
    | { readonly kind: 'gone' }
    | { readonly kind: 'failed'; readonly problem: CallProblem };
}

export type RevokeOutcome =
  | { readonly kind: 'asked'; readonly tokens: readonly RevokedToken[] }
  /** The server takes its time; the answer will be recorded. */
  | { readonly kind: 'slow' }
  | { readonly kind: 'refused'; readonly reason: 'not_found' | 'locked' | 'no_endpoint' | 'refreshing' };

export interface RevokeDependencies extends CallDependencies {
  readonly book: AccountBook;
  readonly refresher: Refresher;
  readonly findClient: (id: string) => Client | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Runs a task after so many milliseconds; the result calls it off. */
  readonly later: (task: () => void, ms: number) => () => void;
}

export interface Revoker {
  revoke(id: AccountId): Promise<RevokeOutcome>;
  /** Resolves when no revocation is on its way. */
  settled(): Promise<void>;
}

export function revoker(deps: RevokeDependencies): Revoker {
  const going = new Set<Promise<unknown>>();
  return {
    revoke(id) {
      const account = deps.book.findOpen(id);
      if (account === undefined) {
        return Promise.resolve({
          kind: 'refused',
          reason: deps.book.find(id) === undefined ? 'not_found' : 'locked',
        });
      }
      const provider = deps.findProvider(account.providerId);
      const client = deps.findClient(account.clientId);
      if (!provider || !client || callOf('revoke', provider, client) === null)
        return Promise.resolve({ kind: 'refused', reason: 'no_endpoint' });
      const work = deps.refresher.alone(id, () => revokeAll(deps, account, provider, client));
      if (work === null) return Promise.resolve({ kind: 'refused', reason: 'refreshing' });
      going.add(work);
      const over = () => going.delete(work);
      work.then(over, over);
      return Promise.race([work, slow(deps, work)]);
    },
    async settled() {
      while (going.size > 0) await Promise.allSettled(going);
    },
  };
}

function slow(deps: RevokeDependencies, work: Promise<unknown>): Promise<RevokeOutcome> {
  return new Promise((resolve) => {
    const callOff = deps.later(() => resolve({ kind: 'slow' }), REVOKE_LIMIT_MS);
    work.then(callOff, callOff);
  });
}

async function revokeAll(
  deps: RevokeDependencies,
  account: Account,
  provider: Provider,
  client: Client,
): Promise<RevokeOutcome> {
  const call = callOf('revoke', provider, client);
  const each = call !== null && namesOneToken(call);
  const { refreshToken, accessToken } = account.tokens;
  // Where the access token is what is exchanged, it stands in both places.
  const two = refreshToken !== null && !refreshToken.equals(accessToken);
  const wanted: RevokedToken['token'][] = each
    ? two
      ? ['refresh_token', 'access_token']
      : ['access_token']
    : ['grant'];
  const errand: Errand & { readonly client: Client } = {
    key: {},
    kind: 'revoke',
    by: 'you',
    accountId: account.id,
    client,
  };
  const tokens: RevokedToken[] = [];
  for (const token of wanted) {
    const answer = await revokeOne(deps, account, provider, token === 'grant' ? 'access_token' : token, errand);
    tokens.push({ token, result: resultOf(answer) });
    await noteClock(deps.book, account.id, account.grantId, answer.clockOffset);
    // A server that cannot be reached now is not asked for the second token.
    if (answer.kind === 'failed' && answer.problem.kind === 'transport') break;
  }
  const ended = (token: TokenHint) =>
    tokens.some((one) => (one.token === token || one.token === 'grant') && one.result.kind !== 'failed');
  if (ended('access_token') || ended('refresh_token')) {
    deps.history?.happened(account.id, {
      kind: 'revoked',
      accessToken: ended('access_token'),
      refreshToken: ended('refresh_token'),
    });
    await deps.book.record(
      account.id,
      (current) =>
        current.grantId === account.grantId
          ? {
              ...current,
              revoked: {
                at: deps.now(),
                accessToken: ended('access_token') || current.revoked?.accessToken === true,
                refreshToken: ended('refresh_token') || current.revoked?.refreshToken === true,
              },
            }
          : null,
      () => undefined,
    );
  }
  return { kind: 'asked', tokens };
}

/** Once more without the hint where the server knows no such type (RFC 7009 section 2.2.1). */
async function revokeOne(
  deps: RevokeDependencies,
  { tokens }: Account,
  provider: Provider,
  concerned: TokenHint,
  errand: Errand & { readonly client: Client },
): Promise<CallOutcome> {
  const subject = { provider, client: errand.client, tokens, errand };
  const hinted = await makeCall(deps, 'revoke', subject, { concerned, hinted: true });
  return isUnsupported(hinted) ? makeCall(deps, 'revoke', subject, { concerned, hinted: false }) : hinted;
}

function isUnsupported(answer: CallOutcome): boolean {
  return codeOf(answer) === 'unsupported_token_type';
}

function codeOf(answer: CallOutcome): string | null {
  return answer.kind === 'failed' && answer.problem.kind === 'server' ? answer.problem.error.code : null;
}

/** What servers say of a token that has ended already, although RFC 7009 section 2.2 has them answer 200. */
const goneCodes = new Set(['invalid_token', 'token_revoked', 'token_expired', 'expired_token', 'already_revoked']);

function resultOf(answer: CallOutcome): RevokedToken['result'] {
  if (answer.kind === 'done') return { kind: 'revoked' };
  return goneCodes.has(codeOf(answer) ?? '') ? { kind: 'gone' } : { kind: 'failed', problem: answer.problem };
}
