/** Whether what the server says of who signed in is borne out by the check of its id token. */
import { Button } from '@mantine/core';
import type { IdTokenView } from '../../preload/contract';
import { useWords } from '../messages/words';
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
  const { check } = idToken;
  const again = (): void => void orSay(window.latchkey.checkIdToken({ accountId }));
  return (
    <>
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
