/** How requests and tokens are bound to the client: sender-constrained tokens (RFC 9449) and pushed authorization requests (RFC 9126). */
import { NativeSelect, TextInput } from '@mantine/core';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import type { ClientDraft, ClientField } from './clientDraft';
import { choiceOf, fromChoice, type ProofDraft } from './proofDraft';

export interface BindingFieldsProps {
  readonly provider: ProviderView;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
}

export function BindingFields({ provider, draft, change, wrong }: BindingFieldsProps) {
  const { t } = useWords();
  const { proof } = draft;
  const changeProof = (part: Partial<ProofDraft>): void => change({ proof: { ...proof, ...part } });
  // Only what goes by way of a browser can be pushed first.
  const signsIn = provider.signIn && draft.grant === null;
  const pushes = proof.pushed ?? provider.pushed === 'required';
  const threeWays = (offered: ProviderView['dpop']) => [
    { value: '', label: t('proof.asProvider', { choice: t(`proof.offered.${offered}`) }) },
    { value: 'on', label: t('proof.use') },
    { value: 'off', label: t('proof.doNotUse') },
  ];
  return (
    <>
      <NativeSelect
        label={t('proof.dpop')}
        description={t('proof.dpopHint')}
        value={choiceOf(proof.dpop)}
        data={threeWays(provider.dpop)}
        onChange={(event) => changeProof({ dpop: fromChoice(event.currentTarget.value) })}
      />
      {signsIn && (
        <NativeSelect
          label={t('proof.pushed')}
          description={t('proof.pushedHint')}
          value={choiceOf(proof.pushed)}
          data={threeWays(provider.pushed)}
          onChange={(event) => changeProof({ pushed: fromChoice(event.currentTarget.value) })}
        />
      )}
      {signsIn && (pushes || proof.endpoint !== '') && (
        <TextInput
          label={t('proof.pushedEndpoint')}
          placeholder={provider.endpoints.pushed ?? ''}
          value={proof.endpoint}
          error={wrong('endpoints.pushed', proof.endpoint)}
          onChange={(event) => changeProof({ endpoint: event.currentTarget.value })}
        />
      )}
    </>
  );
}
