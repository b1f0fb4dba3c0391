/** The bench for somebody's own program: lines for a shell that get a token, use it, and switch a fault. */
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { BenchView } from '../../preload/contract';
import { useWords } from '../messages/words';
import { copyBenchLine } from '../state/bench';
import { useView } from '../state/view';
import styles from './OwnProgram.module.css';

const lines = ['token', 'call', 'control'] as const;

export function OwnProgram({ lines: texts }: { readonly lines: BenchView['lines'] }) {
  const { t } = useWords();
  const origin = useView((view) => view.sandbox.origin);
  return (
    <section className={styles.program}>
      <h2>{t('bench.own')}</h2>
      <p className={styles.hint}>{t('bench.ownHint')}</p>
      <p>
        {t('bench.base')} <span data-value>{origin}</span>
      </p>
      {lines.map((line) => (
        <div key={line} className={styles.line}>
          <span>{t(`bench.line.${line}.what`)}</span>
          <Button
            size="compact-xs"
            aria-label={t(`bench.line.${line}.copy`)}
            leftSection={<IconCopy size={14} stroke={1.5} aria-hidden />}
            onClick={() => void copyBenchLine({ line })}
          >
            {t('bench.copy')}
          </Button>
          <code data-value className={styles.text}>
            {texts[line]}
          </code>
        </div>
      ))}
    </section>
  );
}
