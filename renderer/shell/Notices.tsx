/** What the user should know that belongs to no account: a provider file that cannot be read, a damaged record that was kept. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { NoticeView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import { openDialog } from '../state/dialogs';
import { useView } from '../state/view';
import { damageKey, placeKey } from './damage-words';
import styles from './Notices.module.css';

export function Notices() {
  const { t } = useWords();
  const notices = useView((view) => view.notices);
  if (notices.length === 0) return null;
  return (
    <section aria-label={t('notices.label')} className={styles.notices}>
      {notices.map((notice) => (
        <div key={notice.id} role="status" className={styles.notice}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden className={styles.icon} />
          <p>
            <NoticeText notice={notice} />
          </p>
          {notice.kind === 'provider_file_broken' && (
            <Button size="compact-xs" onClick={() => openDialog({ kind: 'other_providers' })}>
              {t('notices.providerShow')}
            </Button>
          )}
          <Button size="compact-xs" onClick={() => void orSay(window.latchkey.dismissNotice({ noticeId: notice.id }))}>
            {t('notices.dismiss')}
          </Button>
        </div>
      ))}
    </section>
  );
}

function NoticeText({ notice }: { readonly notice: NoticeView }) {
  const { t, howLong, sentences } = useWords();
  switch (notice.kind) {
    case 'clock_jumped': {
      const by = howLong(Math.abs(notice.by));
      return notice.by > 0 ? t('notices.clockAhead', { by }) : t('notices.clockBack', { by });
    }
    case 'provider_file_broken':
      return t('notices.providerFile', { file: notice.file });
    case 'record_damaged':
      return sentences(t(damageKey(notice)), t(placeKey(notice), { file: notice.keptAs }));
  }
}
