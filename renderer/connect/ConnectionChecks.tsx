/** What trying the way to a client's servers brought, one entry an endpoint. */
import type { ConnectionCheckView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { RawError } from '../ui/RawError';
import styles from './NetworkFields.module.css';

export function ConnectionChecks({ checks }: { readonly checks: readonly ConnectionCheckView[] }) {
  const { t, sentences } = useWords();
  return (
    <>
      <ul className={styles.list}>
        {checks.map(({ endpoint, host, proxy, outcome }) => (
          <li key={endpoint} data-outcome={outcome.kind} className={styles.item}>
            <span>{t(`network.endpoint.${endpoint}`)}</span> <span data-value>{host}</span>
            {outcome.kind === 'reached' ? (
              <span className={styles.under}>
                {t(outcome.encrypted ? 'network.reached' : 'network.reachedClear', { status: outcome.status })}
                {' · '}
                {proxy === null ? t('network.direct') : t('network.byProxy', { proxy })}
              </span>
            ) : (
              <>
                <span className={styles.under}>
                  {sentences(t(`error.${outcome.error.code}.what`), t(`error.${outcome.error.code}.todo`))}
                </span>
                <RawError error={outcome.error} />
              </>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t('network.testNote')}</p>
    </>
  );
}
