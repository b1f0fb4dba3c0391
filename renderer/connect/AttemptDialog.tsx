/** A sign-in that is under way: which page is shown, how long it may take, what to do; and the ways out of it. */
import { Button } from '@mantine/core';
import type { AttemptView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { PracticeMark } from '../ui/PracticeMark';
import { leaveSignIn } from './connecting';
import { LegacyNote } from './LegacyNote';
import { PlaceMenu } from './PlaceMenu';
import { PracticePeople } from './PracticePeople';
import { AttemptPlace } from './AttemptPlace';
import styles from './AttemptDialog.module.css';

export type SignInAttempt = Extract<AttemptView, { readonly kind: 'sign_in' }>;

export function AttemptDialog({ attempt }: { readonly attempt: SignInAttempt }) {
  const { t, own } = useWords();
  const { id, providerId, clientId, accountId, step, place, places } = attempt;
  const provider = useView((view) => view.providers.find((each) => each.id === providerId) ?? null);
  const client = useView((view) => view.clients.find((each) => each.id === clientId) ?? null);
  const name = provider === null ? providerId : own(provider.name);
  const cancel = (): void => void orSay(window.latchkey.cancelAttempt({ attemptId: id }));
  const another = (): void => void orSay(window.latchkey.signInAsAnother({ attemptId: id }));
  const leaveFor = (open: () => void) => async (): Promise<void> => {
    await leaveSignIn(id, clientId);
    open();
  };
  const chooseClient = leaveFor(() => openDialog({ kind: 'choose_client', providerId, accountId }));
  const editClient = leaveFor(() => openDialog({ kind: 'client_form', providerId, clientId, accountId }));
  const stuck = step === 'creator_only' || step === 'dead_end';

  return (
    <Dialog title={t('attempt.title', { provider: name })} onClose={cancel}>
      <dl className={styles.facts}>
        <dt>{t('attempt.page')}</dt>
        <dd data-value>{attempt.pageOrigin ?? t('attempt.noPage')}</dd>
        <dt>{t('grant.client')}</dt>
        <dd className={styles.client}>
          <span data-value={typeof client?.name !== 'string' || undefined}>
            {client?.name ?? client?.clientId ?? clientId}
          </span>
          {client?.practice !== null && client !== null && <PracticeMark />}
        </dd>
      </dl>
      {attempt.implicit && <LegacyNote />}
      {step === 'waiting' && (
        <div className={styles.step}>
          <AttemptPlace key={place} attempt={attempt} />
        </div>
      )}
      <div role="status" className={styles.step}>
        {step === 'pushing' && <p>{t('proof.pushing')}</p>}
        {step === 'exchanging' && <p>{t('attempt.exchanging')}</p>}
        {step === 'creator_only' && (
          <Stuck heading={t('attempt.creatorOnlyHeading')} meaning={t('attempt.creatorOnly', { provider: name })} />
        )}
        {step === 'dead_end' && (
          <Stuck heading={t('attempt.deadEndHeading')} meaning={t('attempt.deadEnd', { provider: name })} />
        )}
      </div>
      {step !== 'exchanging' && step !== 'pushing' && <TimeLeft deadline={attempt.deadline} />}
      {client?.practice !== null && client !== null && step === 'waiting' && <PracticePeople dialect={providerId} />}
      <DialogActions
        aside={
          !stuck &&
          step !== 'exchanging' && (
            <>
              <Button variant="subtle" color="gray" onClick={() => void chooseClient()}>
                {t('attempt.useAnotherClient')}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => void editClient()}>
                {t('attempt.editClient')}
              </Button>
              <PlaceMenu
                places={places.filter((each) => each !== place)}
                onChoose={(to) => void orSay(window.latchkey.moveSignIn({ attemptId: id, place: to }))}
              />
            </>
          )
        }
      >
        <Button onClick={cancel}>{t('attempt.cancel')}</Button>
        {stuck && (
          <Button variant="filled" data-autofocus onClick={another}>
            {t('attempt.another')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

function Stuck({ heading, meaning }: { readonly heading: string; readonly meaning: string }) {
  return (
    <>
      <h3 className={styles.stuck}>{heading}</h3>
      <p>{meaning}</p>
    </>
  );
}

function TimeLeft({ deadline }: { readonly deadline: number }) {
  const { t } = useWords();
  const left = useNow((now) => clockTime(Math.max(0, deadline - now)));
  return <p className={styles.left}>{t('attempt.left', { left })}</p>;
}

/** `4:32`, as the title of the sign-in window says it. */
function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
