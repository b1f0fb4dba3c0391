/** When, in short; exactly, in local time and UTC, on hovering. */
import { useWords } from '../messages/words';
import { useNow } from '../state/clock';
import { leftUntil, sinceUntil } from '../time/duration';
import { shortMomentUntil } from '../time/moment';
import { Quiet } from './Fact';

export function Moment({ at }: { readonly at: number }) {
  const { when, exactly } = useWords();
  const text = useNow(
    (now) => when(at, now),
    (now) => shortMomentUntil(at, now),
  );
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at)}>
      {text}
    </time>
  );
}

/** A point of time and how far away it is. */
export function MomentAndDistance({ at }: { readonly at: number }) {
  const { t, howLong } = useWords();
  const distance = useNow(
    (now) => (at > now ? t('panel.in', { left: howLong(at - now) }) : t('panel.ago', { ago: howLong(now - at) })),
    (now) => (at > now ? leftUntil(at, now) : sinceUntil(at, now)),
  );
  return (
    <>
      <Moment at={at} /> <Quiet>· {distance}</Quiet>
    </>
  );
}
