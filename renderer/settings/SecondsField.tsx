/** A whole number of seconds, or of minutes, set on Enter or on leaving the field; what does not fit falls back, and that is said. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../messages/words';

export interface SecondsFieldProps {
  readonly label: string;
  readonly description: string;
  readonly seconds: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (seconds: number) => void;
}

export function SecondsField({ label, description, seconds, least, most, onChange }: SecondsFieldProps) {
  const { t } = useWords();
  // What is just being typed; null while the field says what is set.
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const keep = (): void => {
    const wanted = Number(typed);
    setTyped(null);
    if (typed === null || typed.trim() === '' || wanted === seconds) return;
    if (Number.isInteger(wanted) && wanted >= least && wanted <= most) onChange(wanted);
    else setRefused(true);
  };
  return (
    <TextInput
      label={label}
      description={description}
      type="number"
      min={least}
      max={most}
      value={typed ?? seconds}
      error={refused && t('settings.range', { least, most })}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setRefused(false);
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
