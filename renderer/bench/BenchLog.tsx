/** What the practice server received and answered, the newest first; each exchange opens to its fields and its body, all masked. */
import { useId, useState } from 'react';
import type { BenchExchangeView } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './BenchLog.module.css';
import { isKnownFault } from './fault-groups';

export function BenchLog({ log }: { readonly log: readonly BenchExchangeView[] }) {
  const { t } = useWords();
  return (
    <section className={styles.log}>
      <h2>{t('bench.log')}</h2>
      <p className={styles.hint}>{t(log.length === 0 ? 'bench.logEmpty' : 'bench.logHint')}</p>
      <ol className={styles.list}>
        {log.map((exchange) => (
          <Exchange key={exchange.id} exchange={exchange} />
        ))}
      </ol>
    </section>
  );
}

function Exchange({ exchange }: { readonly exchange: BenchExchangeView }) {
  const { t, atSecond, exactly } = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { at, method, path, received, fault, status, answer } = exchange;
  return (
    <li className={styles.exchange}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        className={styles.head}
        onClick={() => setOpen(!open)}
      >
        <time title={exactly(at)} className={styles.time}>
          {atSecond(at)}
        </time>
        <span className={styles.path}>
          {method} {path}
        </span>
        {fault !== null && (
          <span className={styles.fault}>{isKnownFault(fault) ? t(`bench.fault.${fault}.what`) : fault}</span>
        )}
        <span className={styles.status} data-good={status !== null && status < 300}>
          {status ?? t('bench.noAnswer')}
        </span>
      </button>
      {open && (
        <dl id={id} className={styles.details}>
          <dt>{t('bench.received')}</dt>
          <dd>
            {received.length === 0 && t('bench.nothing')}
            {received.map(({ name, value }, index) => (
              // Fields may repeat, and their order never changes.
              <div key={index} data-value>
                {name}: {value}
              </div>
            ))}
          </dd>
          <dt>{t('bench.answered')}</dt>
          <dd data-value className={styles.answer}>
            {answer === '' ? t('bench.nothing') : answer}
          </dd>
        </dl>
      )}
    </li>
  );
}
