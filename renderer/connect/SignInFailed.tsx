/** How a sign-in ended that brought no account: in its own words, with the way on. */
import { Button } from '@mantine/core';
import type { ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, openDialog } from '../state/dialogs';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { clientOf, signIn } from './connecting';
import { FailedExchange } from './FailedExchange';
import { PlaceMenu } from './PlaceMenu';

export interface SignInFailedProps {
  readonly error: ErrorView;
  readonly clientId: string;
  readonly accountId: string | null;
}

export function SignInFailed({ error, clientId, accountId }: SignInFailedProps) {
  const { t } = useWords();
  const { providerId = null, signInPlaces: places = [] } = clientOf(clientId) ?? {};
  return (
    <Dialog title={t('attempt.failedTitle')} onClose={closeDialog}>
      <ErrorNote error={error} />
      <FailedExchange clientId={clientId} accountId={accountId} />
      <DialogActions
        aside={
          providerId !== null && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => openDialog({ kind: 'client_form', providerId, clientId, accountId })}
            >
              {t('attempt.editClient')}
            </Button>
          )
        }
      >
        {places.length > 0 && (
          <PlaceMenu
            places={places}
            onChoose={(place) => {
              closeDialog();
              void signIn(clientId, accountId, { place });
            }}
          />
        )}
        <Button onClick={closeDialog}>{t('attempt.close')}</Button>
        <Button
          variant="filled"
          data-autofocus
          onClick={() => {
            closeDialog();
            void signIn(clientId, accountId);
          }}
        >
          {t('attempt.tryAgain')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
