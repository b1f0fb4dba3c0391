/** What a notice says: what happened, what became of it, and what helps. Pure. */
import type { NoticeView } from '../../preload/contract';
import type { Words } from '../messages/words';

export function noticeWords(notice: NoticeView, { t, howLong, sentences }: Words): string {
  switch (notice.kind) {
    case 'clock_jumped': {
      const by = howLong(Math.abs(notice.by));
      return notice.by > 0 ? t('notices.clockAhead', { by }) : t('notices.clockBack', { by });
    }
    case 'provider_file_broken':
      return t('notices.providerFile', { file: notice.file });
    case 'record_damaged': {
      const { what, outcome, keptAs } = notice;
      const state = outcome === 'locked' || outcome === 'newer_version' ? outcome : 'damaged';
      return sentences(
        t(`notices.state.${state}`, { what: t(`notices.file.${what}`) }),
        what === 'history' && state === 'damaged' ? t('notices.historyOnly') : '',
        t(`notices.kept.${outcome}`, { file: keptAs }),
        outcome === 'set_aside' && (what === 'account' || what === 'client') ? t(`notices.todo.${what}`) : '',
      );
    }
  }
}
