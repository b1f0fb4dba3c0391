/** What was understood of another tool's client, to be completed and confirmed once; then the client form opens with it. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import type { ErrorView, ForeignClientView, ForeignView, LeftOutView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { closeDialog, openDialog } from '../state/dialogs';
import { showToast } from '../state/toasts';
import { useView } from '../state/view';
import { DialogActions } from '../ui/Dialog';
import { ErrorNote } from '../ui/ErrorNote';
import { useFocusWrong } from '../ui/focusWrong';
import styles from './hand.module.css';

export interface ForeignClientFormProps {
  readonly found: ForeignView;
  readonly onAnother: () => void;
}

interface Draft {
  /** Empty for a new one. */
  readonly providerId: string;
  readonly name: string;
  readonly authorize: string;
  readonly token: string;
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly scope: string;
}

const fieldNames = { authorize: 'endpoints.authorize', token: 'endpoints.token' } as const;

export function ForeignClientForm({ found, onAnother }: ForeignClientFormProps) {
  const { t, own } = useWords();
  const [index, setIndex] = useState(0);
  const client = found.clients[index];
  const kind = t(`foreign.kind.${found.kind}`);
  if (client === undefined) return null;
  return (
    <>
      <p className={styles.quiet}>{found.file === null ? kind : t('foreign.from', { kind, file: found.file })}</p>
      {found.clients.length > 1 && (
        <NativeSelect
          label={t('foreign.which')}
          value={index}
          data={found.clients.map((each, place) => ({
            value: String(place),
            label: [each.name === '' ? t('foreign.unnamed') : each.name, each.provider && own(each.provider.name)]
              .filter((part) => part)
              .join(' · '),
          }))}
          mb={12}
          onChange={(event) => setIndex(Number(event.currentTarget.value))}
        />
      )}
      <ClientFields
        key={client.key}
        importId={found.importId}
        client={client}
        leftOut={[...client.leftOut, ...found.leftOut]}
        onAnother={onAnother}
      />
    </>
  );
}

interface ClientFieldsProps {
  readonly importId: string;
  readonly client: ForeignClientView;
  readonly leftOut: readonly LeftOutView[];
  readonly onAnother: () => void;
}

function ClientFields({ importId, client, leftOut, onAnother }: ClientFieldsProps) {
  const { t, own } = useWords();
  const providers = useView((view) => view.providers);
  const [draft, setDraft] = useState<Draft>(() => draftOf(client));
  const [error, setError] = useState<ErrorView | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusWrong(form, error);
  const fresh = draft.providerId === '';
  const at = (field: keyof Draft): string => (field === 'authorize' || field === 'token' ? fieldNames[field] : field);
  const shownFields: readonly (keyof Draft)[] = ['authorize', 'token', 'clientId', 'callbackUrl', 'scope'];
  const isShown = (field: string | null): boolean =>
    shownFields.some((name) => at(name) === field) || (fresh && field === 'name');

  const input = (field: Exclude<keyof Draft, 'providerId'>, label: string, placeholder = '') => (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={draft[field]}
      error={
        error?.field === at(field)
          ? t(error.code === 'invalid_input' ? 'form.needed' : `error.${error.code}.what`)
          : undefined
      }
      onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
    />
  );

  const keep = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const { providerId, ...rest } = draft;
    const answer = await window.latchkey.keepForeign({
      importId,
      key: client.key,
      providerId: providerId === '' ? null : providerId,
      ...rest,
    });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    closeDialog();
    void window.latchkey.dropForeign();
    showToast({ kind: 'foreign_kept', providerId: answer.value.providerId });
    openDialog({ kind: 'client_form', ...answer.value, accountId: null });
  };

  return (
    <form ref={form} noValidate className={styles.form} onSubmit={(event) => void keep(event)}>
      <LeftOut items={leftOut} />
      <NativeSelect
        label={t('foreign.provider')}
        description={client.provider === null ? t('foreign.notKnown') : t('foreign.known')}
        value={draft.providerId}
        data-autofocus
        data={[
          { value: '', label: t('foreign.newProvider') },
          ...providers.map(({ id, name }) => ({ value: id, label: own(name) })),
        ]}
        onChange={(event) => setDraft({ ...draft, providerId: event.currentTarget.value })}
      />
      {fresh && input('name', t('foreign.name'))}
      {input('authorize', t('form.authorizeEndpoint'))}
      {input('token', t('form.tokenEndpoint'))}
      {input('clientId', t('form.clientId'))}
      <dl className={styles.facts}>
        <div>
          <dt>{t('foreign.secret')}</dt>
          <dd>
            {client.secretMask === null ? (
              t('foreign.noSecret')
            ) : (
              <>
                <span data-value>{client.secretMask}</span> · {t('foreign.secretRead')}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('foreign.grant')}</dt>
          <dd>{client.grant === null ? t('foreign.grantNone') : <span data-value>{client.grant}</span>}</dd>
        </div>
      </dl>
      {input('callbackUrl', t('form.callbackUrl'))}
      {input('scope', t('form.scope'))}
      {error !== null && !isShown(error.field) && <ErrorNote error={error} local />}
      <DialogActions
        aside={
          <Button variant="subtle" color="gray" onClick={onAnother}>
            {t('foreign.another')}
          </Button>
        }
      >
        <Button type="submit" variant="filled" disabled={busy} aria-busy={busy}>
          {t('foreign.keep')}
        </Button>
      </DialogActions>
    </form>
  );
}

/** A list that is longer is unfolded by whoever wants it. */
const SHORT = 4;

function LeftOut({ items }: { readonly items: readonly LeftOutView[] }) {
  const { t } = useWords();
  if (items.length === 0) return <p>{t('foreign.nothingLeftOut')}</p>;
  return (
    <details open={items.length <= SHORT} className={styles.left}>
      <summary>{t('foreign.leftOut', { count: items.length })}</summary>
      <ul>
        {items.map(({ at, reason }, place) => (
          <li key={`${place} ${at}`}>
            <span data-value>{at}</span> · {t(`foreign.reason.${reason}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function draftOf({ provider, name, authorize, token, clientId, callbackUrl, scope }: ForeignClientView): Draft {
  return { providerId: provider?.id ?? '', name, authorize, token, clientId, callbackUrl, scope };
}
