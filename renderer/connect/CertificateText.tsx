/** What a certificate says of itself. */
import type { CertificateView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import styles from './NetworkFields.module.css';

export function CertificateText({ certificate }: { readonly certificate: CertificateView }) {
  const { t, when, exactly } = useWords();
  const { subject, issuer, validTo, fingerprint } = certificate;
  const now = useNow((at) => Math.floor(at / 60_000) * 60_000);
  return (
    <>
      <span className={styles.name}>{subject}</span>
      <span className={styles.under}>{t('network.issuedBy', { issuer })}</span>
      <span className={styles.under} title={exactly(validTo)}>
        {t(validTo < now ? 'network.expired' : 'network.validUntil', { until: when(validTo, now) })}
      </span>
      <span data-value className={styles.under}>
        {t('network.fingerprint', { fingerprint })}
      </span>
    </>
  );
}
