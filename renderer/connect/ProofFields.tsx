/** How the client proves itself: by its secret, by a key, or not at all. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { ClientAuthentication, ClientView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { type ClientDraft, type ClientField, withRemoved } from './clientDraft';
import { KeyFields } from './KeyFields';
import type { ProofDraft } from './proofDraft';

export interface ProofFieldsProps {
  readonly provider: ProviderView;
  readonly client: ClientView | null;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
}

const methods: readonly ClientAuthentication[] = [
  'client_secret_post',
  'client_secret_basic',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
];
const bySecret: readonly string[] = ['HS256', 'HS384', 'HS512'];

export function ProofFields({ provider, client, draft, change, wrong }: ProofFieldsProps) {
  const { t } = useWords();
  const { proof } = draft;
  const isGoing = draft.removed.includes('privateKey');
  const removeKey = (removed: boolean): void => change(withRemoved(draft, 'privateKey', removed));
  const changeProof = (part: Partial<ProofDraft>): void => change({ proof: { ...proof, ...part } });
  const method = draft.authentication ?? provider.authentication;
  const key = proof.made ?? client?.key ?? null;
  const algorithms = method === 'client_secret_jwt' ? bySecret : (key?.algorithms ?? []);
  return (
    <>
      <NativeSelect
        label={t('form.authentication')}
        value={draft.authentication ?? ''}
        data={[
          {
            value: '',
            label: t('form.authenticationOf', { method: t(`form.method.${provider.authentication}`) }),
          },
          ...methods.map((one) => ({ value: one, label: t(`form.method.${one}`) })),
        ]}
        onChange={(event) =>
          change({ authentication: methods.find((one) => one === event.currentTarget.value) ?? null })
        }
      />
      {method === 'private_key_jwt' && (
        <KeyFields
          client={client}
          proof={proof}
          change={changeProof}
          error={wrong('key', ' ')}
          removed={isGoing}
          onRemoved={removeKey}
        />
      )}
      {method !== 'private_key_jwt' && client !== null && client.key !== null && (
        <div>
          <p>{t(isGoing ? 'proof.keyWillGo' : 'proof.keyStored')}</p>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => removeKey(!isGoing)}>
            {t(isGoing ? 'form.keepStored' : 'proof.removeKey')}
          </Button>
        </div>
      )}
      {(method === 'private_key_jwt' || method === 'client_secret_jwt') && (
        <>
          {algorithms.length > 1 && (
            <NativeSelect
              label={t('proof.algorithm')}
              value={proof.algorithm ?? ''}
              data={[{ value: '', label: t('proof.algorithmByItself') }, ...algorithms]}
              onChange={(event) => changeProof({ algorithm: event.currentTarget.value || null })}
            />
          )}
          <TextInput
            label={t('proof.audience')}
            description={t('proof.audienceHint')}
            value={proof.audience}
            onChange={(event) => changeProof({ audience: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
