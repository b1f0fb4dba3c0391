/** A grant that nobody foresaw (RFC 6749 section 4.5): its grant_type and parameters, typed by hand. */
import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ErrorView, RecipeView } from '../../preload/contract';
import { useWords } from '../messages/words';
import styles from './FreeFields.module.css';

export interface FreeFieldsProps {
  readonly before: Extract<RecipeView, { readonly kind: 'free' }> | null;
  readonly error: ErrorView | null;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
}

const emptyRow = { name: '', value: '', secret: false };

export function FreeFields({ before, error }: FreeFieldsProps) {
  const { t } = useWords();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    before === null
      ? [{ id: 0, ...emptyRow }]
      : before.parameters.map(([name, value], id) => ({ id, name, value, secret: false })),
  );
  const refused = /^parameters\.(\d+)$/.exec(error?.field ?? '')?.[1];
  const add = (): void => setRows([...rows, { id: (rows.at(-1)?.id ?? -1) + 1, ...emptyRow }]);
  return (
    <>
      <TextInput
        label={t('grants.free.grantType')}
        name="grantType"
        spellCheck={false}
        data-autofocus
        defaultValue={before?.grantType ?? ''}
        error={error?.field === 'grantType' ? t('form.needed') : undefined}
      />
      <fieldset className={styles.parameters}>
        <legend>{t('grants.free.parameters')}</legend>
        {rows.map(({ id, name, value, secret }, index) => (
          <div key={id} className={styles.row}>
            <TextInput
              aria-label={t('grants.free.name', { number: index + 1 })}
              placeholder={t('grants.free.namePlaceholder')}
              name={`parameters.${id}.name`}
              spellCheck={false}
              defaultValue={name}
            />
            {/* Never controlled: it may be a secret. */}
            <TextInput
              aria-label={t('grants.free.value', { number: index + 1 })}
              placeholder={t('grants.free.valuePlaceholder')}
              name={`parameters.${id}.value`}
              type={secret ? 'password' : 'text'}
              autoComplete="off"
              spellCheck={false}
              defaultValue={value}
              {...(secret ? { 'data-secret': true } : {})}
            />
            <Checkbox
              size="xs"
              label={t('grants.free.secret')}
              name={`parameters.${id}.secret`}
              checked={secret}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                setRows(rows.map((row) => (row.id === id ? { ...row, secret: checked } : row)));
              }}
            />
            <ActionIcon
              aria-label={t('grants.free.remove', { number: index + 1 })}
              onClick={() => setRows(rows.filter((row) => row.id !== id))}
            >
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          </div>
        ))}
        {refused !== undefined && <p className={styles.refused}>{t('grants.free.own')}</p>}
        <Button size="compact-xs" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={add}>
          {t('grants.free.add')}
        </Button>
        <p className={styles.hint}>{t('grants.free.hint')}</p>
      </fieldset>
    </>
  );
}
