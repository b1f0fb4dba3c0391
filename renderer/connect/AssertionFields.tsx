/** An assertion (RFC 7523 section 3): made and signed here, so that it can be renewed, or pasted and used once. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AssertionView, ErrorView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { Choices } from '../ui/Choices';
import { SecretInput } from '../ui/SecretInput';

export interface AssertionFieldsProps {
  /** What the account that is connected again was made of; its key is kept where none is given. */
  readonly before: AssertionView | null;
  readonly error: ErrorView | null;
}

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'RS384', 'RS512', 'PS384', 'PS512', 'ES384', 'ES512'];

export function AssertionFields({ before, error }: AssertionFieldsProps) {
  const { t } = useWords();
  const [by, setBy] = useState('signed');
  const wrong = (name: string): string | undefined => {
    if (error?.field !== `assertion.${name}`) return undefined;
    return error.code === 'key_invalid' ? t('error.key_invalid.what') : t('grants.assertion.wrong');
  };
  const own = (name: 'issuer' | 'subject' | 'audience' | 'keyId') => (
    <TextInput
      label={t(`grants.assertion.${name}`)}
      description={t(`grants.assertion.${name}Hint`)}
      name={`assertion.${name}`}
      defaultValue={before?.[name] ?? ''}
    />
  );
  return (
    <>
      <input type="hidden" name="assertion.by" value={by} />
      <Choices
        label={t('grants.assertion.by')}
        choices={[
          { value: 'signed', label: t('grants.assertion.signed') },
          { value: 'pasted', label: t('grants.assertion.pasted') },
        ]}
        value={by}
        onChange={setBy}
      />
      {by === 'pasted' ? (
        <SecretInput
          key="pasted"
          label={t('grants.assertion.jwt')}
          name="assertion.pasted"
          data-secret
          description={t('grants.assertion.pastedHint')}
          error={error?.field === 'assertion.pasted' ? t('form.needed') : undefined}
        />
      ) : (
        <>
          <SecretInput
            key="key"
            label={t('grants.assertion.key')}
            name="assertion.key"
            data-secret
            description={t('grants.assertion.keyHint')}
            placeholder={before === null ? '' : t('form.fieldKept')}
            error={wrong('key')}
          />
          {own('issuer')}
          {own('subject')}
          {own('audience')}
          <TextInput
            label={t('grants.assertion.lifetime')}
            name="assertion.lifetime"
            inputMode="numeric"
            defaultValue={before?.lifetime?.toString() ?? ''}
            error={wrong('lifetime')}
          />
          <NativeSelect
            label={t('grants.assertion.algorithm')}
            name="assertion.algorithm"
            defaultValue={before?.algorithm ?? ''}
            data={[{ value: '', label: t('grants.assertion.ofKey') }, ...algorithms]}
            error={wrong('algorithm')}
          />
          {own('keyId')}
          <Textarea
            label={t('grants.assertion.claims')}
            description={t('grants.assertion.claimsHint')}
            name="assertion.claims"
            rows={2}
            spellCheck={false}
            defaultValue={before?.claims ?? ''}
            error={wrong('claims')}
          />
        </>
      )}
    </>
  );
}
