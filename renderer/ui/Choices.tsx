/** One of a few: a row of radio buttons drawn as segments. Arrow keys move the choice, as in every radio group. */
import type { KeyboardEvent } from 'react';
import styles from './Choices.module.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface ChoicesProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Choices({ label, choices, value, onChange }: ChoicesProps) {
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = choices.findIndex((choice) => choice.value === value);
    const next = (index + step + choices.length) % choices.length;
    const choice = choices[next];
    if (choice === undefined) return;
    onChange(choice.value);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div role="radiogroup" aria-label={label} tabIndex={-1} className={styles.group} onKeyDown={move}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          className={styles.choice}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
