/** The way to a client's servers: the proxy, certificates to trust besides the system's, and a try of it. */
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionCheckView, ErrorView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { ErrorNote } from '../ui/ErrorNote';
import { CaField } from './CaField';
import { type ClientDraft, type ClientField, networkOf, proxyKinds } from './clientDraft';
import { ConnectionChecks } from './ConnectionChecks';
import styles from './NetworkFields.module.css';

export interface NetworkFieldsProps {
  readonly provider: ProviderView;
  readonly clientId: string | null;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
}

export function NetworkFields({ provider, clientId, draft, change, wrong }: NetworkFieldsProps) {
  const { t } = useWords();
  const { proxy, proxyUrl, extraCa, trustLoopback } = draft;
  return (
    <>
      <NativeSelect
        label={t('network.proxy')}
        value={proxy}
        data={proxyKinds.map((kind) => ({ value: kind, label: t(`network.proxyKind.${kind}`) }))}
        onChange={(event) =>
          change({ proxy: proxyKinds.find((kind) => kind === event.currentTarget.value) ?? 'system' })
        }
      />
      {proxy === 'fixed' && (
        <TextInput
          label={t('network.proxyUrl')}
          description={t('network.proxyHint')}
          value={proxyUrl}
          error={wrong('network.proxy', proxyUrl)}
          onChange={(event) => change({ proxyUrl: event.currentTarget.value })}
        />
      )}
      <CaField pem={extraCa} error={wrong('network.extraCa', ' ')} onChange={(pem) => change({ extraCa: pem })} />
      <Switch
        label={t('network.trustLoopback')}
        description={t('network.trustLoopbackHint')}
        checked={trustLoopback}
        onChange={(event) => change({ trustLoopback: event.currentTarget.checked })}
      />
      <TestConnection provider={provider} clientId={clientId} draft={draft} />
    </>
  );
}

type Tried =
  | { readonly kind: 'not_yet' | 'trying' }
  | { readonly kind: 'done'; readonly checks: readonly ConnectionCheckView[] }
  | { readonly kind: 'failed'; readonly error: ErrorView };

function TestConnection({ provider, clientId, draft }: Pick<NetworkFieldsProps, 'provider' | 'clientId' | 'draft'>) {
  const { t } = useWords();
  const [tried, setTried] = useState<Tried>({ kind: 'not_yet' });
  const test = async (): Promise<void> => {
    setTried({ kind: 'trying' });
    const answer = await window.latchkey.testConnection({
      clientId,
      providerId: provider.id,
      endpoints: { authorize: draft.authorize.trim() || null, token: draft.token.trim() || null },
      variables: draft.variables,
      network: networkOf(draft),
    });
    setTried(answer.ok ? { kind: 'done', checks: answer.value.checks } : { kind: 'failed', error: answer.error });
  };
  return (
    <div className={styles.test}>
      <Button disabled={tried.kind === 'trying'} className={styles.button} onClick={() => void test()}>
        {t(tried.kind === 'trying' ? 'network.testing' : 'network.test')}
      </Button>
      <div role="status">{tried.kind === 'done' && <ConnectionChecks checks={tried.checks} />}</div>
      {tried.kind === 'failed' && <ErrorNote error={tried.error} />}
    </div>
  );
}
