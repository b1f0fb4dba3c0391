/** What the requests about an account after its grant do: ask the domain, and turn its outcome into an answer. */
import type { Answers } from '../../preload/contract';
import type { History } from '../accounts';
import type { AfterGrant } from './after-desk';
import { callFailure, introspectionView } from './after-views';
import { notedFailure } from './desk-history';
import { saveFailure } from './failures';
import { refuse, type Handlers, type Refusal } from './ipc';

type AfterRequest = 'askIdentity' | 'decideIdentity' | 'introspect' | 'takeServerExpiry' | 'revoke';

const refusals = {
  not_found: 'not_found',
  locked: 'vault_locked',
  no_refresh_token: 'no_refresh_token',
  no_endpoint: 'call_unsupported',
  refreshing: 'refresh_under_way',
} as const;

export function afterHandlers(
  after: () => AfterGrant,
  history: () => History,
  now: () => number,
): Pick<Handlers, AfterRequest> {
  return {
    async askIdentity({ accountId }) {
      const outcome = await after().identity.ask(accountId);
      if (outcome.kind === 'told') return null;
      return outcome.kind === 'failed' ? { refused: callFailure(outcome.problem) } : refuse(refusals[outcome.reason]);
    },
    async decideIdentity({ accountId, choice }): Promise<Answers['decideIdentity'] | Refusal> {
      const outcome = await after().decideIdentity(accountId, choice);
      switch (outcome.kind) {
        case 'done':
          return { accountId: outcome.accountId };
        case 'refused':
          return refuse(refusals[outcome.reason]);
        case 'not_saved':
          return { refused: saveFailure(outcome.save) };
      }
    },
    async introspect({ accountId, token }) {
      const outcome = await after().introspector.introspect(accountId, token);
      switch (outcome.kind) {
        case 'told':
          return introspectionView(outcome.account, token, outcome.found, now());
        case 'failed':
          return { refused: callFailure(outcome.problem) };
        case 'refused':
          return refuse(refusals[outcome.reason]);
      }
    },
    async takeServerExpiry({ accountId, token }) {
      const outcome = await after().introspector.takeExpiry(accountId, token);
      switch (outcome.kind) {
        case 'taken':
          return null;
        case 'refused':
          return refuse('expiry_not_told');
        case 'not_saved':
          return { refused: saveFailure(outcome.save) };
      }
    },
    async revoke({ accountId }) {
      const outcome = await after().revoker.revoke(accountId);
      switch (outcome.kind) {
        case 'asked':
          for (const { result } of outcome.tokens) {
            if (result.kind !== 'failed') continue;
            const failure = notedFailure(callFailure(result.problem));
            history().happened(accountId, { kind: 'revoke_failed', failure });
          }
          return {
            tokens: outcome.tokens.map(({ token, result }) => ({
              token,
              result: result.kind,
              error: result.kind === 'failed' ? callFailure(result.problem) : null,
            })),
          };
        case 'slow':
          return refuse('call_timed_out');
        case 'refused':
          return refuse(refusals[outcome.reason]);
      }
    },
  };
}
