/** The endpoints that are asked after the grant: who the user is, about a token, to revoke one. All may be left empty. */
import { TextInput } from '@mantine/core';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import type { ClientDraft, ClientField } from './clientDraft';

export interface AfterFieldsProps {
  readonly provider: ProviderView;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
}

const names = ['userinfo', 'introspection', 'revocation'] as const;

export function AfterFields({ provider, draft, change, wrong }: AfterFieldsProps) {
  const { t } = useWords();
  // What the file has is at another server than a token endpoint of one's own.
  const own = draft.token !== '';
  return names.map((name) => (
    <TextInput
      key={name}
      label={t(`after.form.${name}`)}
      placeholder={(own ? null : provider.endpoints[name]) ?? t('after.form.none')}
      value={draft[name]}
      error={wrong(`endpoints.${name}`, draft[name])}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  ));
}
