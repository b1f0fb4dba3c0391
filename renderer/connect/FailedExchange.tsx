/** The exchange of a sign-in that brought no account. */
import { useWords } from '../messages/words';
import { useView } from '../state/view';
import { ShowExchange } from './ShowExchange';

export interface FailedExchangeProps {
  readonly clientId: string;
  /** The account that was to be connected again; null for a new one. */
  readonly accountId: string | null;
}

export function FailedExchange({ clientId, accountId }: FailedExchangeProps) {
  const { own } = useWords();
  const client = useView((view) => view.clients.find((each) => each.id === clientId) ?? null);
  const provider = useView((view) => view.providers.find((each) => each.id === client?.providerId) ?? null);
  if (client === null) return null;
  return (
    <ShowExchange
      load={() =>
        accountId === null ? window.latchkey.getFailedAttempts({ clientId }) : window.latchkey.getHistory({ accountId })
      }
      wanted={({ kind }) => kind === 'connect'}
      owner={accountId === null ? { kind: 'client', clientId } : { kind: 'account', accountId }}
      about={{
        provider: provider === null ? client.providerId : own(provider.name),
        providerId: client.providerId,
        grant: client.options.grant ?? '',
      }}
    />
  );
}
