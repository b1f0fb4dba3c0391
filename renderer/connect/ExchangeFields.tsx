/** What a token exchange asks for (RFC 8693 section 2.1). A token of an account of one's own is chosen by name and never seen here. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { ErrorView, RecipeView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useView } from '../state/view';
import { SecretInput } from '../ui/SecretInput';
import { pastedToken } from './askForGrant';

export interface ExchangeFieldsProps {
  /** The account that is connected again, which cannot be exchanged from itself. */
  readonly accountId: string | null;
  readonly before: Extract<RecipeView, { readonly kind: 'token_exchange' }> | null;
  readonly error: ErrorView | null;
}

/** RFC 8693 section 3. */
const types = ['access_token', 'refresh_token', 'id_token', 'jwt', 'saml1', 'saml2'].map(
  (name) => `urn:ietf:params:oauth:token-type:${name}`,
);

export function ExchangeFields({ accountId, before, error }: ExchangeFieldsProps) {
  const { t } = useWords();
  const list = useId();
  const wrong = (name: string): string | undefined => (error?.field === name ? t('form.needed') : undefined);
  const type = { list, spellCheck: false, autoComplete: 'off' };
  const [acts, setActs] = useState(before?.actor !== null && before !== null);
  return (
    <>
      <datalist id={list}>
        {types.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <TokenChoice
        name="subject"
        label={t('grants.exchange.subject')}
        pasteLabel={t('grants.exchange.subjectToken')}
        except={accountId}
        before={before?.subject.accountId ?? null}
        error={wrong('subject')}
      />
      <TextInput
        {...type}
        label={t('grants.exchange.subjectType')}
        name="subjectType"
        defaultValue={before?.subjectType ?? types[0]}
      />
      <TokenChoice
        name="actor"
        label={t('grants.exchange.actor')}
        pasteLabel={t('grants.exchange.actorToken')}
        nobody={t('grants.exchange.nobody')}
        except={accountId}
        before={before?.actor?.accountId ?? null}
        error={wrong('actor')}
        onChoose={(value) => setActs(value !== '')}
      />
      {acts && (
        <TextInput
          {...type}
          label={t('grants.exchange.actorType')}
          name="actorType"
          defaultValue={before?.actorType ?? types[0]}
        />
      )}
      <TextInput
        {...type}
        label={t('grants.exchange.requestedType')}
        description={t('grants.exchange.requestedTypeHint')}
        name="requestedType"
        defaultValue={before?.requestedType ?? ''}
      />
      <TextInput
        label={t('grants.exchange.audience')}
        description={t('form.scopeHint')}
        name="audience"
        defaultValue={before?.audience.join(' ') ?? ''}
      />
      <TextInput
        label={t('grants.exchange.resource')}
        description={t('form.scopeHint')}
        name="resource"
        defaultValue={before?.resource.join(' ') ?? ''}
      />
    </>
  );
}

interface TokenChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly pasteLabel: string;
  /** The words for "none", where there need be none. */
  readonly nobody?: string;
  readonly except: string | null;
  /** The account that was chosen before. */
  readonly before: string | null;
  readonly error: string | undefined;
  readonly onChoose?: (value: string) => void;
}

function TokenChoice({ name, label, pasteLabel, nobody, except, before, error, onChoose }: TokenChoiceProps) {
  const { t } = useWords();
  const all = useView((view) => view.accounts);
  const accounts = all.filter(({ id, access }) => id !== except && access !== null);
  const kept = accounts.some(({ id }) => id === before) ? before : null;
  const [chosen, setChosen] = useState(kept ?? (nobody === undefined ? (accounts[0]?.id ?? pastedToken) : ''));
  return (
    <>
      <NativeSelect
        label={label}
        name={name}
        value={chosen}
        error={chosen === pastedToken ? undefined : error}
        data={[
          ...(nobody === undefined ? [] : [{ value: '', label: nobody }]),
          ...accounts.map((account) => ({ value: account.id, label: account.label })),
          { value: pastedToken, label: t('grants.exchange.paste') },
        ]}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          onChoose?.(event.currentTarget.value);
        }}
      />
      {chosen === pastedToken && (
        <SecretInput
          label={pasteLabel}
          name={`${name}Token`}
          data-secret
          description={t('grants.exchange.pasteHint')}
          error={error}
        />
      )}
    </>
  );
}
