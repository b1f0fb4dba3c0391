/** How tokens are protected on this computer, in plain words, and what can be done about it. */
import { Button } from '@mantine/core';
import type { ProtectionView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { keyNameOf } from '../protection/key-name';
import { changeSettings, lockNow } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { SecondsField } from './SecondsField';
import styles from './ProtectionSection.module.css';

export function ProtectionSection() {
  const { t } = useWords();
  const protection = useView((view) => view.protection);
  const lockMinutes = useView((view) => view.settings.lockMinutes);
  if (protection.kind === 'locked' || protection.kind === 'undecided' || protection.kind === 'waiting') return null;
  const keyring = keyNameOf({ scheme: 'linux-v11', keyring: 'keyring' in protection ? protection.keyring : null });
  return (
    <div className={styles.section}>
      <p>{t(`protection.${protection.kind}`)}</p>
      <p className={styles.meaning}>{t(`meaning.${protection.kind}`, { keyring: t(`keyName.${keyring}`) })}</p>
      {protection.kind === 'passphrase' && (
        <SecondsField
          label={t('settings.lock')}
          description={t('settings.lockHint')}
          seconds={lockMinutes}
          least={0}
          most={1440}
          onChange={(minutes) => void changeSettings({ lockMinutes: minutes })}
        />
      )}
      <Actions protection={protection} />
    </div>
  );
}

function Actions({ protection }: { readonly protection: ProtectionView }) {
  const { t } = useWords();
  if (protection.kind === 'passphrase') {
    return (
      <div className={styles.buttons}>
        <Button onClick={() => void lockNow()}>{t('passphrase.lock')}</Button>
        <Button onClick={() => openDialog({ kind: 'passphrase', purpose: 'change' })}>{t('passphrase.change')}</Button>
        <Button onClick={() => openDialog({ kind: 'use_keyring' })}>{t('passphrase.keyring')}</Button>
      </div>
    );
  }
  return (
    <>
      {'passphraseLeft' in protection && protection.passphraseLeft && (
        <div className={styles.buttons}>
          <span className={styles.meaning}>{t('passphrase.left')}</span>
          <Button onClick={() => openDialog({ kind: 'passphrase', purpose: 'left' })}>
            {t('passphrase.unlockLeft')}
          </Button>
        </div>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => openDialog({ kind: 'passphrase', purpose: 'use' })}>{t('passphrase.use')}</Button>
      </div>
    </>
  );
}
