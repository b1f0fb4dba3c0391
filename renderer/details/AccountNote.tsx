/** The note on an account: written in place, kept on leaving the field; Esc leaves it as it was. */
import { Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { markAccount } from '../state/commands';
import { changeDesk, desk } from '../state/desk';
import styles from './AccountNote.module.css';

export function AccountNote({ account: { id, marks, access } }: { readonly account: AccountView }) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = useCell(desk, ({ notingId }) => notingId === id);
  useEffect(() => {
    if (!asked) return;
    field.current?.focus();
    changeDesk({ notingId: null });
  }, [asked]);
  if (access === null) return null;
  return (
    <Textarea
      ref={field}
      // Another note is another field.
      key={`${id} ${marks.note}`}
      aria-label={t('marks.note')}
      className={styles.note}
      placeholder={t('marks.notePlaceholder')}
      defaultValue={marks.note}
      maxLength={2000}
      autosize
      minRows={1}
      maxRows={8}
      size="xs"
      // Esc leaves the field alone, also where the details are a dialog: that hears the key before the field does.
      data-mantine-stop-propagation
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        event.currentTarget.value = marks.note;
        event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const note = event.currentTarget.value.trim();
        if (note !== marks.note) void markAccount({ accountId: id, note });
      }}
    />
  );
}
