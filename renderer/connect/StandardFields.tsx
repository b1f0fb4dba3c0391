/** Further parameters by phase, and the resources that tokens are for (RFC 8707): lists of rows in the client form's advanced part. */
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import type { ClientDraft, ClientField } from './clientDraft';
import { newKey, paramField, type ParamRow, phases, type ResourceRow, resourceField } from './standardDraft';
import styles from './StandardFields.module.css';

export interface StandardFieldsProps {
  readonly provider: ProviderView;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
}

export function StandardFields(props: StandardFieldsProps) {
  return (
    <>
      <Params {...props} />
      <Resources {...props} />
    </>
  );
}

function Params({ provider, draft, change, wrong }: StandardFieldsProps) {
  const { t } = useWords();
  const id = useId();
  const { params } = draft;
  const add = (part: Pick<ParamRow, 'phase' | 'name' | 'value'>): void =>
    change({ params: [...params, { key: newKey(params), ...part }] });
  const known = Object.entries(provider.optionalParams).filter(
    ([name]) => !params.some((row) => row.phase === 'authorize' && row.name === name),
  );
  return (
    <fieldset className={styles.group} aria-describedby={`${id}-hint`}>
      <legend className={styles.legend}>{t('standard.params')}</legend>
      <p id={`${id}-hint`} className={styles.hint}>
        {t('standard.paramsHint')}
      </p>
      {params.map((row, index) => (
        <Param
          key={row.key}
          row={row}
          number={index + 1}
          provider={provider}
          error={wrong(paramField(row), row.name)}
          change={(part) => change({ params: params.map((each) => (each === row ? { ...each, ...part } : each)) })}
          remove={() => change({ params: params.filter((each) => each !== row) })}
        />
      ))}
      <div className={styles.add}>
        <Button
          size="compact-xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => add({ phase: provider.signIn ? 'authorize' : 'token', name: '', value: '' })}
        >
          {t('standard.addParam')}
        </Button>
        {known.length > 0 && <span className={styles.hint}>{t('standard.known')}</span>}
        {known.map(([name, values]) => (
          <Button
            key={name}
            size="compact-xs"
            variant="subtle"
            color="gray"
            onClick={() => add({ phase: 'authorize', name, value: values[0] ?? '' })}
          >
            <span data-value>{name}</span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

interface ParamProps {
  readonly row: ParamRow;
  readonly number: number;
  readonly provider: ProviderView;
  readonly error: string | undefined;
  readonly change: (part: Partial<ParamRow>) => void;
  readonly remove: () => void;
}

function Param({ row, number, provider, error, change, remove }: ParamProps) {
  const { t } = useWords();
  const id = useId();
  const documented = row.phase === 'authorize' ? (provider.optionalParams[row.name] ?? []) : [];
  const replaces = provider.fixedParams[row.phase].includes(row.name.trim());
  return (
    <div role="group" aria-label={t('standard.row', { number })} className={styles.param}>
      <NativeSelect
        aria-label={t('standard.phase')}
        className={styles.phase}
        value={row.phase}
        data={phases
          .filter((phase) => phase !== 'authorize' || provider.signIn)
          .map((phase) => ({ value: phase, label: t(`standard.phases.${phase}`) }))}
        onChange={(event) =>
          change({ phase: phases.find((phase) => phase === event.currentTarget.value) ?? row.phase })
        }
      />
      <TextInput
        aria-label={t('standard.name')}
        placeholder={t('standard.name')}
        className={styles.name}
        value={row.name}
        error={error}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('standard.value')}
        placeholder={t('standard.value')}
        className={styles.value}
        value={row.value}
        list={documented.length > 0 ? `${id}-values` : undefined}
        onChange={(event) => change({ value: event.currentTarget.value })}
      />
      {documented.length > 0 && (
        <datalist id={`${id}-values`}>
          {documented.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </datalist>
      )}
      <ActionIcon aria-label={t('standard.removeParam', { number })} className={styles.remove} onClick={remove}>
        <IconX size={16} stroke={1.5} />
      </ActionIcon>
      {replaces && <p className={styles.note}>{t('standard.replaces', { name: row.name.trim() })}</p>}
    </div>
  );
}

function Resources({ draft, change, wrong }: StandardFieldsProps) {
  const { t } = useWords();
  const id = useId();
  const { resources } = draft;
  const set = (row: ResourceRow, uri: string): void =>
    change({ resources: resources.map((each) => (each === row ? { ...each, uri } : each)) });
  return (
    <fieldset className={styles.group} aria-describedby={`${id}-hint`}>
      <legend className={styles.legend}>{t('standard.resources')}</legend>
      <p id={`${id}-hint`} className={styles.hint}>
        {t('standard.resourcesHint')}
      </p>
      {resources.map((row, index) => (
        <div key={row.key} className={styles.resource}>
          <TextInput
            aria-label={t('standard.resource', { number: index + 1 })}
            className={styles.uri}
            value={row.uri}
            error={wrong(resourceField(row, resources), row.uri)}
            onChange={(event) => set(row, event.currentTarget.value)}
          />
          <ActionIcon
            aria-label={t('standard.removeResource', { number: index + 1 })}
            onClick={() => change({ resources: resources.filter((each) => each !== row) })}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <div className={styles.add}>
        <Button
          size="compact-xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => change({ resources: [...resources, { key: newKey(resources), uri: '' }] })}
        >
          {t('standard.addResource')}
        </Button>
      </div>
    </fieldset>
  );
}
