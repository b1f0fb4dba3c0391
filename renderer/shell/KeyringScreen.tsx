/** Shown instead of everything else when there is no keyring and the user has not chosen yet. */
import { Button } from '@mantine/core';
import type { ProtectionView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { Latchkey } from '../ui/Latchkey';
import styles from './KeyringScreen.module.css';

export interface KeyringScreenProps {
  readonly protection: Extract<ProtectionView, { readonly kind: 'undecided' }>;
}

export function KeyringScreen({ protection }: KeyringScreenProps) {
  const { t } = useWords();
  return (
    <main className={styles.screen}>
      <div className={styles.content}>
        <Latchkey size={40} />
        <h1 className={styles.heading}>{t('keyring.heading')}</h1>
        <p>{t(`keyring.reason.${protection.reason}`)}</p>
        {protection.detail !== null && <p data-value>{protection.detail}</p>}
        <p>{t('keyring.choice')}</p>
        <div className={styles.buttons}>
          <Button variant="filled" onClick={() => void orSay(window.latchkey.chooseMemoryOnly())}>
            {t('keyring.memory')}
          </Button>
          <Button onClick={() => void orSay(window.latchkey.quit())}>{t('keyring.quit')}</Button>
        </div>
      </div>
    </main>
  );
}
