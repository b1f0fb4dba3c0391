/** Both lifetimes of an account on one line: issued, now, the ends of access and of refreshing; and under it what is where. */
import type { AccountView, ExpiryView, Status } from '../../preload/contract';
import { LifeBar } from '../accounts/LifeBar';
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import styles from './TimeLine.module.css';

export interface TimeLineProps {
  readonly account: AccountView;
  readonly status: Status;
}

export function TimeLine({ account, status }: TimeLineProps) {
  const { t, when, exactly } = useWords();
  const { access, refresh, renewal, issuedAt } = account;
  const endText = (expiry: ExpiryView | null, now: number): string => {
    if (expiry === null) return '';
    if (expiry.kind !== 'at') return t(`panel.end.${expiry.kind}`);
    return t(now < expiry.at ? 'panel.end.until' : 'panel.end.since', { when: when(expiry.at, now) });
  };
  const issued = useNow((now) => when(issuedAt, now));
  const accessText = useNow((now) => endText(access?.expiry ?? null, now));
  const refreshText = useNow((now) => endText(refresh?.expiry ?? null, now));
  const exact = (expiry: ExpiryView | undefined): string | undefined =>
    expiry?.kind === 'at' ? exactly(expiry.at) : undefined;

  return (
    <div className={styles.line}>
      <LifeBar account={account} status={status} />
      {access !== null && (
        <ul aria-label={t('panel.timeLine')} className={styles.points}>
          <li title={exactly(issuedAt)}>
            <span aria-hidden data-mark="issued" className={styles.mark} />
            {t('panel.issued', { when: issued })}
          </li>
          <li title={exact(access.expiry)}>
            <span aria-hidden data-mark="access" className={styles.mark} />
            {t('panel.accessEnd', { end: accessText })}
          </li>
          {refresh !== null && renewal !== 'same_grant' && (
            <li title={exact(refresh.expiry)}>
              <span aria-hidden data-mark="refresh" className={styles.mark} />
              {t('panel.refreshEnd', { end: refreshText })}
            </li>
          )}
          {renewal === 'same_grant' && (
            <li>
              <span aria-hidden data-mark="refresh" className={styles.mark} />
              {t('panel.sameGrant')}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
