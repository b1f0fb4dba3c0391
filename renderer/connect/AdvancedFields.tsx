/** The part of the client form that few need: every endpoint, and how the client proves itself. Open where the endpoints must be given. */
import { TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { ClientView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { AfterFields } from './AfterFields';
import { type ClientDraft, type ClientField, needsEndpoints } from './clientDraft';
import { ProofFields } from './ProofFields';
import { StandardFields } from './StandardFields';
import styles from './AdvancedFields.module.css';
import { PlaceFields } from './PlaceFields';

export interface AdvancedFieldsProps {
  readonly provider: ProviderView;
  readonly client: ClientView | null;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
  /** Something in it is wrong, so it must be seen. */
  readonly revealed: boolean;
  /** Stands below the choice of the method. */
  readonly probe: ReactNode;
}

export function AdvancedFields({ provider, client, draft, change, wrong, revealed, probe }: AdvancedFieldsProps) {
  const { t } = useWords();
  const differs = [draft.authorize, draft.token, draft.refresh, draft.device].some((endpoint) => endpoint !== '');
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = (chosen ?? (needsEndpoints(provider, draft.grant) || differs)) || revealed;
  const byCode = provider.forms.some(({ name, kind }) => name === draft.grant && kind === 'device_code');
  const id = useId();
  const { endpoints } = provider;
  return (
    <div className={styles.advanced}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setChosen(!open)}
      >
        <IconChevronRight size={14} stroke={1.75} aria-hidden className={styles.chevron} />
        {t('form.advanced')}
      </button>
      {open && (
        <div id={id} className={styles.fields}>
          {draft.grant === null && (
            <TextInput
              label={t('form.authorizeEndpoint')}
              description={t('form.endpointHint')}
              placeholder={endpoints.authorize ?? ''}
              value={draft.authorize}
              error={wrong('endpoints.authorize', draft.authorize)}
              onChange={(event) => change({ authorize: event.currentTarget.value })}
            />
          )}
          <TextInput
            label={t('form.tokenEndpoint')}
            placeholder={endpoints.token ?? ''}
            value={draft.token}
            error={wrong('endpoints.token', draft.token)}
            onChange={(event) => change({ token: event.currentTarget.value })}
          />
          {byCode && (
            <TextInput
              label={t('grants.deviceEndpoint')}
              placeholder={endpoints.device ?? ''}
              value={draft.device}
              error={wrong('endpoints.device', draft.device)}
              onChange={(event) => change({ device: event.currentTarget.value })}
            />
          )}
          <TextInput
            label={t('form.refreshEndpoint')}
            placeholder={endpoints.refresh ?? t('form.sameAsToken')}
            value={draft.refresh}
            error={wrong('endpoints.refresh', draft.refresh)}
            onChange={(event) => change({ refresh: event.currentTarget.value })}
          />
          <AfterFields provider={provider} draft={draft} change={change} wrong={wrong} />
          <ProofFields provider={provider} client={client} draft={draft} change={change} wrong={wrong} />
          {probe}
          <StandardFields provider={provider} draft={draft} change={change} wrong={wrong} />
          <PlaceFields provider={provider} clientId={client?.id ?? null} draft={draft} change={change} wrong={wrong} />
        </div>
      )}
    </div>
  );
}
