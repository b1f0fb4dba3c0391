/** What happened to an account, the newest first, and the token set before, to go back to. */
import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCopy,
  IconLink,
  IconPencil,
  IconPoint,
  IconRefresh,
} from '@tabler/icons-react';
import type { AccountEventView, AccountView, HistoryEntryView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { openDialog } from '../state/dialogs';
import { useHistory } from '../state/past';
import { ErrorNote } from '../ui/ErrorNote';
import { eventWords, failureWords } from './event-words';
import { Fact } from './Fact';
import { Fingerprint } from './Fingerprint';
import { Moment } from './Moment';
import facts from './AccountFacts.module.css';
import styles from './HistoryTab.module.css';

interface HistoryTabProps {
  readonly account: AccountView;
}

export function HistoryTab({ account }: HistoryTabProps) {
  const { t } = useWords();
  const asked = useHistory(account.id);
  const { previous, refreshing } = account;
  return (
    <div className={facts.facts}>
      {previous !== null && (
        <section aria-label={t('history.before')} className={styles.before}>
          <h3>{t('history.before')}</h3>
          <Fingerprint token={previous} />
          <div>
            <Button
              size="compact-xs"
              disabled={refreshing}
              onClick={() => openDialog({ kind: 'restore_previous', accountId: account.id })}
            >
              {t('account.menu.restorePrevious')}
            </Button>
          </div>
        </section>
      )}
      <h3>{t('history.heading')}</h3>
      {asked?.state === 'failed' && <ErrorNote error={asked.error} />}
      {asked?.state === 'told' && asked.value.entries.length === 0 && <Before account={account} />}
      {asked?.state === 'told' && (
        <ol className={styles.entries}>
          {asked.value.entries.map((entry) => (
            <Entry key={`${entry.at} ${entry.event.kind}`} entry={entry} />
          ))}
        </ol>
      )}
    </div>
  );
}

/** Nothing was kept yet: what the account itself knows. */
function Before({ account: { connectedAt, refreshedAt, restoredAt } }: HistoryTabProps) {
  const { t } = useWords();
  return (
    <>
      <p className={styles.none}>{t('history.none')}</p>
      <dl className={facts.list}>
        {connectedAt > 0 && (
          <Fact name={t('history.at.connected')}>
            <Moment at={connectedAt} />
          </Fact>
        )}
        {refreshedAt !== null && (
          <Fact name={t('history.at.refreshed')}>
            <Moment at={refreshedAt} />
          </Fact>
        )}
        {restoredAt !== null && (
          <Fact name={t('history.at.restored')}>
            <Moment at={restoredAt} />
          </Fact>
        )}
      </dl>
    </>
  );
}

function Entry({ entry: { event, last, times, at } }: { readonly entry: HistoryEntryView }) {
  const words = useWords();
  const { t } = words;
  const Icon = ICONS[event.kind];
  const failure = 'failure' in event ? event.failure : null;
  return (
    <li data-event={event.kind} className={styles.entry}>
      <Icon size={14} stroke={1.75} aria-hidden className={styles.icon} />
      <div>
        <p>{eventWords(event, words)}</p>
        {failure !== null && <p className={styles.why}>{failureWords(failure, words)}</p>}
        {failure !== null && (failure.serverCode ?? failure.detail) !== null && (
          <p data-value className={styles.said}>
            <bdi>{[failure.serverCode, failure.detail].filter((text) => text !== null && text !== '').join(': ')}</bdi>
          </p>
        )}
        <p className={styles.when}>
          <Moment at={last} />
          {times > 1 && (
            <>
              {' · '}
              {t('history.times', { number: times })} <Moment at={at} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}

const ICONS: Readonly<Record<AccountEventView['kind'], typeof IconPoint>> = {
  connected: IconLink,
  taken_over: IconLink,
  kept_apart: IconLink,
  imported: IconLink,
  refreshed: IconRefresh,
  connect_failed: IconAlertTriangle,
  refresh_failed: IconAlertTriangle,
  revoke_failed: IconAlertTriangle,
  revoked: IconAlertTriangle,
  copied: IconCopy,
  saved_to_file: IconCopy,
  exported: IconCopy,
  restored: IconArrowBackUp,
  renamed: IconPencil,
  introspected: IconPoint,
  expiry_taken: IconPoint,
  identity_told: IconPoint,
  automatic: IconPoint,
};
