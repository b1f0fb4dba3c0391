/**
 * An input whose text is hidden while typed. It is never controlled: React writes a controlled value into the `value` attribute, and a
 * secret has no place in the DOM's markup. Read it from the form when it is submitted.
 */
import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../messages/words';

export type SecretInputProps = Omit<TextInputProps, 'type' | 'value' | 'defaultValue' | 'rightSection'>;

export function SecretInput(props: SecretInputProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const Icon = shown ? IconEyeOff : IconEye;
  return (
    <TextInput
      {...props}
      type={shown ? 'text' : 'password'}
      autoComplete="off"
      rightSection={
        <ActionIcon
          size={22}
          aria-label={shown ? t('form.hide') : t('form.show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon size={16} stroke={1.5} />
        </ActionIcon>
      }
    />
  );
}
