/** The form of a client: your registration with a provider. Entered once; `Connect` saves it and goes straight on to the sign-in. */
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { ClientView, ErrorView, ProviderView, SignInPlaceView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { closeDialog, closeLater } from '../state/dialogs';
import { useView } from '../state/view';
import { Dialog, DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { useFocusWrong } from '../ui/focusWrong';
import { formText } from '../ui/formText';
import { StoredSecretInput } from '../ui/StoredSecretInput';
import { AdvancedFields } from './AdvancedFields';
import {
  type ClientDraft,
  type ClientField,
  type ClientInput,
  changesGrants,
  draftOf,
  fieldOf,
  inputOf,
  usesSecret,
  withRemoved,
} from './clientDraft';
import { ClientFormAside } from './ClientFormAside';
import { ClientName } from './ClientName';
import { ClientPreview } from './ClientPreview';
import { connectClient } from './connecting';
import { FailedSetUp, type SetUpFailure } from './FailedSetUp';
import { FindMethod } from './FindMethod';
import { LegacyNote } from './LegacyNote';
import { PlaceMenu } from './PlaceMenu';
import { ProviderFields } from './ProviderFields';
import { ProviderNote } from './ProviderNote';
import { RegisterForm } from './RegisterForm';
import { placesOf } from './signInPlaces';
import { twiceProblem } from './standardDraft';
import { WayField } from './WayField';
import { isImplicit, signInWay } from './ways';
import styles from './ClientForm.module.css';

export interface ClientFormProps {
  readonly provider: ProviderView;
  readonly client: ClientView | null;
  /** The account that will be connected again, or null for a new one. */
  readonly accountId: string | null;
  /** A new client begins with what this one has. */
  readonly copyOf?: ClientView | null;
  /** Opened to find out how the server takes this client. */
  readonly probe?: boolean;
}

export function ClientForm({ provider, client, accountId, copyOf = null, probe = false }: ClientFormProps) {
  const { t, own, sentences } = useWords();
  const name = own(provider.name);
  const stored = client ?? copyOf;
  const grantOfAccount = useView((view) => view.accounts.find(({ id }) => id === accountId)?.grant ?? null);
  const [draft, setDraft] = useState(() => {
    const begun = draftOf(provider, stored, grantOfAccount);
    return copyOf === null ? begun : { ...begun, name: t('form.copyOf', { name: copyOf.name ?? copyOf.clientId }) };
  });
  /** Counts what is typed into secrets, which are in no state. */
  const [typing, setTyping] = useState(0);
  const [error, setError] = useState<ErrorView | null>(null);
  /** It could not be deleted at the server. */
  const [left, setLeft] = useState<SetUpFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const [registering, setRegistering] = useState(provider.registers && stored === null);
  const form = useRef<HTMLFormElement>(null);
  /** Where this one sign-in is to happen; null: where it is usual. */
  const place = useRef<SignInPlaceView | null>(null);
  useFocusWrong(form, error);
  const change = (part: Partial<ClientDraft>): void => setDraft({ ...draft, ...part });
  const asksSecret = provider.asksSecret && usesSecret(draft.authentication ?? provider.authentication);

  const wrong = (field: ClientField, value: string): string | undefined => {
    if (error === null || fieldOf(error) !== field) return undefined;
    if (error.code === 'invalid_input' && value.trim() === '') return t('form.needed');
    return sentences(t(`error.${error.code}.what`), t(`error.${error.code}.todo`));
  };

  /** The client as it stands here, with its secret whatever method is chosen. */
  const tried = (filledIn: HTMLFormElement | null): ClientInput | null => {
    if (filledIn === null) return null;
    const typed = new FormData(filledIn);
    const withSecret = { ...draft, authentication: 'client_secret_basic' } as const;
    return inputOf(withSecret, (field) => formText(typed, field), provider, client, copyOf);
  };

  /** SECURITY: of what is typed as a secret only that it is there. */
  const previewed = () => {
    if (form.current === null || draft.clientId.trim() === '') return null;
    const typed = new FormData(form.current);
    const isTyped = (field: string): boolean => formText(typed, field) !== '';
    const standIn = (field: string): string => (field !== 'privateKey' && isTyped(field) ? 'typed' : '');
    const input = inputOf(draft, standIn, provider, client, copyOf);
    return { client: input, typedKey: isTyped('privateKey') };
  };

  const save = async (submitted: HTMLFormElement): Promise<string | null> => {
    const typed = new FormData(submitted);
    const input = inputOf(draft, (field) => formText(typed, field), provider, client, copyOf);
    if (input.clientId === '') {
      setError({ code: 'invalid_input', field: 'clientId', detail: null, serverCode: null });
      return null;
    }
    const twice = twiceProblem(draft);
    if (twice !== null) {
      setError(twice);
      return null;
    }
    setBusy(true);
    const answer = await window.latchkey.saveClient(input);
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    return answer.ok ? answer.value.clientId : null;
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const submitted = event.currentTarget;
    const alone = event.nativeEvent.submitter?.getAttribute('name') === 'save';
    if (event.nativeEvent.submitter !== null) place.current = null;
    const close = closeLater();
    const saved = await save(submitted);
    if (saved !== null && close() && !alone) connectClient(saved, accountId, draft.grant ?? signInWay, place.current);
  };

  const remove = async (deregister: boolean): Promise<void> => {
    if (client === null) return;
    const since = Date.now();
    const close = closeLater();
    const asked = window.latchkey.removeClient({ clientId: client.id, deregister });
    const answer = await (deregister ? asked : orSay(asked));
    if (answer.ok) close();
    else if (deregister) setLeft({ error: answer.error, since });
  };
  if (registering) {
    return (
      <Dialog title={t('form.newTitle', { provider: name })} long onClose={closeDialog}>
        <ProviderNote provider={provider} />
        <RegisterForm provider={provider} accountId={accountId} onOwn={() => setRegistering(false)} />
      </Dialog>
    );
  }

  const title = client !== null ? 'form.editTitle' : copyOf === null ? 'form.newTitle' : 'form.copyTitle';
  return (
    <Dialog title={t(title, { provider: name })} long onClose={closeDialog}>
      <form
        ref={form}
        noValidate
        className={styles.form}
        onInput={() => setTyping(typing + 1)}
        onSubmit={(event) => void submit(event)}
      >
        <p className={styles.intro}>{copyOf === null ? t('form.intro', { provider: name }) : t('form.copyIntro')}</p>
        <ProviderNote provider={provider} />
        {error !== null && fieldOf(error) === null && <ErrorNote error={error} />}
        <WayField provider={provider} draft={draft} change={change} />
        {stored !== null && <ClientName draft={draft} change={change} />}
        <TextInput
          label={t('form.clientId')}
          value={draft.clientId}
          error={wrong('clientId', draft.clientId)}
          data-autofocus
          onChange={(event) => change({ clientId: event.currentTarget.value })}
        />
        {asksSecret && (
          <StoredSecretInput
            label={t('form.clientSecret')}
            name="clientSecret"
            stored={stored?.hasSecret === true}
            removed={draft.removed.includes('clientSecret')}
            onRemoved={(removed) => change(withRemoved(draft, 'clientSecret', removed))}
            error={wrong('clientSecret', ' ')}
          />
        )}
        {client !== null && client.accounts > 0 && changesGrants(draft, client) && (
          <p role="note" className={styles.caution}>
            {t('form.livesFrom', { accounts: client.accounts })}
          </p>
        )}
        <ProviderFields provider={provider} client={stored} draft={draft} change={change} wrong={wrong} />
        {draft.grant === null && isImplicit(provider, asksSecret) && <LegacyNote />}
        {draft.grant === null && (
          <TextInput
            label={t('form.callbackUrl')}
            description={
              provider.callbackExample === null
                ? t('form.callbackHint')
                : t('form.callbackHintExample', { example: provider.callbackExample })
            }
            value={draft.callbackUrl}
            error={wrong('callbackUrl', draft.callbackUrl)}
            onChange={(event) => change({ callbackUrl: event.currentTarget.value })}
          />
        )}
        {(provider.sendsScope || draft.grant !== null) && (
          <TextInput
            label={t('form.scope')}
            description={t('form.scopeHint')}
            value={draft.scope}
            error={wrong('scope', draft.scope)}
            onChange={(event) => change({ scope: event.currentTarget.value })}
          />
        )}
        <AdvancedFields
          provider={provider}
          client={stored}
          draft={draft}
          change={change}
          wrong={wrong}
          wrongField={fieldOf(error)}
          opened={probe}
          probe={
            <FindMethod
              input={() => tried(form.current)}
              chosen={draft.authentication ?? provider.authentication}
              use={(authentication) => change({ authentication })}
              atOnce={probe}
              onWrong={setError}
            />
          }
        />
        <ClientPreview ask={previewed} version={JSON.stringify([draft, typing])} />
        {left !== null && client !== null && (
          <FailedSetUp failure={left} kind="deregister" provider={provider} clientId={client.id} />
        )}
        <DialogActions
          aside={
            <ClientFormAside
              provider={provider}
              client={client}
              remove={(deregister) => void remove(deregister)}
              register={() => setRegistering(true)}
            />
          }
        >
          {stored !== null && (
            <Button type="submit" name="save" disabled={busy}>
              {t('form.save')}
            </Button>
          )}
          <span className={styles.connect}>
            <Button type="submit" variant="filled" disabled={busy}>
              {t('form.connect')}
            </Button>
            {provider.signIn && draft.grant === null && (
              <PlaceMenu
                beside
                disabled={busy}
                places={placesOf(provider, draft.callbackUrl)}
                onChoose={(chosen) => {
                  place.current = chosen;
                  // Without a button of its own: the form is then sent for the place just chosen.
                  form.current?.requestSubmit();
                }}
              />
            )}
          </span>
        </DialogActions>
      </form>
    </Dialog>
  );
}
