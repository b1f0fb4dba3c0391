/** Tells screen readers what became of accounts: politely what is done, at once what needs somebody, many in one sentence. */
import { useEffect, useRef, useState } from 'react';
import { useSlice } from '../accounts/useSlice';
import { useWords, type Words } from '../messages/words';
import { type Announcement, announcements, type Known, known } from '../state/announce';
import { useView } from '../state/view';

interface Said {
  readonly polite: string;
  readonly urgent: string;
  /** The same words twice are said twice. */
  readonly serial: number;
}

export function Announcer() {
  const words = useWords();
  const accounts = useView((view) => view.accounts);
  // While many are under way, what became of them is said once, at the end.
  const busy = useView((view) => view.batch !== null);
  const slice = useSlice(accounts);
  const last = useRef<ReadonlyMap<string, Known> | null>(null);
  const [said, setSaid] = useState<Said>({ polite: '', urgent: '', serial: 0 });
  useEffect(() => {
    if (busy) return;
    const now = known(accounts, slice, last.current ?? undefined);
    const news = last.current === null ? [] : announcements(last.current, now);
    last.current = now;
    if (news.length === 0) return;
    const text = (urgent: boolean) =>
      words.sentences(...news.filter((each) => each.urgent === urgent).map((each) => sentence(each, words)));
    setSaid(({ serial }) => ({ polite: text(false), urgent: text(true), serial: serial + 1 }));
  }, [accounts, slice, busy, words]);
  return (
    <>
      <div aria-live="polite" className="hidden-text">
        <span key={said.serial}>{said.polite}</span>
      </div>
      <div aria-live="assertive" className="hidden-text">
        <span key={said.serial}>{said.urgent}</span>
      </div>
    </>
  );
}

function sentence(announcement: Announcement, { t, list }: Words): string {
  if (announcement.kind === 'many') {
    const parts = [...announcement.counts].map(([status, count]) =>
      t('announce.part', { count, status: t(`status.${status}`) }),
    );
    return t('announce.many', { list: list(parts) });
  }
  const { news } = announcement;
  return news.kind === 'status'
    ? t('announce.status', { label: news.label, status: t(`status.${news.status}`) })
    : t(`announce.${news.kind}`, { label: news.label });
}
