/** What the requests for metadata, registration and client authentication do; spread into handlers.ts. */
import type { ClientBook, Registrar } from '../accounts';
import { Secret } from '../oauth';
import type { Provider } from '../providers';
import type { Discoveries } from './discoveries';
import { discoveryAnswer, registrationAnswer } from './discovery-answers';
import { refuse, type Handlers } from './ipc';

export interface StandardHandlerDependencies {
  readonly clients: () => ClientBook;
  readonly registrar: () => Registrar;
  readonly discoveries: Discoveries;
  readonly findProvider: (id: string) => Provider | undefined;
}

type StandardHandlers = Pick<Handlers, 'registerClient' | 'discoverProvider' | 'lookAgain' | 'keepDiscovered'>;

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
  };
}
