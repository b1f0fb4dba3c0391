/** Shown instead of everything else when nothing protects secrets here and the user has not chosen yet. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ProtectionView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { PassphraseForm } from '../protection/PassphraseForm';
import { orSay } from '../state/commands';
import { Latchkey } from '../ui/Latchkey';
import styles from './KeyringScreen.module.css';

export interface KeyringScreenProps {
  readonly protection: Extract<ProtectionView, { readonly kind: 'undecided' }>;
}

export function KeyringScreen({ protection }: KeyringScreenProps) {
  const [choosing, setChoosing] = useState(false);
  return (
    <main className={styles.screen}>
      <div className={styles.content}>
        <Latchkey size={40} />
        {choosing ? (
          <ChoosePassphrase onBack={() => setChoosing(false)} />
        ) : (
          <Choice protection={protection} onPassphrase={() => setChoosing(true)} />
        )}
      </div>
    </main>
  );
}

function Choice({ protection, onPassphrase }: KeyringScreenProps & { readonly onPassphrase: () => void }) {
  const { t } = useWords();
  const { reason, kept, detail } = protection;
  const fileBroken = reason === 'passphrase_file';
  // There is something to come back to: that comes first.
  const waiting = kept > 0 || fileBroken;
  return (
    <>
      <h1 className={styles.heading}>
        {t(fileBroken ? 'keyring.fileHeading' : kept > 0 ? 'keyring.keptHeading' : 'keyring.heading')}
      </h1>
      <p>{t(`keyring.reason.${reason}`)}</p>
      {detail !== null && <p data-value>{detail}</p>}
      {kept > 0 && <p>{t('keyring.kept', { number: kept })}</p>}
      <p>{t(fileBroken ? 'keyring.choiceFile' : kept > 0 ? 'keyring.choiceKept' : 'keyring.choice')}</p>
      <div className={styles.buttons}>
        {waiting && <Again variant="filled" />}
        {waiting && <Button onClick={() => void orSay(window.latchkey.restart())}>{t('keyring.restart')}</Button>}
        {!fileBroken && (
          <Button variant={waiting ? 'default' : 'filled'} onClick={onPassphrase}>
            {t('keyring.passphrase')}
          </Button>
        )}
        <Button onClick={() => void orSay(window.latchkey.chooseMemoryOnly())}>{t('keyring.memory')}</Button>
        {!waiting && <Again variant="default" />}
        <Button onClick={() => void orSay(window.latchkey.quit())}>{t('keyring.quit')}</Button>
      </div>
    </>
  );
}

/** The keyring may have been started or unlocked meanwhile. */
function Again({ variant }: { readonly variant: 'filled' | 'default' }) {
  const { t } = useWords();
  return (
    <Button variant={variant} onClick={() => void orSay(window.latchkey.retryKeyring())}>
      {t('keyring.again')}
    </Button>
  );
}

function ChoosePassphrase({ onBack }: { readonly onBack: () => void }) {
  const { t } = useWords();
  return (
    <>
      <h1 className={styles.heading}>{t('passphrase.useTitle')}</h1>
      <p>{t('meaning.passphrase')}</p>
      <PassphraseForm
        present={null}
        fresh
        send={({ fresh }) => window.latchkey.protectByPassphrase({ passphrase: fresh })}
        onDone={() => undefined}
        label={t('passphrase.useConfirm')}
        within="screen"
        aside={<Button onClick={onBack}>{t('keyring.back')}</Button>}
      />
    </>
  );
}
