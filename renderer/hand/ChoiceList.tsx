/** One of several, each with a line that says what it is: the system's radio buttons, so that arrow keys and screen readers know them. */
import { useId } from 'react';
import styles from './ChoiceList.module.css';

export interface ChoiceListProps<T extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly hint: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function ChoiceList<T extends string>({ label, choices, value, onChange }: ChoiceListProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.list}>
      {choices.map((choice) => {
        const hint = `${name}-${choice.value}`;
        return (
          <label key={choice.value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              aria-label={choice.label}
              aria-describedby={hint}
              data-autofocus={choice.value === value ? true : undefined}
              onChange={() => onChange(choice.value)}
            />
            <span className={styles.name}>{choice.label}</span>
            <span id={hint} className={styles.hint}>
              {choice.hint}
            </span>
          </label>
        );
      })}
    </div>
  );
}
