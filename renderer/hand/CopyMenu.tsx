/** The part of an account's menu that hands its token to other tools: each form, which one is usual, and files. */
import { Menu } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { copyToken } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { SubMenu } from '../ui/SubMenu';
import { useCopyKeyName } from './copyKey';
import styles from './CopyMenu.module.css';
import { copyForms, usualForm } from './forms';

export function CopyMenu({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const key = useCopyKeyName();
  const { id, access, proof } = account;
  const locked = access === null;
  const usual = usualForm(account);
  return (
    <>
      <SubMenu title={t('hand.copyAs')} disabled={locked}>
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
        <Menu.Item onClick={() => openDialog({ kind: 'usual_form', accountId: id })}>{t('hand.chooseUsual')}</Menu.Item>
      </SubMenu>
      <Menu.Item disabled={locked} onClick={() => openDialog({ kind: 'export_tokens', accountIds: [id] })}>
        {t('hand.exportOne')}
      </Menu.Item>
    </>
  );
}
