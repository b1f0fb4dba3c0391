/** What the requests that remove something do, and the one that takes it back. */
import type { AccountBook, ClientBook, Registrar, RemovalKind, RemovedSome } from '../accounts';
import type { Answers } from '../../preload/contract';
import { accountsOf, type DeskRemovals } from './desk-removals';
import { deregistrationAnswer } from './discovery-answers';
import { saveFailure } from './failures';
import { refuse, type Handlers, type Refusal } from './ipc';
import type { KeptSessions } from './kept-sessions';
import type { ShelfOfHandlers } from './provider-handlers';

type RemovalRequest = 'removeAccount' | 'removeAccounts' | 'removeClient' | 'removeProvider' | 'undoRemoval';

export interface RemovalHandlerDependencies {
  readonly book: () => AccountBook;
  readonly clients: () => ClientBook;
  readonly registrar: () => Registrar;
  readonly removals: () => DeskRemovals;
  readonly shelf: ShelfOfHandlers;
  readonly keptSessions: Pick<KeptSessions, 'forgetAccount'>;
}

export function removalHandlers(deps: RemovalHandlerDependencies): Pick<Handlers, RemovalRequest> {
  const { book, clients } = deps;
  const removeOne = async (kind: RemovalKind, id: string): Promise<null | Refusal> =>
    told(await deps.removals().remove(kind, [id]));
  return {
    async removeAccount({ accountId, forGood = false }) {
      if (!forGood) return removeOne('account', accountId);
      // Its tokens were ended at the server: there is nothing to come back to.
      const removed = await book().remove(accountId);
      if (removed.kind === 'failed') return { refused: saveFailure(removed) };
      await deps.keptSessions.forgetAccount(accountId);
      return null;
    },
    async removeAccounts({ accountIds }): Promise<Answers['removeAccounts']> {
      const { removed, failed } = await deps.removals().remove('account', accountIds);
      return { removed, failed };
    },
    async removeClient({ clientId, deregister }) {
      if (accountsOf(book(), clientId).length > 0) return refuse('client_in_use');
      const client = clients().find(clientId);
      if (!deregister || client === undefined) return removeOne('client', clientId);
      const left = deregistrationAnswer(await deps.registrar().deregister(client));
      if (left !== null) return left;
      const removed = await clients().remove(clientId);
      return removed.kind === 'saved' ? null : { refused: saveFailure(removed) };
    },
    async removeProvider({ providerId }) {
      const { shelf } = deps;
      if (shelf.inCatalogue(providerId) || shelf.find(providerId) === undefined) return refuse('not_found');
      const isUsed =
        clients()
          .all()
          .some((client) => client.providerId === providerId) ||
        book()
          .all()
          .some((one) => (one.state === 'open' ? one.account : one.facts).providerId === providerId);
      return isUsed ? refuse('provider_in_use') : removeOne('provider', providerId);
    },
    async undoRemoval({ removalId }) {
      const outcome = await deps.removals().undo(removalId);
      switch (outcome.kind) {
        case 'undone':
          return { items: outcome.items };
        case 'over':
          return refuse('removal_over');
        case 'failed':
          return { refused: saveFailure(outcome.save) };
      }
    },
  };
}

function told({ failure }: RemovedSome): null | Refusal {
  return failure === null ? null : { refused: saveFailure(failure) };
}
