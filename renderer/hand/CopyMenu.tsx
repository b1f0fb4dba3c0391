/** The part of an account's menu that hands its token to other tools: each form, which one is usual, and files. */
import { Menu, type MenuSubProps } from '@mantine/core';
import { useState } from 'react';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { copyToken } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useCopyKeyName } from './copyKey';
import styles from './CopyMenu.module.css';
import { copyForms, usualForm } from './forms';

/** Never over the item that opens it where there is room beside or below: the pointer would be over another one. */
const beside = {
  flip: { fallbackPlacements: ['right-start', 'bottom-end', 'top-end'] },
  shift: { crossAxis: true, padding: 8 },
} satisfies MenuSubProps['middlewares'];

export function CopyMenu({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const key = useCopyKeyName();
  const [opened, setOpened] = useState(false);
  const { id, access, proof } = account;
  const locked = access === null;
  const usual = usualForm(account);
  return (
    <>
      {/* Fixed: the menu around it scrolls, and would cut it off. */}
      <Menu.Sub
        opened={opened}
        onChange={setOpened}
        position="left-start"
        floatingStrategy="fixed"
        middlewares={beside}
      >
        <Menu.Sub.Target>
          {/* Hovering opens it by itself; a finger, or a pointer that was there before the menu, presses. */}
          <Menu.Sub.Item disabled={locked} onClick={() => setOpened(true)}>
            {t('hand.copyAs')}
          </Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {proof?.dpop?.bound === true && <div className={styles.note}>{t('proof.note.needs_proof')}</div>}
          {copyForms.map((form) => (
            <Menu.Item
              key={form}
              onClick={() => void copyToken(id, form)}
              rightSection={form === usual && <span className={styles.usual}>{t('hand.usualKey', { key })}</span>}
            >
              {t(`hand.form.${form}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => openDialog({ kind: 'usual_form', accountId: id })}>
            {t('hand.chooseUsual')}
          </Menu.Item>
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Item disabled={locked} onClick={() => openDialog({ kind: 'export_tokens', accountIds: [id] })}>
        {t('hand.exportOne')}
      </Menu.Item>
    </>
  );
}
