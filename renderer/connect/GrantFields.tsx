/** The fields of a grant, as the provider's file names them. None is controlled: a secret must not come into the DOM's markup. */
import { TextInput } from '@mantine/core';
import type { ErrorView, GrantView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { SecretInput } from '../ui/SecretInput';

export interface GrantFieldsProps {
  readonly grant: GrantView;
  readonly error: ErrorView | null;
}

export function GrantFields({ grant, error }: GrantFieldsProps) {
  const { t, own } = useWords();
  return grant.fields.map(({ name, label, secret }, index) => {
    const wrong = error?.field === name ? t('form.needed') : undefined;
    const props = { label: own(label), name, error: wrong, 'data-autofocus': index === 0 ? true : undefined };
    return secret ? (
      <SecretInput key={name} {...props} description={t('grant.secretHint')} />
    ) : (
      <TextInput key={name} {...props} />
    );
  });
}
