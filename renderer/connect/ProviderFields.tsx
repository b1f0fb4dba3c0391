/** What only this provider asks its clients for: parts of its URLs such as a tenant, and fields such as a private key. */
import { TextInput } from '@mantine/core';
import type { ClientView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { StoredSecretInput } from '../ui/StoredSecretInput';
import { type ClientDraft, type ClientField, withRemoved } from './clientDraft';

export interface ProviderFieldsProps {
  readonly provider: ProviderView;
  readonly client: ClientView | null;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
}

export function ProviderFields({ provider, client, draft, change, wrong }: ProviderFieldsProps) {
  const { own } = useWords();
  const hintOf = (hint: ProviderView['name'] | null) => (hint === null ? undefined : own(hint));
  return (
    <>
      {provider.variables.map(({ name, label, hint, default: standard }) => (
        <TextInput
          key={`variables.${name}`}
          label={own(label)}
          description={hintOf(hint)}
          placeholder={standard}
          value={draft.variables[name] ?? ''}
          error={wrong(`variables.${name}`, draft.variables[name] ?? '')}
          onChange={(event) => change({ variables: { ...draft.variables, [name]: event.currentTarget.value } })}
        />
      ))}
      {provider.clientFields.map(({ name, label, hint, secret }) =>
        secret ? (
          <StoredSecretInput
            key={`fields.${name}`}
            label={own(label)}
            description={hintOf(hint)}
            name={`fields.${name}`}
            stored={client?.storedFields.includes(name) === true}
            removed={draft.removed.includes(`fields.${name}`)}
            onRemoved={(removed) => change(withRemoved(draft, `fields.${name}`, removed))}
            error={wrong(`fields.${name}`, '')}
          />
        ) : (
          <TextInput
            key={`fields.${name}`}
            label={own(label)}
            description={hintOf(hint)}
            value={draft.fields[name] ?? ''}
            error={wrong(`fields.${name}`, draft.fields[name] ?? '')}
            onChange={(event) => change({ fields: { ...draft.fields, [name]: event.currentTarget.value } })}
          />
        ),
      )}
    </>
  );
}
