/** What is known of a provider, how far it is sure, and the clients there are with it. */
import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ClientView, ProviderFactsView, ProviderView } from '../../preload/contract';
import { connectProvider } from '../connect/connecting';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog, closeLater, openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { useUsed } from './Catalogue';
import { ProviderFacts } from './ProviderFacts';
import styles from './ProviderPage.module.css';

export function ProviderPage({ provider }: { readonly provider: ProviderView }) {
  const { t, own } = useWords();
  const { id, origin, historical } = provider;
  const all = useView((view) => view.clients);
  const clients = all.filter((client) => client.providerId === id && client.practice === null);
  const accounts = useUsed().get(id) ?? 0;
  const [facts, setFacts] = useState<ProviderFactsView | null>(null);
  useEffect(() => {
    let wanted = true;
    const describe = async (): Promise<void> => {
      const answer = await orSay(window.latchkey.describeProvider({ providerId: id }));
      if (wanted && answer.ok) setFacts(answer.value);
    };
    void describe();
    return () => void (wanted = false);
  }, [id]);
  const remove = async (): Promise<void> => {
    const close = closeLater();
    const answer = await orSay(window.latchkey.removeProvider({ providerId: id }));
    if (answer.ok) close();
  };
  const inUse = clients.length > 0 || accounts > 0;
  return (
    <Dialog title={own(provider.name)} wide light onClose={closeDialog}>
      {historical && <p className={styles.warning}>{t('catalogue.historicalMeans')}</p>}
      {facts !== null && <ProviderFacts provider={provider} facts={facts} accounts={accounts} />}
      <section aria-label={t('catalogue.clients')} className={styles.section}>
        <h3 className={styles.heading}>{t('catalogue.clients')}</h3>
        {clients.length === 0 ? (
          <p className={styles.quiet}>{t('catalogue.noClients')}</p>
        ) : (
          <ul>
            {clients.map((client) => (
              <li key={client.id}>
                <ClientLine client={client} />
              </li>
            ))}
          </ul>
        )}
        <Button onClick={() => openDialog({ kind: 'client_form', providerId: id, clientId: null, accountId: null })}>
          {t('choose.newClient')}
        </Button>
      </section>
      <DialogActions
        aside={
          <>
            <Button variant="subtle" color="gray" onClick={() => openDialog({ kind: 'other_providers' })}>
              {t('catalogue.back')}
            </Button>
            {origin === 'file' && (
              <Button
                variant="subtle"
                color="gray"
                disabled={inUse}
                title={inUse ? t('catalogue.inUse') : undefined}
                onClick={() => void remove()}
              >
                {t('catalogue.remove')}
              </Button>
            )}
          </>
        }
      >
        <Button onClick={() => openDialog({ kind: 'provider_form', providerId: id, as: 'copy' })}>
          {t('catalogue.duplicate')}
        </Button>
        {origin === 'file' && (
          <Button onClick={() => openDialog({ kind: 'provider_form', providerId: id, as: 'edit' })}>
            {t('catalogue.edit')}
          </Button>
        )}
        <Button
          variant="filled"
          data-autofocus
          onClick={() => {
            closeDialog();
            connectProvider(id);
          }}
        >
          {t('form.connect')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function ClientLine({ client }: { readonly client: ClientView }) {
  const { t } = useWords();
  const { id, providerId, accounts } = client;
  const name = client.name ?? client.clientId;
  const open = (part: { readonly clientId: string | null; readonly copyOf?: string }): void =>
    openDialog({ kind: 'client_form', providerId, accountId: null, ...part });
  return (
    <div className={styles.client}>
      <span className={styles.name}>
        {client.name === null ? <span data-value>{name}</span> : name}
        <span className={styles.quiet}>
          {client.name !== null && <span data-value> {client.clientId}</span>}
          {accounts > 0 && ` · ${t('choose.accounts', { number: accounts })}`}
        </span>
      </span>
      <ActionIcon aria-label={t('choose.edit', { client: name })} onClick={() => open({ clientId: id })}>
        <IconPencil size={16} stroke={1.5} />
      </ActionIcon>
      <ActionIcon
        aria-label={t('catalogue.duplicateClient', { client: name })}
        onClick={() => open({ clientId: null, copyOf: id })}
      >
        <IconCopy size={16} stroke={1.5} />
      </ActionIcon>
      {accounts === 0 && (
        <ActionIcon
          aria-label={t('catalogue.removeClient', { client: name })}
          onClick={() => void orSay(window.latchkey.removeClient({ clientId: id, deregister: false }))}
        >
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      )}
    </div>
  );
}
