/** A secret that is stored already: left as it is, replaced by what is typed, or removed when the form is saved. Its value is never here. */
import { Button } from '@mantine/core';
import { useWords } from '../messages/words';
import { SecretInput, type SecretInputProps } from './SecretInput';
import styles from './StoredSecretInput.module.css';

export interface StoredSecretInputProps extends SecretInputProps {
  readonly label: string;
  readonly stored: boolean;
  readonly removed: boolean;
  readonly onRemoved: (removed: boolean) => void;
}

export function StoredSecretInput({ stored, removed, onRemoved, ...input }: StoredSecretInputProps) {
  const { t } = useWords();
  if (!stored) return <SecretInput {...input} />;
  return (
    <div>
      <SecretInput {...input} placeholder={t(removed ? 'form.willBeRemoved' : 'form.secretKept')} />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={styles.toggle}
        aria-label={`${t(removed ? 'form.keepStored' : 'form.removeStored')}: ${input.label}`}
        onClick={() => onRemoved(!removed)}
      >
        {t(removed ? 'form.keepStored' : 'form.removeStored')}
      </Button>
    </div>
  );
}
