/** All that is known of the chosen account. Beside the list where there is room, over it where there is not. */
import { CloseButton } from '@mantine/core';
import { useMediaQuery, useWindowEvent } from '@mantine/hooks';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { changeDesk, desk } from '../state/desk';
import { LaterDetails } from '../shell/later';
import { useView } from '../state/view';
import { Dialog } from '../ui/Dialog';
import styles from './DetailsPane.module.css';

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
    if (event.key === 'Escape' && !event.isComposing && open && !elsewhere) close();
  });
  if (!open || account === null) return null;
  if (narrow) {
    return (
      <Dialog title={account.label} light long onClose={close}>
        <LaterDetails account={account} />
      </Dialog>
    );
  }
  return (
    <aside aria-label={t('details.heading')} className={styles.pane}>
      <div className={styles.head}>
        <h2 className={styles.label}>{account.label}</h2>
        <CloseButton size={24} iconSize={16} aria-label={t('details.close')} onClick={close} />
      </div>
      <LaterDetails account={account} />
    </aside>
  );
}
