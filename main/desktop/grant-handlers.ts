/** What the requests about grants do that are neither a sign-in page nor fields of a file (preload/grant-views.ts). */
import {
  connectByAssertion,
  connectByExchange,
  connectByFreeGrant,
  type AccountBook,
  type Client,
  type ConnectDependencies,
  type ConnectOutcome,
  type NamedGrant,
  type TokenSource,
} from '../accounts';
import { assertionProblem, spokenAlgorithms, Secret, type AssertionRecipe } from '../oauth';
import { grantKind, type GrantKind, type Provider } from '../providers';
import type { RequestInput, SettingsView, SignedAssertionInput, TokenSourceInput } from '../../preload/contract';
import type { TokenClipboard } from './clipboard';
import type { DeviceAttempts } from './device-attempts';
import type { TellAttempt } from './connect-history';
import { connectFailure } from './failures';
import { refuse, type Handlers, type Refusal } from './ipc';
import { logError } from './log';

export interface GrantHandlerDependencies {
  readonly book: () => AccountBook;
  readonly connect: () => ConnectDependencies;
  readonly devices: () => DeviceAttempts;
  readonly clipboard: TokenClipboard;
  readonly settings: () => SettingsView;
  readonly tell: TellAttempt;
  /** The client and provider behind an id, or why there are none. */
  readonly lookUp: (clientId: string) => { readonly client: Client; readonly provider: Provider } | Refusal;
}

type GrantRequest =
  | 'connectByDevice'
  | 'openVerification'
  | 'copyDeviceCode'
  | 'exchangeToken'
  | 'connectByAssertion'
  | 'connectByFreeGrant';

/** Sent by Latchkey itself, whatever the user types. */
const ownParameters = [
  'grant_type',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'scope',
];

export function grantHandlers(deps: GrantHandlerDependencies): Pick<Handlers, GrantRequest> {
  /** The grant that is asked for, if its provider speaks it and it is of this kind. */
  const named = (
    {
      clientId,
      accountId,
      grant,
      scope,
    }: Pick<RequestInput<'connectByDevice'>, 'clientId' | 'accountId' | 'grant' | 'scope'>,
    kind: GrantKind,
  ): NamedGrant | Refusal => {
    const found = deps.lookUp(clientId);
    if ('refused' in found) return found;
    const { grants } = found.provider;
    const described = Object.hasOwn(grants, grant) ? grants[grant] : undefined;
    if (described === undefined || grantKind(grant, described) !== kind) return refuse('not_found');
    return { ...found, accountId, grant, scope };
  };

  return {
    async connectByDevice(input) {
      const request = named(input, 'device_code');
      if ('refused' in request) return request;
      const end = await deps.devices().start(request);
      return deps.tell(
        input.accountId,
        end.kind === 'connected' ? { accountId: end.accountId } : { refused: end.error },
      );
    },
    async openVerification({ attemptId }) {
      return (await deps.devices().open(attemptId)) ? null : refuse('not_found');
    },
    async copyDeviceCode({ attemptId }) {
      const attempt = deps
        .devices()
        .attempts()
        .find(({ id }) => id === attemptId);
      if (attempt === undefined) return refuse('not_found');
      try {
        await deps.clipboard.copy(new Secret(attempt.codes.userCode), deps.settings().clipboardSeconds);
        return null;
      } catch (error) {
        logError(error);
        return refuse('clipboard_failed');
      }
    },
    async exchangeToken(input) {
      const request = named(input, 'token_exchange');
      if ('refused' in request) return request;
      const { subjectType, actorType, requestedType, audience, resource } = input;
      const outcome = await connectByExchange(deps.connect(), request, {
        subject: sourceOf(input.subject),
        subjectType,
        actor: input.actor === null ? null : sourceOf(input.actor),
        actorType,
        requestedType,
        audience,
        resource,
      });
      return outcome.kind === 'no_subject'
        ? refuse('exchange_subject_missing')
        : deps.tell(input.accountId, connectAnswer(outcome));
    },
    async connectByAssertion(input) {
      const request = named(input, 'jwt_bearer');
      if ('refused' in request) return request;
      const { assertion } = input;
      if ('pasted' in assertion) {
        const pasted = new Secret(assertion.pasted.trim());
        const outcome = await connectByAssertion(deps.connect(), request, { kind: 'pasted', assertion: pasted });
        return deps.tell(input.accountId, connectAnswer(outcome));
      }
      const recipe = assertionRecipe(assertion, storedKey(deps.book(), input.accountId));
      if ('refused' in recipe) return recipe;
      const outcome = await connectByAssertion(deps.connect(), request, { kind: 'signed', recipe });
      return deps.tell(input.accountId, connectAnswer(outcome));
    },
    async connectByFreeGrant(input) {
      const request = named(input, 'free');
      if ('refused' in request) return request;
      const wrong = input.parameters.findIndex(({ name }) => ownParameters.includes(name));
      if (wrong !== -1) return refuse('invalid_input', { field: `parameters.${wrong}` });
      const outcome = await connectByFreeGrant(deps.connect(), request, input.grantType, input.parameters);
      return deps.tell(input.accountId, connectAnswer(outcome));
    },
  };
}

function sourceOf(input: TokenSourceInput): TokenSource {
  return 'token' in input
    ? { kind: 'pasted', token: new Secret(input.token.trim()) }
    : { kind: 'account', accountId: input.accountId };
}

/** The key of the account that is connected again; null where it has none. */
function storedKey(book: AccountBook, accountId: string | null): Secret | null {
  const account = accountId === null ? undefined : book.findOpen(accountId);
  return account?.recipe?.kind === 'jwt_bearer' ? account.recipe.assertion.key : null;
}

function assertionRecipe(input: SignedAssertionInput, stored: Secret | null): AssertionRecipe | Refusal {
  const key = input.key === null ? stored : new Secret(input.key);
  if (key === null) return refuse('invalid_input', { field: 'assertion.key' });
  const algorithm = spokenAlgorithms.find((one) => one === input.algorithm) ?? null;
  const recipe = { ...input, key, algorithm };
  const problem = input.algorithm !== null && algorithm === null ? 'algorithm' : assertionProblem(recipe);
  if (problem === null) return recipe;
  return refuse(problem === 'key' ? 'key_invalid' : 'invalid_input', { field: `assertion.${problem}` });
}

/** No action can be repeated here: what was typed is gone. */
function connectAnswer(outcome: ConnectOutcome): { readonly accountId: string } | Refusal {
  if (outcome.kind === 'connected') return { accountId: outcome.accountId };
  return outcome.kind === 'action'
    ? refuse('request_refused', { serverCode: outcome.action.reason })
    : { refused: connectFailure(outcome) };
}
