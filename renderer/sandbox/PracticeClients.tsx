/** The ready-made clients of a dialect: what each one shows, and the button to connect with it. */
import { Button } from '@mantine/core';
import { connectClient } from '../connect/connecting';
import { usePracticeNote } from '../connect/practiceNote';
import { useWords } from '../messages/words';
import { closeDialog } from '../state/dialogs';
import { useView } from '../state/view';
import styles from './PracticeClients.module.css';

export function PracticeClients({ dialect }: { readonly dialect: string }) {
  const { t } = useWords();
  const note = usePracticeNote();
  const all = useView((view) => view.clients);
  return (
    <ul>
      {all.map(({ id, providerId, clientId, practice }) =>
        practice === null || providerId !== dialect ? null : (
          <li key={id} className={styles.client}>
            <span data-value>{clientId}</span>
            <span className={styles.note}>{note(practice)}</span>
            <Button
              size="compact-xs"
              aria-label={t('sandbox.connectWith', { client: clientId })}
              onClick={() => {
                closeDialog();
                connectClient(id, null);
              }}
            >
              {t('form.connect')}
            </Button>
          </li>
        ),
      )}
    </ul>
  );
}
