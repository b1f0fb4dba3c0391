/** Shown instead of everything else while the system's keyring has not answered: its user may have to type a password first. */
import { Button } from '@mantine/core';
import type { ProtectionView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { Latchkey } from '../ui/Latchkey';
import screen from './KeyringScreen.module.css';
import styles from './WaitingScreen.module.css';

export interface WaitingScreenProps {
  readonly protection: Extract<ProtectionView, { readonly kind: 'waiting' }>;
}

export function WaitingScreen({ protection }: WaitingScreenProps) {
  const { t } = useWords();
  return (
    <main className={screen.screen} aria-busy data-waiting="">
      <div className={screen.content}>
        <Latchkey size={40} />
        <div className={styles.words}>
          <h1 className={screen.heading}>{t('waiting.heading')}</h1>
          <p>{t('waiting.what')}</p>
          <p>{t('waiting.then')}</p>
          {!protection.blocked && (
            <div className={screen.buttons}>
              <Button onClick={() => void orSay(window.latchkey.quit())}>{t('waiting.quit')}</Button>
            </div>
          )}
        </div>
      </div>
    </main>
  );
}
