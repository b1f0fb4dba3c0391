/** The reply that brought the present tokens, as it came, with masks in the place of secrets. */
import { Button } from '@mantine/core';
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { refreshAccount } from '../state/commands';
import { useHistory } from '../state/past';
import { ErrorNote } from '../ui/ErrorNote';
import { ReplyBody } from './ExchangeStep';
import { Fact } from './Fact';
import { Moment } from './Moment';
import facts from './AccountFacts.module.css';
import styles from './ExchangeTab.module.css';

export function ReplyTab({ account }: { readonly account: AccountView }) {
  const { t } = useWords();
  const asked = useHistory(account.id);
  if (asked === null) return null;
  if (asked.state === 'failed') return <ErrorNote error={asked.error} />;
  const { reply } = asked.value;
  if (reply === null || reply.answer.kind !== 'reply')
    return (
      <div className={styles.empty}>
        <p>{t(account.renewal === 'sign_in' ? 'exchange.noReply' : 'exchange.noReplyYet')}</p>
        {account.renewal !== 'sign_in' && account.access !== null && (
          <Button
            size="compact-xs"
            disabled={account.refreshing}
            onClick={() => void refreshAccount(account.id, false)}
          >
            {t('panel.action.refresh')}
          </Button>
        )}
      </div>
    );
  const { answer, request } = reply;
  return (
    <div className={facts.facts}>
      <h3>{t('exchange.replyHeading')}</h3>
      <dl className={facts.list}>
        <Fact name={t('problem.lookStatus')}>
          <span data-value>{answer.status}</span>
        </Fact>
        <Fact name={t('exchange.contentType')}>
          <span data-value>{answer.contentType ?? '–'}</span>
        </Fact>
        <Fact name={t('exchange.from')}>
          <span data-value>{request.url}</span>
        </Fact>
        <Fact name={t('exchange.received')}>
          <Moment at={answer.at} />
        </Fact>
      </dl>
      <ReplyBody reply={answer} />
    </div>
  );
}
