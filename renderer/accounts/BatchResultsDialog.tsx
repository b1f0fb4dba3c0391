/** What became of each account of a batch: those that failed first, each with what happened and what to do. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useWords } from '../messages/words';
import { closeDialog } from '../state/dialogs';
import { pointAt } from '../state/desk';
import type { BatchResult } from '../state/toasts';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import styles from './BatchResultsDialog.module.css';

const icons = { failed: IconAlertTriangle, left: IconMinus, cancelled: IconMinus, refreshed: IconCheck } as const;
const order = ['failed', 'left', 'cancelled', 'refreshed'] as const;

export function BatchResultsDialog({ results }: { readonly results: readonly BatchResult[] }) {
  const { t, sentences } = useWords();
  const accounts = useView((view) => view.accounts);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const sorted = results.toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
  const said = (result: BatchResult): string => {
    switch (result.outcome) {
      case 'failed': {
        // Whether to try again is then for its user to decide, whatever broke.
        const phases = byId.get(result.accountId)?.phases ?? [];
        const code = phases.some(({ status }) => status === 'uncertain') ? 'refresh_uncertain' : result.error.code;
        return sentences(t(`error.${code}.what`), t(`error.${code}.todo`));
      }
      case 'left':
        return t(`batch.left.${result.reason}`);
      case 'cancelled':
      case 'refreshed':
        return t(`batch.${result.outcome}`);
    }
  };
  return (
    <Dialog title={t('batch.results')} wide light onClose={closeDialog}>
      <ul className={styles.results}>
        {sorted.map((result) => {
          const Icon = icons[result.outcome];
          return (
            <li key={result.accountId} data-outcome={result.outcome} className={styles.result}>
              <Icon size={16} stroke={1.75} aria-hidden className={styles.icon} />
              <button
                type="button"
                className={styles.label}
                onClick={() => {
                  closeDialog();
                  pointAt(result.accountId);
                }}
              >
                {byId.get(result.accountId)?.label ?? t('batch.gone')}
              </button>
              <span>{said(result)}</span>
            </li>
          );
        })}
      </ul>
      <DialogActions>
        <Button data-autofocus onClick={closeDialog}>
          {t('dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
