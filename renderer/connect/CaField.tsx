/** Certificates that a client trusts besides the system's: chosen as a file, shown by what they say of themselves. */
import { Button } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { CertificateView, ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { CertificateText } from './CertificateText';
import styles from './NetworkFields.module.css';

export interface CaFieldProps {
  readonly pem: string | null;
  readonly error: string | undefined;
  readonly onChange: (pem: string | null) => void;
}

export function CaField({ pem, error, onChange }: CaFieldProps) {
  const { t, sentences } = useWords();
  const id = useId();
  const [failed, setFailed] = useState<ErrorView | null>(null);
  const certificates = useCertificates(pem);
  const choose = async (): Promise<void> => {
    const answer = await window.latchkey.chooseCaFile();
    setFailed(answer.ok ? null : answer.error);
    if (answer.ok && answer.value !== null) onChange(answer.value.pem);
  };
  const wrong = failed === null ? error : sentences(t(`error.${failed.code}.what`), t(`error.${failed.code}.todo`));
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={styles.label}>
        {t('network.ca')}
      </div>
      <p className={styles.hint}>{t('network.caHint')}</p>
      {certificates.length > 0 && (
        <ul className={styles.list}>
          {certificates.map((certificate) => (
            <li key={certificate.fingerprint} className={styles.item}>
              <CertificateText certificate={certificate} />
            </li>
          ))}
        </ul>
      )}
      {wrong !== undefined && (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => void choose()}>{t('network.chooseCa')}</Button>
        {pem !== null && (
          <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('network.removeCa')}
          </Button>
        )}
      </div>
    </div>
  );
}

function useCertificates(pem: string | null): readonly CertificateView[] {
  const [described, setDescribed] = useState<{
    readonly pem: string;
    readonly certificates: readonly CertificateView[];
  }>({
    pem: '',
    certificates: [],
  });
  useEffect(() => {
    if (pem === null) return;
    let wanted = true;
    const describe = async (): Promise<void> => {
      const answer = await window.latchkey.describeCertificates({ pem });
      if (wanted && answer.ok) setDescribed({ pem, certificates: answer.value.certificates });
    };
    void describe();
    return () => {
      wanted = false;
    };
  }, [pem]);
  return described.pem === pem ? described.certificates : [];
}
