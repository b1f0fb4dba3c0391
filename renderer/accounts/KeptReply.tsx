/** The reply that nobody could read, as it is kept: masked by the main process, asked for when it is unfolded. */
import { useId, useState } from 'react';
import type { ReplyView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { orSay } from '../state/commands';
import raw from '../ui/RawError.module.css';
import styles from './KeptReply.module.css';

export interface KeptReplyProps {
  readonly accountId: string;
  readonly tabIndex: 0 | -1;
}

export function KeptReply({ accountId, tabIndex }: KeptReplyProps) {
  const { t } = useWords();
  const [reply, setReply] = useState<ReplyView | null>(null);
  const id = useId();
  const toggle = async (): Promise<void> => {
    if (reply !== null) return setReply(null);
    const answer = await orSay(window.latchkey.lookAtReply({ accountId }));
    if (answer.ok) setReply(answer.value);
  };
  return (
    <>
      <button
        type="button"
        tabIndex={tabIndex}
        className={raw.toggle}
        aria-expanded={reply !== null}
        aria-controls={id}
        onClick={() => void toggle()}
      >
        {t('problem.look')}
      </button>
      {reply !== null && (
        <dl id={id} className={raw.list}>
          <dt>{t('problem.lookStatus')}</dt>
          <dd data-value>{[`HTTP ${reply.status}`, reply.contentType ?? ''].join(' ').trim()}</dd>
          <dt>{t('problem.lookMasked')}</dt>
          <dd data-value className={styles.text}>
            {reply.text}
          </dd>
        </dl>
      )}
    </>
  );
}
