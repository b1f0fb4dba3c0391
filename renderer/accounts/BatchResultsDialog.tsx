/** What became of each account of a batch: those that failed first, each with what happened and what to do. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import type { RefreshResultView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog } from '../state/dialogs';
import { pointAt } from '../state/desk';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import styles from './BatchResultsDialog.module.css';

const icons = { failed: IconAlertTriangle, cancelled: IconMinus, refreshed: IconCheck } as const;
const order = ['failed', 'cancelled', 'refreshed'] as const;

export function BatchResultsDialog({ results }: { readonly results: readonly RefreshResultView[] }) {
  const { t, sentences } = useWords();
  const accounts = useView((view) => view.accounts);
  const labels = new Map(accounts.map(({ id, label }) => [id, label]));
  const sorted = results.toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
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
                {labels.get(result.accountId) ?? t('batch.gone')}
              </button>
              <span>
                {result.outcome === 'failed'
                  ? sentences(t(`error.${result.error.code}.what`), t(`error.${result.error.code}.todo`))
                  : t(`batch.${result.outcome}`)}
              </span>
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
