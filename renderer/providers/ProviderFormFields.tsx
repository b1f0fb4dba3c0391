/** The fields of the provider form, in parts; what few need is folded until it is set. */
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { FieldGroup, FoldedGroup } from '../connect/FieldGroup';
import { useGrantName } from '../connect/grantName';
import { useWords } from '../messages/words';
import { type FileContent, idOf, textAt, valueAt, withNumber, withText, withValue } from './fileDraft';
import { type AnyField, foldedParts, formGrantNames, formGrants, formParts } from './formFields';
import styles from './ProviderForm.module.css';

export interface ProviderFormFieldsProps {
  readonly file: FileContent;
  readonly isNew: boolean;
  readonly wrong: (place: string) => string | undefined;
  readonly change: (place: string, next: FileContent) => void;
  /** Every field that is wrong must be seen. */
  readonly revealed: boolean;
}

type FieldProps = Pick<ProviderFormFieldsProps, 'file' | 'wrong' | 'change'>;

export function ProviderFormFields({ file, isNew, wrong, change, revealed }: ProviderFormFieldsProps) {
  const { t } = useWords();
  const fields = { file, wrong, change };
  return (
    <>
      <Names isNew={isNew} {...fields} />
      <FieldGroup title={t('form.group.endpoints')}>
        {formParts.endpoints.map((field) => (
          <Field key={field.place} field={field} {...fields} />
        ))}
      </FieldGroup>
      <Grants {...fields} />
      {foldedParts.map((part) => (
        <FoldedGroup
          key={part}
          title={t(`providerForm.part.${part}`)}
          set={formParts[part].some(({ place }) => valueAt(file, place) !== undefined)}
          revealed={revealed && formParts[part].some(({ place }) => wrong(place) !== undefined)}
        >
          {formParts[part].map((field) => (
            <Field key={field.place} field={field} {...fields} />
          ))}
        </FoldedGroup>
      ))}
    </>
  );
}

/** The name, in two languages where it has two, and the id that is made of it until one is typed. */
function Names({ isNew, file, wrong, change }: FieldProps & { readonly isNew: boolean }) {
  const { t } = useWords();
  const [isIdOwn, setIdOwn] = useState(textAt(file, 'id') !== '');
  const name = textAt(file, 'name');
  const english = name === '' ? textAt(file, 'name.en') : name;
  const chinese = textAt(file, 'name.zh-CN');
  const rename = (en: string, zh: string): void => {
    const next =
      zh === '' ? withValue(file, 'name', en === '' ? undefined : en) : withValue(file, 'name', { en, 'zh-CN': zh });
    change('name', isNew && !isIdOwn ? withValue(next, 'id', idOf(en)) : next);
  };
  return (
    <>
      <TextInput
        label={t('providerForm.name')}
        value={english}
        error={wrong('name')}
        data-autofocus
        onChange={(event) => rename(event.currentTarget.value, chinese)}
      />
      <TextInput
        label={t('providerForm.chineseName')}
        value={chinese}
        onChange={(event) => rename(english, event.currentTarget.value)}
      />
      <TextInput
        label={t('providerForm.id')}
        description={t(isNew ? 'providerForm.idHint' : 'providerForm.idStays')}
        value={textAt(file, 'id')}
        readOnly={!isNew}
        error={wrong('id')}
        onChange={(event) => {
          setIdOwn(true);
          change('id', withValue(file, 'id', event.currentTarget.value.trim()));
        }}
      />
      <TextInput
        label={t('catalogue.region')}
        description={t('providerForm.regionHint')}
        value={textAt(file, 'region')}
        error={wrong('region')}
        onChange={(event) => change('region', withText(file, 'region', event.currentTarget.value))}
      />
    </>
  );
}

function Grants({ file, wrong, change }: FieldProps) {
  const { t } = useWords();
  const nameOf = useGrantName();
  const id = useId();
  /** What a grant had before it was unticked, so that ticking it again loses nothing. */
  const [before] = useState(() => new Map(formGrantNames.map((name) => [name, valueAt(file, `grants.${name}`)])));
  const problem = wrong('grants') ?? formGrantNames.map((name) => wrong(`grants.${name}`)).find(Boolean);
  return (
    <FieldGroup title={t('catalogue.fact.grants')}>
      <div className={styles.grants} aria-describedby={problem === undefined ? undefined : id}>
        {formGrantNames.map((name) => (
          <Checkbox
            key={name}
            size="xs"
            label={name === 'refresh_token' ? t('catalogue.grantRefresh') : nameOf(name, null)}
            checked={valueAt(file, `grants.${name}`) !== undefined}
            onChange={(event) =>
              change(
                'grants',
                withGrant(file, name, event.currentTarget.checked ? (before.get(name) ?? formGrants[name]) : undefined),
              )
            }
          />
        ))}
      </div>
      {problem !== undefined && (
        <p id={id} className={styles.wrong}>
          {problem}
        </p>
      )}
    </FieldGroup>
  );
}

/** `{}` says something here: the grant is there. */
function withGrant(file: FileContent, name: string, grant: unknown): FileContent {
  const { [name]: _, ...others } = (file['grants'] ?? {}) as FileContent;
  return { ...file, grants: grant === undefined ? others : { ...others, [name]: grant } };
}

function Field({ field, file, wrong, change }: FieldProps & { readonly field: AnyField }) {
  const { t } = useWords();
  const { place, key, kind } = field;
  const value = valueAt(file, place);
  const label = t(`providerForm.field.${key}`);
  // Several places, or conditions: more than a field can show, so it stays as the file has it.
  if (value !== undefined && typeof value === 'object') return null;
  if (field.kind === 'choice') {
    const values: readonly string[] = field.values;
    const now = textAt(file, place);
    const sayOf = (one: (typeof field.values)[number]): string => t(`providerForm.value.${one}`);
    return (
      <NativeSelect
        label={label}
        value={now}
        error={wrong(place)}
        data={[
          { value: '', label: t('providerForm.usual', { value: sayOf(field.values[0]) }) },
          ...field.values.map((one) => ({ value: one, label: sayOf(one) })),
          ...(now === '' || values.includes(now) ? [] : [{ value: now, label: now }]),
        ]}
        onChange={(event) => change(place, withText(file, place, event.currentTarget.value))}
      />
    );
  }
  return (
    <TextInput
      label={label}
      inputMode={kind === 'number' ? 'numeric' : 'text'}
      value={textAt(file, place)}
      error={wrong(place)}
      onChange={(event) =>
        change(place, (kind === 'number' ? withNumber : withText)(file, place, event.currentTarget.value))
      }
    />
  );
}
