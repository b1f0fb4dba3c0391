/** The inputs of a grant, by its kind. No secret is controlled: it must not come into the DOM's markup. */
import { TextInput } from '@mantine/core';
import type { ErrorView, GrantView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useView } from '../state/view';
import { SecretInput } from '../ui/SecretInput';
import { AssertionFields } from './AssertionFields';
import { ExchangeFields } from './ExchangeFields';
import { FreeFields } from './FreeFields';
import styles from './GrantDialog.module.css';

export interface GrantFieldsProps {
  readonly grant: GrantView;
  /** The account that is connected again, or null. */
  readonly accountId: string | null;
  readonly error: ErrorView | null;
}

export function GrantFields({ grant, accountId, error }: GrantFieldsProps) {
  const { t } = useWords();
  const again = useView((view) => view.accounts.find(({ id }) => id === accountId) ?? null);
  const recipe = again?.recipe ?? null;
  switch (grant.kind) {
    case 'fields':
      return grant.fields.length === 0 ? (
        <p className={styles.hint}>{t('grants.clientOnly')}</p>
      ) : (
        <FileFields grant={grant} error={error} />
      );
    case 'device_code':
      return <p className={styles.hint}>{t('grants.deviceHint')}</p>;
    case 'token_exchange':
      return (
        <ExchangeFields
          accountId={accountId}
          before={recipe?.kind === 'token_exchange' ? recipe : null}
          error={error}
        />
      );
    case 'jwt_bearer':
      return <AssertionFields before={recipe?.kind === 'jwt_bearer' ? recipe.assertion : null} error={error} />;
    case 'free':
      return <FreeFields before={recipe?.kind === 'free' ? recipe : null} error={error} />;
  }
}

/** As the provider's file names them. */
function FileFields({ grant, error }: Pick<GrantFieldsProps, 'grant' | 'error'>) {
  const { t, own } = useWords();
  return grant.fields.map(({ name, label, secret }, index) => {
    const wrong = error?.field === name ? t('form.needed') : undefined;
    const props = { label: own(label), name, error: wrong, 'data-autofocus': index === 0 ? true : undefined };
    return secret ? (
      <SecretInput key={name} {...props} data-secret description={t('grant.secretHint')} />
    ) : (
      <TextInput key={name} {...props} />
    );
  });
}
