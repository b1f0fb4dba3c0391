/** What bears on the times above: when the provider takes a refresh, what one costs, and how far the server's clock is from this one. */
import type { AccountView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import facts from './AccountFacts.module.css';

export function LifeNotes({ account }: { readonly account: AccountView }) {
  const { t, when, howLong, exactly } = useWords();
  const { clockOffset, refresh, after } = account;
  const { opensAt, closesAt, fixedEnd, burns, renewals } = after.limits;
  const window = useNow((now) =>
    [
      opensAt === null ? '' : t('after.limits.opensAt', { when: when(opensAt, now) }),
      closesAt === null ? '' : t('after.limits.closesAt', { when: when(closesAt, now) }),
    ]
      .filter((text) => text !== '')
      .join(', '),
  );
  const apart = howLong(Math.abs(clockOffset ?? 0));
  const exact = opensAt ?? closesAt;
  return (
    <>
      {refresh !== null && window !== '' && (
        <>
          <dt>{t('after.limits.opens')}</dt>
          <dd title={exact === null ? undefined : exactly(exact)}>{window}</dd>
        </>
      )}
      {refresh !== null && renewals !== null && (
        <>
          <dt>{t('after.limits.renewals')}</dt>
          <dd>{t('after.limits.renewalsOf', { ...renewals })}</dd>
        </>
      )}
      {refresh !== null && (fixedEnd || burns) && (
        <>
          <dt />
          <dd className={facts.quiet}>
            {fixedEnd && <p>{t('after.limits.fixedEnd')}</p>}
            {burns && <p>{t('after.limits.burns')}</p>}
          </dd>
        </>
      )}
      {clockOffset !== null && (
        <>
          <dt>{t('after.clock.name')}</dt>
          <dd>
            {clockOffset > 0 ? t('after.clock.ahead', { apart }) : t('after.clock.behind', { apart })}
            <p className={facts.quiet}>{t('after.clock.hint')}</p>
          </dd>
        </>
      )}
    </>
  );
}
