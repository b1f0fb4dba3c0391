/** Requests as they would be sent, step by step. What stands in braces is filled in when it counts; nothing of it is a secret. */
import { NativeSelect } from '@mantine/core';
import { Fragment } from 'react';
import type { PreviewedStepView, RequestPreviewView } from '../../preload/contract';
import { useGrantName } from '../connect/grantName';
import { useWords } from '../messages/words';
import styles from './RequestPreview.module.css';

export interface RequestPreviewProps {
  /** Null while there is none; the last one may stay, `stale`. */
  readonly preview: RequestPreviewView | null;
  readonly stale: boolean;
  readonly onGrant: (grant: string) => void;
}

export function RequestPreview({ preview, stale, onGrant }: RequestPreviewProps) {
  const { t } = useWords();
  const nameOf = useGrantName();
  if (preview === null) return <p className={styles.quiet}>{t('preview.waits')}</p>;
  const choices = preview.grants.filter((grant) => grant !== 'refresh_token');
  return (
    <div className={styles.preview} data-stale={stale || undefined}>
      {choices.length > 1 && (
        <NativeSelect
          label={t('preview.grant')}
          value={preview.grant}
          data={choices.map((value) => ({ value, label: nameOf(value, null) }))}
          onChange={(event) => onGrant(event.currentTarget.value)}
        />
      )}
      <p className={styles.quiet}>{t(stale ? 'preview.stale' : 'preview.braces')}</p>
      <ol className={styles.steps}>
        {preview.steps.map((step, index) => (
          <li key={`${step.step}-${index}`}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Step({ step }: { readonly step: PreviewedStepView }) {
  const { t } = useWords();
  const title = t(`preview.step.${step.step}`);
  if (step.kind === 'missing') {
    return (
      <>
        <h4 className={styles.title}>{title}</h4>
        <p className={styles.quiet}>{t(`preview.missing.${step.what}`)}</p>
      </>
    );
  }
  const body = step.body.startsWith('{"') ? [step.body] : split(step.body);
  return (
    <>
      <h4 className={styles.title}>{title}</h4>
      <pre className={styles.request} data-value>
        <b>{step.method}</b> <Lines lines={split(step.url)} />
        {step.headers.map(([name, value]) => (
          <span key={name} className={styles.header}>
            {'\n'}
            {name}: <Named text={value} />
          </span>
        ))}
        {step.body !== '' && (
          <>
            {'\n\n'}
            <Lines lines={body} />
          </>
        )}
      </pre>
    </>
  );
}

/** A parameter a line: as it goes on the wire, and still to be read. */
function split(text: string): readonly string[] {
  return text.split(/(?=[?&])/);
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line, index) => (
    <Fragment key={`${line}-${index}`}>
      {index > 0 && '\n  '}
      <Named text={line} />
    </Fragment>
  ));
}

function Named({ text }: { readonly text: string }) {
  return text.split(/(\{[\w.-]+\})/).map((part, index) =>
    index % 2 === 1 ? (
      <span key={`${part}-${index}`} className={styles.placeholder}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
