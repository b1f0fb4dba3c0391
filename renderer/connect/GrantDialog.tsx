/**
 * A grant that is submitted by a form (Kaixin001: password, Tencent, Weibo). Secret fields are emptied whenever the form is submitted,
 * whatever the answer; the others stay, so that a slip is quickly mended. Where the provider wants an action first, ActionStep takes the
 * place of the form.
 */
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { Answer, ClientView, ErrorView, GrantOutcome, GrantView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, openDialog } from '../state/dialogs';
import { Choices } from '../ui/Choices';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { useFocusWrong } from '../ui/focusWrong';
import { formText } from '../ui/formText';
import { PracticeMark } from '../ui/PracticeMark';
import { ActionStep } from './ActionStep';
import { signIn, tellConnected } from './connecting';
import { GrantFields } from './GrantFields';
import styles from './GrantDialog.module.css';
import { PracticeFill } from './PracticeFill';

export interface GrantDialogProps {
  readonly provider: ProviderView;
  readonly client: ClientView;
  readonly accountId: string | null;
  /** The grant to begin with; null for the provider's first. */
  readonly grant: string | null;
  /** An action that is already pending, when the window was opened anew. */
  readonly attemptId: string | null;
}

const signInChoice = 'authorization_code';

export function GrantDialog({ provider, client, accountId, grant, attemptId }: GrantDialogProps) {
  const { t, own } = useWords();
  const [chosen, setChosen] = useState(grant ?? (provider.signIn ? signInChoice : (provider.forms[0]?.name ?? '')));
  const [error, setError] = useState<ErrorView | null>(null);
  const [pending, setPending] = useState(attemptId);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusWrong(form, error);
  const selected = provider.forms.find(({ name }) => name === chosen) ?? null;

  const settle = (answer: Answer<GrantOutcome>): void => {
    setBusy(false);
    if (!answer.ok) {
      setPending(null);
      setError(answer.error);
      return;
    }
    if (answer.value.kind === 'action_needed') {
      setError(null);
      setPending(answer.value.attemptId);
      return;
    }
    closeDialog();
    tellConnected(answer.value.accountId);
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (selected === null) {
      closeDialog();
      await signIn(client.id, accountId);
      return;
    }
    const { fields, scope } = takeValues(event.currentTarget, selected);
    setBusy(true);
    settle(await window.latchkey.submitGrant({ clientId: client.id, accountId, grant: selected.name, fields, scope }));
  };

  const leave = (): void => {
    if (pending !== null) void window.latchkey.cancelAttempt({ attemptId: pending });
    closeDialog();
  };

  return (
    <Dialog title={t('grant.title', { provider: own(provider.name) })} onClose={leave}>
      <p className={styles.client}>
        {t('grant.client')} <span data-value>{client.clientId}</span>
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
        <Choices
          label={t('grant.by')}
          choices={choicesOf(provider, own, t('grant.signIn'))}
          value={chosen}
          onChange={(next) => {
            setChosen(next);
            setError(null);
          }}
        />
        {error !== null && <ErrorNote error={error} />}
        {selected === null ? (
          <p className={styles.hint}>{t('grant.signInHint')}</p>
        ) : (
          <>
            <GrantFields key={selected.name} grant={selected} error={error} />
            <TextInput
              label={t('form.scope')}
              description={t('form.scopeHint')}
              name={scopeField}
              defaultValue={client.scope}
            />
            {client.practice !== null && <PracticeFill dialect={provider.id} grant={selected} form={form} />}
          </>
        )}
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
            {selected === null ? t('grant.openSignIn') : t('grant.getToken')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Not a parameter of any grant, so that it cannot be mistaken for a field. */
const scopeField = ' scope';

/** The sign-in page comes first where there is one: RFC 9700 section 2.4 warns of passwords in other hands. */
function choicesOf(provider: ProviderView, own: (text: GrantView['label']) => string, signInLabel: string) {
  const forms = provider.forms.map(({ name, label }) => ({ value: name, label: own(label) }));
  return provider.signIn ? [{ value: signInChoice, label: signInLabel }, ...forms] : forms;
}

/** Reads the fields and empties the secret ones. */
function takeValues(
  form: HTMLFormElement,
  grant: GrantView,
): { readonly fields: Record<string, string>; readonly scope: string } {
  const data = new FormData(form);
  const fields = Object.fromEntries(grant.fields.map(({ name }) => [name, formText(data, name)]));
  for (const { name } of grant.fields.filter(({ secret }) => secret)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) input.value = '';
  }
  return { fields, scope: formText(data, scopeField).trim() };
}
