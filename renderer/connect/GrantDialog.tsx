/**
 * A grant that is asked for by a form: fields of the provider's file (Kaixin001: password, Tencent, Weibo), a code for another device, an
 * exchange, an assertion, or one that is typed by hand. Secret fields are emptied whenever the form is submitted,
 * whatever the answer; the others stay, so that a slip is quickly mended. Where the provider wants an action first, ActionStep takes the
 * place of the form.
 */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { Answer, ClientView, ErrorView, GrantOutcome, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, closeLater, openDialog } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { Choices } from '../ui/Choices';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { FailedExchange } from './FailedExchange';
import { useFocusWrong } from '../ui/focusWrong';
import { PracticeMark } from '../ui/PracticeMark';
import { useStillThere } from '../ui/stillThere';
import { ActionStep } from './ActionStep';
import { connectByDevice, signIn, tellConnected } from './connecting';
import { askForGrant, scopeField } from './askForGrant';
import { GrantFields } from './GrantFields';
import { useGrantName } from './grantName';
import styles from './GrantDialog.module.css';
import { PracticeFill } from './PracticeFill';
import { signInWay, waysOf } from './ways';

export interface GrantDialogProps {
  readonly provider: ProviderView;
  readonly client: ClientView;
  readonly accountId: string | null;
  /** The grant to begin with; null for the provider's first way. */
  readonly grant: string | null;
  /** An action that is already pending, when the window was opened anew. */
  readonly attemptId: string | null;
}

/** More than these do not fit side by side. */
const mostSegments = 4;

export function GrantDialog({ provider, client, accountId, grant, attemptId }: GrantDialogProps) {
  const { t, own } = useWords();
  const grantName = useGrantName();
  const ways = waysOf(provider);
  const [chosen, setChosen] = useState(grant ?? ways[0]?.name ?? signInWay);
  const [error, setError] = useState<ErrorView | null>(null);
  const [pending, setPending] = useState(attemptId);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusWrong(form, error);
  const stillThere = useStillThere();
  const selected = provider.forms.find(({ name }) => name === chosen) ?? null;

  /** @param close the dialog as it was when this was asked */
  const settle = (answer: Answer<GrantOutcome>, close: () => boolean): void => {
    setBusy(false);
    if (!answer.ok) {
      // Its user went back to the form while it was repeated.
      if (answer.error.code === 'sign_in_cancelled') return;
      if (!stillThere()) showToast({ kind: 'failed', error: answer.error });
      setPending(null);
      setError(answer.error);
      return;
    }
    if (answer.value.kind === 'action_needed') {
      setError(null);
      setPending(answer.value.attemptId);
      return;
    }
    close();
    tellConnected(answer.value.accountId);
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (selected === null) {
      closeDialog();
      await signIn(client.id, accountId);
      return;
    }
    setBusy(true);
    setError(null);
    const connection = { clientId: client.id, accountId, grant: selected.name };
    const close = closeLater();
    if (selected.kind !== 'device_code')
      return settle(await askForGrant(event.currentTarget, selected, connection), close);
    const scope = new FormData(event.currentTarget).get(scopeField);
    const failure = await connectByDevice({ ...connection, scope: typeof scope === 'string' ? scope.trim() : '' });
    setBusy(false);
    setError(failure);
  };

  const choices = ways.map(({ name, label }) => ({
    value: name,
    label: name === signInWay && provider.signIn ? t('grant.signIn') : grantName(name, label),
  }));
  const choose = (next: string): void => {
    setChosen(next);
    setError(null);
  };

  const leave = (): void => {
    if (pending !== null) void window.latchkey.cancelAttempt({ attemptId: pending });
    closeDialog();
  };

  return (
    <Dialog title={t('grant.title', { provider: own(provider.name) })} onClose={leave}>
      <p className={styles.client}>
        {t('grant.client')} <span data-value={client.name === null || undefined}>{client.name ?? client.clientId}</span>
        {client.practice !== null && <PracticeMark />}
      </p>
      {pending !== null && <ActionStep attemptId={pending} onBack={() => setPending(null)} onAnswer={settle} />}
      <form
        ref={form}
        noValidate
        hidden={pending !== null}
        className={styles.form}
        onSubmit={(event) => void submit(event)}
      >
        <WayChoice label={t('grant.by')} choices={choices} value={chosen} onChange={choose} />
        {error !== null && (
          <>
            <ErrorNote error={error} />
            <FailedExchange clientId={client.id} accountId={accountId} />
          </>
        )}
        {selected === null ? (
          <p className={styles.hint}>{t('grant.signInHint')}</p>
        ) : (
          <>
            <GrantFields key={selected.name} grant={selected} accountId={accountId} error={error} />
            <TextInput
              label={t('form.scope')}
              description={t('form.scopeHint')}
              name={scopeField}
              defaultValue={client.scope}
            />
            {client.practice !== null && <PracticeFill dialect={provider.id} grant={selected} form={form} />}
          </>
        )}
        <p role="status" className={styles.status}>
          {busy && t('grant.repeating')}
        </p>
        <DialogActions
          aside={
            <>
              <Button
                variant="subtle"
                color="gray"
                onClick={() => openDialog({ kind: 'choose_client', providerId: provider.id, accountId })}
              >
                {t('attempt.useAnotherClient')}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                onClick={() =>
                  openDialog({ kind: 'client_form', providerId: provider.id, clientId: client.id, accountId })
                }
              >
                {t('attempt.editClient')}
              </Button>
            </>
          }
        >
          <Button type="submit" variant="filled" disabled={busy}>
            {t(
              selected === null
                ? 'grant.openSignIn'
                : selected.kind === 'device_code'
                  ? 'grants.getCode'
                  : 'grant.getToken',
            )}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface WayChoiceProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Side by side where they fit, in a list where they do not; nothing where there is nothing to choose. */
function WayChoice({ label, choices, value, onChange }: WayChoiceProps) {
  if (choices.length <= mostSegments)
    return <Choices label={label} choices={choices} value={value} onChange={onChange} />;
  return (
    <NativeSelect
      label={label}
      data={[...choices]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
