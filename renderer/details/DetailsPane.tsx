/** All that is known of the chosen account. Beside the list where there is room, over it where there is not. */
import { CloseButton } from '@mantine/core';
import { useMediaQuery, useWindowEvent } from '@mantine/hooks';
import type { AccountView } from '../../preload/contract';
import { useCountText } from '../accounts/Countdown';
import { LifeBar } from '../accounts/LifeBar';
import { statusAt } from '../accounts/phase';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { useNow } from '../state/clock';
import { changeDesk, desk } from '../state/desk';
import { useView } from '../state/view';
import { Dialog } from '../ui/Dialog';
import { PracticeMark } from '../ui/PracticeMark';
import { StatusWord } from '../ui/StatusWord';
import styles from './DetailsPane.module.css';
import { AccountFacts } from './AccountFacts';
import { AccountNote } from './AccountNote';

const close = (): void => changeDesk({ detailsOpen: false });

export function DetailsPane() {
  const { t } = useWords();
  const open = useCell(desk, ({ detailsOpen }) => detailsOpen);
  const accountId = useCell(desk, (now) => now.accountId);
  const account = useView((view) => view.accounts.find(({ id }) => id === accountId) ?? null);
  const narrow = useMediaQuery('(max-width: 959px)', false, { getInitialValueInEffect: false });
  useWindowEvent('keydown', (event) => {
    const elsewhere =
      event.target instanceof Element && event.target.closest('[role=menu], [role=dialog], input, textarea') !== null;
    if (event.key === 'Escape' && open && !elsewhere) close();
  });
  if (!open || account === null) return null;
  if (narrow) {
    return (
      <Dialog title={account.label} light onClose={close}>
        <Summary account={account} />
        <AccountNote account={account} />
        <AccountFacts account={account} />
      </Dialog>
    );
  }
  return (
    <aside aria-label={t('details.heading')} className={styles.pane}>
      <div className={styles.head}>
        <h2 className={styles.label}>{account.label}</h2>
        <CloseButton size={24} iconSize={16} aria-label={t('details.close')} onClick={close} />
      </div>
      <Summary account={account} />
      <AccountNote account={account} />
      <AccountFacts account={account} />
    </aside>
  );
}

function Summary({ account }: { readonly account: AccountView }) {
  const count = useCountText(account);
  const status = useNow((now) => statusAt(account.phases, now));
  return (
    <div className={styles.summary}>
      <div className={styles.line}>
        <StatusWord status={status} />
        <span className={styles.count}>{count}</span>
        {account.practice && <PracticeMark />}
      </div>
      <LifeBar account={account} />
    </div>
  );
}
