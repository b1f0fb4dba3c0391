/** What the user should know that belongs to no account: a provider file that cannot be read, a damaged record that was kept, a mistake of ours. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { NoticeView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay, retryKeyring } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { noticeWords } from './notice-words';
import styles from './Notices.module.css';

/** From so many on there is a button for all of them. */
const MANY = 3;

export function Notices() {
  const words = useWords();
  const { t } = words;
  const notices = useView((view) => view.notices);
  const inMemory = useView((view) => view.protection.kind === 'memory');
  if (notices.length === 0) return null;
  return (
    <section aria-label={t('notices.label')} className={styles.notices}>
      {notices.length >= MANY && (
        <div className={styles.notice}>
          <p>{t('notices.count', { count: notices.length })}</p>
          <Button size="compact-xs" onClick={() => void dismissAll(notices)}>
            {t('notices.dismissAll')}
          </Button>
        </div>
      )}
      {notices.map((notice) => (
        <div key={notice.id} role="status" className={styles.notice}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden className={styles.icon} />
          <p>{noticeWords(notice, inMemory, words)}</p>
          <div className={styles.buttons}>
            {notice.kind === 'provider_file_broken' && (
              <Button size="compact-xs" onClick={() => openDialog({ kind: 'other_providers' })}>
                {t('notices.providerShow')}
              </Button>
            )}
            {notice.kind === 'unexpected_error' && !inMemory && (
              <Button size="compact-xs" onClick={() => void orSay(window.latchkey.restart())}>
                {t('keyring.restart')}
              </Button>
            )}
            {notice.kind === 'record_damaged' && notice.outcome === 'locked' && (
              <Button size="compact-xs" onClick={() => void retryKeyring()}>
                {t('problem.remedy.retry_keyring')}
              </Button>
            )}
            <Button
              size="compact-xs"
              onClick={() => void orSay(window.latchkey.dismissNotice({ noticeId: notice.id }))}
            >
              {t('notices.dismiss')}
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}

async function dismissAll(notices: readonly NoticeView[]): Promise<void> {
  for (const { id } of notices) await orSay(window.latchkey.dismissNotice({ noticeId: id }));
}
