/** The exchange of a look for a server's metadata, or of registering a client or deleting it there, that came to nothing. */
import type { ReactNode } from 'react';
import type { ErrorView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { ErrorNote } from '../ui/ErrorNote';
import { ShowExchange } from './ShowExchange';

/** What went wrong, and since when: what was exchanged before was another try. Milliseconds since the epoch. */
export interface SetUpFailure {
  readonly error: ErrorView;
  readonly since: number;
}

export interface FailedSetUpProps {
  readonly failure: SetUpFailure;
  readonly kind: 'discover' | 'register' | 'deregister';
  /** Null where there is none yet, only what was typed. */
  readonly provider: Pick<ProviderView, 'id' | 'name'> | null;
  readonly typed?: string;
  /** The client that was to be deleted. */
  readonly clientId?: string;
  /** Between the failure and the exchange. */
  readonly children?: ReactNode;
}

export function FailedSetUp({ failure, kind, provider, typed = '', clientId, children }: FailedSetUpProps) {
  const { own } = useWords();
  const { error, since } = failure;
  return (
    <>
      <ErrorNote error={error} />
      {children}
      <ShowExchange
        key={since}
        load={() => window.latchkey.getFailedAttempts({ clientId: clientId ?? null })}
        wanted={(attempt) => attempt.kind === kind && attempt.at >= since}
        owner={clientId === undefined ? { kind: 'set_up' } : { kind: 'client', clientId }}
        about={{ provider: provider === null ? typed : own(provider.name), providerId: provider?.id ?? '', grant: '' }}
      />
    </>
  );
}
