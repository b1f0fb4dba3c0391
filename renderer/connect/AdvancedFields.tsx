/** The part of the client form that few need, in groups. Endpoints and authentication stand open; what is rarer still is folded until it is set. */
import { TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { ClientView, ProviderView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { AfterFields } from './AfterFields';
import { BindingFields } from './BindingFields';
import { ClientName } from './ClientName';
import { type ClientDraft, type ClientField, groupOf, isAdvanced, needsEndpoints, setGroups } from './clientDraft';
import { FieldGroup, FoldedGroup } from './FieldGroup';
import { NetworkFields } from './NetworkFields';
import { PlaceFields } from './PlaceFields';
import { ProofFields } from './ProofFields';
import { usualPlaceOf } from './signInPlaces';
import { StandardFields } from './StandardFields';
import styles from './AdvancedFields.module.css';

export interface AdvancedFieldsProps {
  readonly provider: ProviderView;
  readonly client: ClientView | null;
  readonly draft: ClientDraft;
  readonly change: (part: Partial<ClientDraft>) => void;
  readonly wrong: (field: ClientField, value: string) => string | undefined;
  /** The field that is wrong, which must be seen. */
  readonly wrongField: ClientField | null;
  /** Opened for the choice of the method. */
  readonly opened: boolean;
  /** Stands below the choice of the method. */
  readonly probe: ReactNode;
}

export function AdvancedFields(props: AdvancedFieldsProps) {
  const { provider, client, draft, change, wrong, wrongField, opened, probe } = props;
  const { t } = useWords();
  const [differs] = useState(() =>
    [draft.authorize, draft.token, draft.refresh, draft.device].some((endpoint) => endpoint !== ''),
  );
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = (chosen ?? (needsEndpoints(provider, draft.grant) || differs)) || opened || isAdvanced(wrongField);
  const byCode = provider.forms.some(({ name, kind }) => name === draft.grant && kind === 'device_code');
  const id = useId();
  const { endpoints } = provider;
  const set = setGroups(draft);
  const wrongGroup = groupOf(wrongField);
  const fields = { provider, draft, change, wrong };
  const place = draft.signInPlace ?? usualPlaceOf(provider, draft.callbackUrl);
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
        <div id={id} className={styles.groups}>
          {client === null && <ClientName draft={draft} change={change} />}
          <FieldGroup title={t('form.group.endpoints')}>
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
          </FieldGroup>
          <FieldGroup title={t('form.group.authentication')}>
            <ProofFields client={client} {...fields} />
            {probe}
          </FieldGroup>
          <FoldedGroup
            title={t('form.group.further')}
            summary={t('form.group.furtherWhat')}
            set={set.further}
            revealed={wrongGroup === 'further'}
          >
            <AfterFields {...fields} />
          </FoldedGroup>
          <FoldedGroup title={t('form.group.binding')} set={set.binding} revealed={wrongGroup === 'binding'}>
            <BindingFields {...fields} />
          </FoldedGroup>
          <FoldedGroup title={t('form.group.parameters')} set={set.parameters} revealed={wrongGroup === 'parameters'}>
            <StandardFields {...fields} />
          </FoldedGroup>
          {provider.signIn && draft.grant === null && (
            <FoldedGroup
              title={t('form.group.signIn')}
              summary={t('form.group.signInWhat', {
                place: t(`place.name.${place}`),
                session: t(`place.sessionKind.${draft.session}`),
              })}
              set={set.signIn}
              revealed={wrongGroup === 'signIn'}
            >
              <PlaceFields provider={provider} draft={draft} change={change} />
            </FoldedGroup>
          )}
          <FoldedGroup
            title={t('form.group.network')}
            summary={t('form.group.networkWhat', { proxy: t(`network.proxyKind.${draft.proxy}`) })}
            set={set.network}
            revealed={wrongGroup === 'network'}
          >
            <NetworkFields clientId={client?.id ?? null} {...fields} />
          </FoldedGroup>
        </div>
      )}
    </div>
  );
}
