/** The label of an account, and the field it becomes while it is renamed: Enter keeps, Esc leaves, leaving the field keeps. */
import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { renameAccount } from '../state/commands';
import { changeDesk } from '../state/desk';
import styles from './AccountLabel.module.css';

export interface AccountLabelProps {
  readonly account: Pick<AccountView, 'id' | 'label'>;
  readonly renaming: boolean;
}

export function AccountLabel({ account, renaming }: AccountLabelProps) {
  const { t } = useWords();
  const left = useRef(false);
  if (!renaming) {
    return (
      <span className={styles.label} title={account.label} onDoubleClick={() => changeDesk({ renamingId: account.id })}>
        {account.label}
      </span>
    );
  }
  return (
    <TextInput
      aria-label={t('account.renameField')}
      defaultValue={account.label}
      maxLength={200}
      classNames={{ input: styles.input }}
      // The user has just asked to rename.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={(event) => {
        left.current = false;
        event.currentTarget.select();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        left.current = event.key === 'Escape';
        if (event.key === 'Escape' || event.key === 'Enter')
          event.currentTarget.closest<HTMLElement>('[role=row]')?.focus();
      }}
      onBlur={(event) => {
        if (left.current) changeDesk({ renamingId: null });
        else void renameAccount(account.id, event.currentTarget.value);
      }}
    />
  );
}
