/** What the banner and the settings both say of an update. */
import { Button, type ButtonProps } from '@mantine/core';
import type { UpdatesView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import styles from './updates.module.css';

type Of<K extends UpdatesView['kind']> = Extract<UpdatesView, { readonly kind: K }>;

export function UpdateProgress({ updates: { version, percent } }: { readonly updates: Of<'downloading'> }) {
  const { t } = useWords();
  const label = t('updates.downloading', { version });
  return (
    <>
      <p className={styles.words}>{label}</p>
      <progress max={100} value={percent} aria-label={label} className={styles.progress} />
    </>
  );
}

export function CancelDownload(props: Pick<ButtonProps, 'size'>) {
  const { t } = useWords();
  return (
    <Button {...props} onClick={() => void orSay(window.latchkey.cancelUpdateDownload())}>
      {t('updates.cancel')}
    </Button>
  );
}

export function FailedUpdate({ updates: { step, why, detail } }: { readonly updates: Of<'failed'> }) {
  const { t, sentences } = useWords();
  return (
    <div className={styles.words}>
      <p role="status">
        {sentences(t(step === 'check' ? 'updates.failedCheck' : 'updates.failedDownload'), t(`updates.why.${why}`))}
      </p>
      {detail !== '' && (
        <details>
          <summary>{t('problem.rawSystem')}</summary>
          <p className={styles.detail}>{detail}</p>
        </details>
      )}
    </div>
  );
}
