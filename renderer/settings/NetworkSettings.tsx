/** Ways to the servers: set for each client, and shown here together. */
import { Button } from '@mantine/core';
import type { ClientView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import type { SectionProps } from './SettingsDialog';
import styles from './SettingsDialog.module.css';

/** Goes another way than the system's. */
function isSpecial({ options: { network } }: ClientView): boolean {
  return network.proxy.kind !== 'system' || network.extraCa !== null || network.trustLoopback;
}

export function NetworkSettings({ shown }: SectionProps) {
  const { t, own } = useWords();
  const clients = useView((view) => view.clients);
  const providers = useView((view) => view.providers);
  if (!shown.has('network')) return null;
  const special = clients.filter(isSpecial);
  return (
    <>
      <p className={styles.hint}>{t('settings.network')}</p>
      {special.length > 0 && (
        <ul className={styles.list}>
          {special.map((client) => {
            const { proxy, extraCa } = client.options.network;
            const provider = providers.find(({ id }) => id === client.providerId);
            const way = proxy.kind === 'fixed' ? proxy.url : t(`network.proxyKind.${proxy.kind}`);
            return (
              <li key={client.id} className={styles.line}>
                <span className={styles.lineText}>
                  {own(provider?.name ?? client.providerId)} <span data-value>{client.clientId}</span>
                  {': '}
                  {way}
                  {extraCa !== null && ` · ${t('settings.networkCa')}`}
                </span>
                <Button
                  size="compact-xs"
                  onClick={() =>
                    openDialog({
                      kind: 'client_form',
                      providerId: client.providerId,
                      clientId: client.id,
                      accountId: null,
                    })
                  }
                >
                  {t('settings.networkEdit')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
