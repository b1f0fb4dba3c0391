/** One request and its answer, line by line, with masks in the place of secrets. */
import type { CapturedPairView, CapturedReplyView, CapturedStepView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { failureWords } from './event-words';
import { MaskedText } from './MaskedText';
import styles from './ExchangeTab.module.css';

export function ExchangeStep({ step, number }: { readonly step: CapturedStepView; readonly number: number }) {
  const words = useWords();
  const { t } = words;
  const { request, answer, at } = step;
  return (
    <li className={styles.step}>
      <h4 className={styles.stepName}>
        {t('exchange.step', { number })}{' '}
        <span className={styles.took}>{t('exchange.took', { ms: answer.at - at })}</span>
      </h4>
      <p data-value className={styles.first}>
        <strong>{request.method}</strong> <MaskedText text={request.url} />
      </p>
      <Pairs name={t('exchange.query')} pairs={request.query} open />
      <Pairs name={t('exchange.headers')} pairs={request.headers} />
      <Pairs name={t('exchange.body')} pairs={request.body} open />
      {answer.kind === 'reply' ? (
        <>
          <p data-value data-good={answer.status < 400} className={styles.status}>
            <strong>{t('exchange.status', { status: answer.status })}</strong> {answer.contentType ?? ''}
          </p>
          <Pairs name={t('exchange.headers')} pairs={answer.headers} />
          <ReplyBody reply={answer} />
        </>
      ) : (
        <div className={styles.unanswered}>
          <p>{t(`exchange.${answer.kind}`)}</p>
          <p>{failureWords({ code: answer.reason }, words)}</p>
          <p data-value>
            <MaskedText text={answer.detail} />
          </p>
        </div>
      )}
    </li>
  );
}

interface PairsProps {
  readonly name: string;
  readonly pairs: readonly CapturedPairView[];
  readonly open?: boolean;
}

function Pairs({ name, pairs, open = false }: PairsProps) {
  if (pairs.length === 0) return null;
  return (
    <details open={open} className={styles.pairs}>
      <summary>{name}</summary>
      <dl>
        {pairs.map(([key, value], index) => (
          // A parameter may stand twice; its place is what tells it.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index}>
            <dt data-value>{key}</dt>
            <dd data-value>
              <bdi>
                <MaskedText text={value} />
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function ReplyBody({ reply }: { readonly reply: CapturedReplyView }) {
  const { t } = useWords();
  if (reply.form === 'empty') return <p className={styles.quiet}>{t('exchange.emptyBody')}</p>;
  return (
    <>
      <pre data-value className={styles.bodyText}>
        <MaskedText text={reply.text} />
      </pre>
      {reply.cut && <p className={styles.quiet}>{t('exchange.cut', { bytes: reply.bytes })}</p>}
    </>
  );
}
