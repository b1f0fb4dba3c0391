/** Who signed in, in the server's words, and whether the check bears them out. */
import { Button } from '@mantine/core';
import type { IdTokenView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { orSay } from '../state/commands';
import styles from './AccountFacts.module.css';
import { Fingerprint } from './Fingerprint';
import own from './IdTokenFacts.module.css';

export interface IdTokenFactsProps {
  readonly accountId: string;
  readonly idToken: IdTokenView;
}

export function IdTokenFacts({ accountId, idToken }: IdTokenFactsProps) {
  const { t } = useWords();
  const { check, claims } = idToken;
  const again = (): void => void orSay(window.latchkey.checkIdToken({ accountId }));
  return (
    <>
      <h3>{t('idToken.heading')}</h3>
      <Fingerprint token={idToken} />
      <p role="status" data-check={check.kind} className={own.check}>
        <IdTokenWords check={check} />
      </p>
      {(check.kind === 'failed' || check.kind === 'unchecked') && check.detail !== '' && (
        <p data-value className={styles.quiet}>
          {check.detail}
        </p>
      )}
      {check.kind !== 'valid' && check.kind !== 'checking' && (
        <div>
          <Button size="compact-xs" onClick={again}>
            {t('idToken.again')}
          </Button>
        </div>
      )}
      <dl className={styles.list}>
        {claims.map(({ name, value, time }) => (
          <Claim key={name} name={name} value={value} time={time} />
        ))}
      </dl>
    </>
  );
}

export function IdTokenWords({ check }: { readonly check: IdTokenView['check'] }) {
  const { t, sentences } = useWords();
  switch (check.kind) {
    case 'checking':
      return <>{t('idToken.checking')}</>;
    case 'valid':
      return <>{t(`idToken.valid.${check.origin}`)}</>;
    case 'failed':
      return <>{sentences(t('idToken.failed'), t(`idToken.fault.${check.reason}`), t('idToken.kept'))}</>;
    case 'unchecked':
      return <>{t(`idToken.unchecked.${check.reason}`)}</>;
  }
}

function Claim({ name, value, time }: IdTokenView['claims'][number]) {
  const { when, exactly } = useWords();
  const text = useNow((now) => (time === null ? '' : when(time, now)));
  return (
    <>
      <dt>{name}</dt>
      <dd>{time === null ? <span data-value>{value}</span> : <span title={exactly(time)}>{text}</span>}</dd>
    </>
  );
}
