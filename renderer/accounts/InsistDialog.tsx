/** Asks before a refresh is sent that the provider's file advises against. */
import { Button } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { connectAgain } from '../connect/connecting';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { refreshAccount } from '../state/commands';
import { closeDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';

export interface InsistDialogProps {
  readonly account: AccountView;
  readonly why: 'too_early' | 'burned';
}

export function InsistDialog({ account, why }: InsistDialogProps) {
  const { t, when } = useWords();
  const { label, after } = account;
  const opens = useNow((now) => (after.limits.opensAt === null ? '' : when(after.limits.opensAt, now)));
  const burned = why === 'burned';
  return (
    <Dialog
      title={burned ? t('after.insist.burnedTitle', { label }) : t('after.insist.tooEarlyTitle', { label })}
      light
      onClose={closeDialog}
    >
      <p>{burned ? t('after.insist.burned') : t('after.insist.tooEarly', { when: opens })}</p>
      <DialogActions
        aside={
          burned && (
            <Button
              onClick={() => {
                closeDialog();
                connectAgain(account);
              }}
            >
              {t('after.insist.connect')}
            </Button>
          )
        }
      >
        <Button data-autofocus onClick={closeDialog}>
          {t('after.insist.cancel')}
        </Button>
        <Button
          onClick={() => {
            closeDialog();
            void refreshAccount(account.id, false, true);
          }}
        >
          {t('after.insist.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
