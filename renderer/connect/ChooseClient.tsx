/** Several clients of one provider: which one to connect with. */
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronRight, IconPencil } from '@tabler/icons-react';
import type { ClientView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { PracticeMark } from '../ui/PracticeMark';
import { connectClient, usableClients } from './connecting';
import { usePracticeNote } from './practiceNote';
import styles from './ChooseClient.module.css';

export interface ChooseClientProps {
  readonly provider: ProviderView;
  readonly accountId: string | null;
}

export function ChooseClient({ provider, accountId }: ChooseClientProps) {
  const { t, own } = useWords();
  const all = useView((view) => view.clients);
  const practising = useView((view) => view.sandbox.running);
  const clients = usableClients(provider.id, all, practising);
  const edit = (clientId: string | null): void =>
    openDialog({ kind: 'client_form', providerId: provider.id, clientId, accountId });
  return (
    <Dialog title={t('choose.title', { provider: own(provider.name) })} light onClose={closeDialog}>
      <p className={styles.intro}>{t('choose.intro')}</p>
      <ul className={styles.list}>
        {clients.map((client) => (
          <li key={client.id} className={styles.item}>
            <ClientButton
              client={client}
              onClick={() => {
                closeDialog();
                connectClient(client.id, accountId);
              }}
            />
            {client.practice === null && (
              <ActionIcon
                aria-label={t('choose.edit', { client: client.name ?? client.clientId })}
                onClick={() => edit(client.id)}
              >
                <IconPencil size={16} stroke={1.5} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button onClick={() => edit(null)}>{t('choose.newClient')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function ClientButton({ client, onClick }: { readonly client: ClientView; readonly onClick: () => void }) {
  const { t } = useWords();
  const note = usePracticeNote();
  return (
    <button type="button" className={styles.client} onClick={onClick}>
      <span className={styles.name}>
        <span data-value={client.name === null || undefined}>{client.name ?? client.clientId}</span>
        {client.practice !== null && <PracticeMark />}
      </span>
      <span className={styles.under}>
        {client.practice === null ? (client.name === null ? t('choose.own') : client.clientId) : note(client.practice)}
        {client.accounts > 0 && ` · ${t('choose.accounts', { number: client.accounts })}`}
      </span>
      <IconChevronRight size={16} stroke={1.5} aria-hidden className={styles.go} />
    </button>
  );
}
