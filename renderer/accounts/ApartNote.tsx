/** Tokens that came when another account was connected again, as somebody else: whose they are, and the three ways on. */
import { Button } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { decideIdentity } from '../state/after-commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import styles from './AccountNotes.module.css';

export interface ApartNoteProps {
  readonly account: AccountView;
  readonly tabIndex: 0 | -1;
}

export function ApartNote({ account, tabIndex }: ApartNoteProps) {
  const { t } = useWords();
  const { meantFor } = account.after;
  const other = useView((view) => view.accounts.find(({ id }) => id === meantFor?.accountId) ?? null);
  if (meantFor === null) return null;
  const was = other === null ? null : nameOf(other);
  const isNow = nameOf(account);
  return (
    <div className={styles.problem} role="status">
      <div className={styles.words}>
        <p className={styles.what}>{t(`after.apart.${meantFor.why}`, { label: meantFor.label })}</p>
        {was !== null && (
          <p>
            <bdi>{t('after.apart.was', { label: meantFor.label, name: was })}</bdi>
          </p>
        )}
        {isNow !== null && (
          <p>
            <bdi>{t('after.apart.isNow', { name: isNow })}</bdi>
          </p>
        )}
      </div>
      <div className={styles.buttons}>
        <Button size="compact-xs" tabIndex={tabIndex} onClick={() => void decideIdentity(account.id, 'keep')}>
          {t('after.apart.keep')}
        </Button>
        <Button size="compact-xs" tabIndex={tabIndex} onClick={() => void decideIdentity(account.id, 'replace')}>
          {t('after.apart.replace')}
        </Button>
        <Button
          size="compact-xs"
          tabIndex={tabIndex}
          onClick={() => openDialog({ kind: 'remove_account', accountId: account.id })}
        >
          {t('after.apart.remove')}
        </Button>
      </div>
    </div>
  );
}

function nameOf({ identity, after }: AccountView): string | null {
  const { profile } = after.identity;
  const told = [profile?.name, profile?.id].filter((text) => text !== null && text !== undefined);
  return told.length > 0 ? told.join(' · ') : identity;
}
