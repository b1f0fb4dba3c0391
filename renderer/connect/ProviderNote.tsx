/** Whose metadata a discovered provider was made of, and looking at it again. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { openDialog } from '../state/dialogs';
import { FailedSetUp, type SetUpFailure } from './FailedSetUp';
import styles from './ProviderNote.module.css';

export function ProviderNote({ provider }: { readonly provider: ProviderView }) {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'looking' | 'same' | SetUpFailure>('idle');
  if (!provider.discovered) return null;
  const lookAgain = async (): Promise<void> => {
    const since = Date.now();
    setState('looking');
    const answer = await window.latchkey.lookAgain({ providerId: provider.id });
    if (!answer.ok) setState({ error: answer.error, since });
    else if (answer.value.kind === 'changed') openDialog({ kind: 'discover', found: answer.value });
    else setState('same');
  };
  return (
    <div>
      <div className={styles.note}>
        <span className={styles.label}>{t('discover.issuer')}</span>
        <span data-value className={styles.issuer}>
          {provider.issuer}
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={state === 'looking'}
          onClick={() => void lookAgain()}
        >
          {t('discover.again')}
        </Button>
      </div>
      <p role="status" className={styles.label}>
        {state === 'looking' && t('discover.looking')}
        {state === 'same' && t('discover.same')}
      </p>
      {typeof state === 'object' && <FailedSetUp failure={state} kind="discover" provider={provider} />}
    </div>
  );
}
