/** A client that Latchkey registers at the server itself (RFC 7591): a name, where the answer goes, and it is connected. */
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeLater } from '../state/dialogs';
import { DialogActions } from '../ui/Dialog';
import { useFocusWrong } from '../ui/focusWrong';
import { formText } from '../ui/formText';
import { SecretInput } from '../ui/SecretInput';
import { connectClient } from './connecting';
import { FailedSetUp, type SetUpFailure } from './FailedSetUp';
import styles from './ClientForm.module.css';

export interface RegisterFormProps {
  readonly provider: ProviderView;
  readonly accountId: string | null;
  /** The user has a client already. */
  readonly onOwn: () => void;
}

/** Works in a window of ours, which catches it, and in the system's browser, for which servers take any port (RFC 8252 section 7.3). */
const usualCallback = 'http://127.0.0.1/callback';
const usualName = 'Latchkey';

export function RegisterForm({ provider, accountId, onOwn }: RegisterFormProps) {
  const { t, sentences } = useWords();
  const [name, setName] = useState(usualName);
  const [callbackUrl, setCallbackUrl] = useState(usualCallback);
  const [scope, setScope] = useState(provider.defaultScope);
  const [failure, setFailure] = useState<SetUpFailure | null>(null);
  const error = failure?.error ?? null;
  const form = useRef<HTMLFormElement>(null);
  useFocusWrong(form, error);
  const [busy, setBusy] = useState(false);

  const wrong = (field: string): string | undefined =>
    error?.field === field ? sentences(t(`error.${error.code}.what`), t(`error.${error.code}.todo`)) : undefined;
  const atField = error !== null && ['name', 'callbackUrl', 'scope'].includes(error.field ?? '');

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const token = formText(new FormData(event.currentTarget), 'initialAccessToken').trim();
    const since = Date.now();
    setBusy(true);
    const close = closeLater();
    const answer = await window.latchkey.registerClient({
      providerId: provider.id,
      name,
      callbackUrl: provider.signIn ? callbackUrl : null,
      scope,
      initialAccessToken: token === '' ? null : token,
    });
    setBusy(false);
    if (!answer.ok) return setFailure({ error: answer.error, since });
    // Its user has closed the form meanwhile: the client is there, and nothing jumps up.
    if (close()) connectClient(answer.value.clientId, accountId);
  };

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      <p className={styles.intro}>{t('register.intro')}</p>
      {failure !== null && !atField && <FailedSetUp failure={failure} kind="register" provider={provider} />}
      <TextInput
        label={t('register.name')}
        description={t('register.nameHint')}
        value={name}
        error={wrong('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {provider.signIn && (
        <TextInput
          label={t('form.callbackUrl')}
          description={t('register.callbackHint')}
          value={callbackUrl}
          error={wrong('callbackUrl')}
          onChange={(event) => setCallbackUrl(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('form.scope')}
        description={
          provider.scopes.length === 0
            ? t('form.scopeHint')
            : t('register.scopes', { scopes: provider.scopes.slice(0, 20).join(' ') })
        }
        value={scope}
        error={wrong('scope')}
        onChange={(event) => setScope(event.currentTarget.value)}
      />
      <SecretInput label={t('register.token')} description={t('register.tokenHint')} name="initialAccessToken" />
      <p role="status" className={styles.status}>
        {busy && t('register.going')}
      </p>
      <DialogActions
        aside={
          <Button variant="subtle" color="gray" onClick={onOwn}>
            {t('register.own')}
          </Button>
        }
      >
        <Button type="submit" variant="filled" disabled={busy} data-autofocus>
          {t('register.go')}
        </Button>
      </DialogActions>
    </form>
  );
}
