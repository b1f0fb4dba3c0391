/** What its user calls a client. A first client needs no name, so its form has this among what few need; a stored one has it on top. */
import { TextInput } from '@mantine/core';
import { useWords } from '../messages/words';
import type { ClientDraft } from './clientDraft';

export interface ClientNameProps {
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
}

export function ClientName({ draft, change }: ClientNameProps) {
  const { t } = useWords();
  return (
    <TextInput
      label={t('form.name')}
      description={t('form.nameHint')}
      value={draft.name}
      onChange={(event) => change({ name: event.currentTarget.value })}
    />
  );
}
