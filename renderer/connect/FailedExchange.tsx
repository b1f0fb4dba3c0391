/** The exchange of a sign-in that brought no account, folded under its failure: what was asked and what came back. */
import { useId, useState } from 'react';
import type { CapturedAttemptView } from '../../preload/contract';
import { Attempts } from '../details/Attempts';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { useView } from '../state/view';
import raw from '../ui/RawError.module.css';

export interface FailedExchangeProps {
  readonly clientId: string;
  /** The account that was to be connected again; null for a new one. */
  readonly accountId: string | null;
}

export function FailedExchange({ clientId, accountId }: FailedExchangeProps) {
  const { t, own } = useWords();
  const [attempts, setAttempts] = useState<readonly CapturedAttemptView[] | null>(null);
  const id = useId();
  const client = useView((view) => view.clients.find((each) => each.id === clientId) ?? null);
  const provider = useView((view) => view.providers.find((each) => each.id === client?.providerId) ?? null);
  if (client === null) return null;
  const toggle = async (): Promise<void> => {
    if (attempts !== null) return setAttempts(null);
    const answer =
      accountId === null
        ? await orSay(window.latchkey.getFailedAttempts({ clientId }))
        : await orSay(window.latchkey.getHistory({ accountId }));
    if (answer.ok) setAttempts(answer.value.attempts.filter(({ kind }) => kind === 'connect').slice(0, 1));
  };
  return (
    <div>
      <button
        type="button"
        className={raw.toggle}
        aria-expanded={attempts !== null}
        aria-controls={id}
        onClick={() => void toggle()}
      >
        {t('exchange.show')}
      </button>
      {attempts !== null && (
        <div id={id}>
          {attempts.length === 0 ? (
            <p className={raw.none}>{t('exchange.nothingSent')}</p>
          ) : (
            <Attempts
              attempts={attempts}
              owner={accountId === null ? { kind: 'client', clientId } : { kind: 'account', accountId }}
              about={{
                provider: provider === null ? client.providerId : own(provider.name),
                providerId: client.providerId,
                grant: client.options.grant ?? '',
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}
