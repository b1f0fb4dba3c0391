/** What happens next with an account, and the button for it: always a sentence, never a bare code. */
import { Button } from '@mantine/core';
import type { AccountView, Status } from '../../preload/contract';
import { AccountProblem } from '../accounts/AccountNotes';
import { connectAgain } from '../connect/connecting';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { copyToken, refreshAccount } from '../state/commands';
import { nextStep, type NextStep as Step } from './next-step';
import styles from './NextStep.module.css';

export function NextStep({ account, status }: { readonly account: AccountView; readonly status: Status }) {
  const { t, when } = useWords();
  const step = nextStep(account, status);
  const at = step?.kind === 'by_itself' ? step.at : null;
  const moment = useNow((now) => (at === null ? '' : when(at, now)));
  if (step === null) return <AccountProblem account={account} status={status} current />;
  return (
    <div className={styles.next}>
      <p>{t(`panel.next.${step.kind}`, { when: moment })}</p>
      {'action' in step && (
        <Button size="compact-xs" onClick={() => act(step.action, account)}>
          {t(`panel.action.${step.action}`)}
        </Button>
      )}
    </div>
  );
}

function act(action: Extract<Step, { readonly action: string }>['action'], account: AccountView): void {
  switch (action) {
    case 'refresh':
      return void refreshAccount(account.id, false);
    case 'copy':
      return void copyToken(account.id, 'token');
    case 'connect_again':
      return connectAgain(account);
  }
}
