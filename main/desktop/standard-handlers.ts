/** What the requests for metadata, registration and client authentication do; spread into handlers.ts. */
import { findMethod, type ClientBook, type IdTokens, type Registrar, type SendTokenRequest } from '../accounts';
import { Secret } from '../oauth';
import type { Provider } from '../providers';
import type { Discoveries } from './discoveries';
import { discoveryAnswer, methodAnswer, registrationAnswer } from './discovery-answers';
import { refuse, type Handlers } from './ipc';

export interface StandardHandlerDependencies {
  readonly send: SendTokenRequest;
  readonly clients: () => ClientBook;
  readonly registrar: () => Registrar;
  readonly idTokens: () => IdTokens;
  readonly discoveries: Discoveries;
  readonly findProvider: (id: string) => Provider | undefined;
}

type StandardHandlers = Pick<
  Handlers,
  'registerClient' | 'discoverProvider' | 'lookAgain' | 'keepDiscovered' | 'checkIdToken' | 'findMethod'
>;

export function standardHandlers(deps: StandardHandlerDependencies): StandardHandlers {
  return {
    async registerClient({ providerId, initialAccessToken, ...wanted }) {
      const provider = deps.findProvider(providerId);
      if (provider === undefined) return refuse('not_found');
      const token = initialAccessToken === null ? null : new Secret(initialAccessToken);
      return registrationAnswer(await deps.registrar().register({ provider, ...wanted, initialAccessToken: token }));
    },
    discoverProvider: async ({ issuer }) => discoveryAnswer(await deps.discoveries.look(issuer)),
    lookAgain: async ({ providerId }) => discoveryAnswer(await deps.discoveries.lookAgain(providerId)),
    async keepDiscovered({ discoveryId, as }) {
      const kept = discoveryAnswer(await deps.discoveries.keep(discoveryId, as));
      return 'refused' in kept ? kept : { providerId: kept.providerId };
    },
    async findMethod(input) {
      const drafted = deps.clients().preview(input);
      if (drafted.kind === 'invalid') return refuse(drafted.problem.code, { field: drafted.problem.field });
      return methodAnswer(await findMethod(deps.send, drafted.provider, drafted.client));
    },
    checkIdToken: async ({ accountId }) => ((await deps.idTokens().checkAgain(accountId)) ? null : refuse('not_found')),
  };
}
