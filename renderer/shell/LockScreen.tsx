/** Shown instead of everything else while a passphrase vault is locked. */
import { Button } from '@mantine/core';
import type { ProtectionView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { PassphraseForm } from '../protection/PassphraseForm';
import { orSay } from '../state/commands';
import { Latchkey } from '../ui/Latchkey';
import styles from './KeyringScreen.module.css';

export interface LockScreenProps {
  readonly protection: Extract<ProtectionView, { readonly kind: 'locked' }>;
}

export function LockScreen({ protection }: LockScreenProps) {
  const { t } = useWords();
  return (
    <main className={styles.screen}>
      <div className={styles.content}>
        <Latchkey size={40} />
        <h1 className={styles.heading}>{t('locked.heading')}</h1>
        <p>{protection.moving ? t('locked.moving') : t(`locked.why.${protection.why}`)}</p>
        <PassphraseForm
          present="field"
          fresh={false}
          send={({ present }) => window.latchkey.unlock({ passphrase: present })}
          onDone={() => undefined}
          label={t('locked.unlock')}
          within="screen"
          aside={<Button onClick={() => void orSay(window.latchkey.quit())}>{t('locked.quit')}</Button>}
        />
      </div>
    </main>
  );
}
