/** The exchange of the last attempts, step by step, and ways to give it to somebody: a report, a HAR. */
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useHistory } from '../state/past';
import { ErrorNote } from '../ui/ErrorNote';
import { Attempts } from './Attempts';
import styles from './ExchangeTab.module.css';

export function ExchangeTab({ account }: { readonly account: AccountView }) {
  const { t, own } = useWords();
  const asked = useHistory(account.id);
  if (asked === null) return null;
  if (asked.state === 'failed') return <ErrorNote error={asked.error} />;
  const { attempts } = asked.value;
  if (attempts.length === 0) return <p className={styles.empty}>{t('exchange.none')}</p>;
  return (
    <Attempts
      attempts={attempts}
      owner={{ kind: 'account', accountId: account.id }}
      about={{ provider: own(account.providerName), providerId: account.providerId, grant: account.grant }}
    />
  );
}
