/** A lifetime: a number, its unit, and a few that are often wanted. Set on Enter, on leaving the field, or at once by a preset. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../messages/words';
import { inSeconds, inUnits, longest, type Unit, units } from './lifetime';
import styles from './LifetimeField.module.css';

export interface LifetimeFieldProps {
  readonly provider: string;
  readonly seconds: number;
  /** 0 where a token may have no end. */
  readonly least: 0 | 1;
  readonly onChange: (seconds: number) => void;
}

const presets = [30, 300, 3600, 604_800, 0] as const;

export function LifetimeField({ provider, seconds, least, onChange }: LifetimeFieldProps) {
  const { t } = useWords();
  // What is just being typed; null while the field says what is set.
  const [typed, setTyped] = useState<Draft | null>(null);
  const draft = typed ?? asDraft(seconds);

  const keep = (count: string, unit: Unit): void => {
    const wanted = inSeconds(count, unit, least);
    setTyped(null);
    if (wanted !== null && wanted !== seconds) onChange(wanted);
  };
  const changeUnit = (value: string): void => {
    keep(draft.count, units.find((each) => String(each) === value) ?? 1);
  };

  return (
    <div className={styles.field}>
      <TextInput
        label={t('sandbox.lifetimeOf', { provider })}
        type="number"
        min={least}
        max={longest}
        value={draft.count}
        className={styles.count}
        onChange={(event) => setTyped({ ...draft, count: event.currentTarget.value })}
        onBlur={() => keep(draft.count, draft.unit)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep(draft.count, draft.unit);
        }}
      />
      <NativeSelect
        aria-label={t('sandbox.unitOf', { provider })}
        value={String(draft.unit)}
        data={units.map((unit) => ({ value: String(unit), label: t(`sandbox.unit.${unit}`) }))}
        onChange={(event) => changeUnit(event.currentTarget.value)}
      />
      <div className={styles.presets}>
        {presets.map((preset) =>
          preset < least ? null : (
            <Button key={preset} size="compact-xs" aria-pressed={preset === seconds} onClick={() => onChange(preset)}>
              {t(`sandbox.preset.${preset}`)}
            </Button>
          ),
        )}
      </div>
    </div>
  );
}

interface Draft {
  readonly count: string;
  readonly unit: Unit;
}

function asDraft(seconds: number): Draft {
  const { count, unit } = inUnits(seconds);
  return { count: String(count), unit };
}
