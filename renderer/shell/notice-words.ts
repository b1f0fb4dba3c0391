/** What a notice says: what happened, what became of it, and what helps. Pure. */
import type { NoticeView } from '../../preload/contract';
import type { Words } from '../messages/words';

/** @param inMemory tokens are nowhere else, and end with the program */
export function noticeWords(notice: NoticeView, inMemory: boolean, { t, howLong, sentences }: Words): string {
  switch (notice.kind) {
    case 'clock_jumped': {
      const by = howLong(Math.abs(notice.by));
      return notice.by > 0 ? t('notices.clockAhead', { by }) : t('notices.clockBack', { by });
    }
    case 'unexpected_error':
      return sentences(
        t('notices.unexpected', { origin: notice.origin }),
        t(inMemory ? 'notices.unexpectedInMemory' : 'notices.unexpectedTodo'),
      );
    case 'provider_file_broken':
      return t('notices.providerFile', { file: notice.file });
    case 'record_damaged': {
      const { what, outcome, keptAs } = notice;
      const state = outcome === 'locked' || outcome === 'newer_version' ? outcome : 'damaged';
      const meaning = meaningOf(notice);
      return sentences(
        t(`notices.state.${state}`, { what: t(`notices.file.${what}`) }),
        what === 'history' && state === 'damaged' ? t('notices.historyOnly') : '',
        meaning === null ? '' : t(`notices.token.${meaning}`),
        t(`notices.kept.${outcome}`, { file: keptAs }),
        outcome === 'set_aside' && (what === 'account' || what === 'client') ? t(`notices.todo.${what}`) : '',
      );
    }
  }
}

/** What it means for the tokens; null where that is said already, or nothing. */
function meaningOf({ what, outcome }: Extract<NoticeView, { kind: 'record_damaged' }>) {
  switch (what) {
    case 'account':
      return outcome === 'set_aside' ? null : outcome === 'previous_loaded' ? 'asks' : 'inIt';
    case 'client':
      return outcome === 'previous_loaded' ? null : 'clientOnly';
    case 'journal':
      return outcome === 'set_aside' ? 'unknown' : 'waits';
    case 'settings':
      return 'untouched';
    case 'history':
      return null;
  }
}
