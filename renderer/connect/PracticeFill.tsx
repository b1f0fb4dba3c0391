/** One click fills a practice person's credentials into the form. They are public, so the ordinary inputs may hold them. */
import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import type { GrantView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useView } from '../state/view';
import styles from './PracticeFill.module.css';
import { practiceRole } from './practiceRole';

export interface PracticeFillProps {
  readonly dialect: string;
  readonly grant: GrantView;
  readonly form: RefObject<HTMLFormElement | null>;
}

export function PracticeFill({ dialect, grant, form }: PracticeFillProps) {
  const { t } = useWords();
  const people = useView((view) => view.sandbox.people);
  const names = grant.fields.map(({ name }) => name);
  const fitting = people.filter((person) => person.dialect === dialect && names.every((name) => name in person.fields));
  if (fitting.length === 0) return null;
  const fill = (fields: Readonly<Record<string, string>>): void => {
    for (const name of names) {
      const input = form.current?.elements.namedItem(name);
      if (input instanceof HTMLInputElement) input.value = fields[name] ?? '';
    }
  };
  return (
    <div className={styles.fill}>
      <span className={styles.label}>{t('grant.fill')}</span>
      {fitting.map((person) => (
        <Button key={person.role} size="compact-xs" onClick={() => fill(person.fields)}>
          {t(`sandbox.role.${practiceRole(person.role)}`)}
        </Button>
      ))}
    </div>
  );
}
