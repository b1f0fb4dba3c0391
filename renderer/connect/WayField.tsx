/** By which grant a client connects, where its provider has several: the form then asks for what that grant needs and no more. */
import { NativeSelect } from '@mantine/core';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import type { ClientDraft } from './clientDraft';
import { useGrantName } from './grantName';
import { signInWay, waysOf } from './ways';

export interface WayFieldProps {
  readonly provider: ProviderView;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
}

export function WayField({ provider, draft, change }: WayFieldProps) {
  const { t } = useWords();
  const grantName = useGrantName();
  const ways = waysOf(provider);
  const alike = !provider.signIn && provider.forms.every(({ kind }) => kind === 'fields');
  if (ways.length < 2 || alike) return null;
  return (
    <NativeSelect
      label={t('grants.by')}
      value={draft.grant ?? signInWay}
      data={ways.map(({ name, label }) => ({ value: name, label: grantName(name, label) }))}
      onChange={(event) => {
        const { value } = event.currentTarget;
        change({ grant: value === signInWay && provider.signIn ? null : value });
      }}
    />
  );
}
