/** The first run in three short steps: what Latchkey is, a practice account, its token in use. Beside the work, never in front of it. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../messages/words';
import { useCell } from '../state/cell';
import { goTo, guide, putGuideAway, shownStep, type Step, steps } from '../state/guide';
import { useView } from '../state/view';
import { ConnectStep, MeetStep, UseStep } from './steps';
import styles from './FirstSteps.module.css';

/** The step that is shown; null for none. */
export function useShownStep(): Step | null {
  const hasAccounts = useView((view) => view.accounts.length > 0);
  const done = useView((view) => view.settings.guideDone);
  const at = useCell(guide, (now) => now);
  return shownStep(at, hasAccounts, done);
}

/** @param className of what surrounds it; there is nothing where no step is shown */
export function FirstSteps({ className = '' }: { readonly className?: string | undefined }) {
  const step = useShownStep();
  return (
    step !== null && (
      <div className={className}>
        <Shown step={step} />
      </div>
    )
  );
}

function Shown({ step }: { readonly step: Step }) {
  const { t } = useWords();
  const index = steps.indexOf(step);
  const before = steps[index - 1];
  const after = steps[index + 1];
  return (
    <section aria-label={t('guide.label')} className={styles.guide}>
      <p className={styles.count}>{t('guide.count', { step: index + 1, of: steps.length })}</p>
      <h2>{t(`guide.${step}.title`)}</h2>
      {content[step]}
      <div className={styles.buttons}>
        <Button variant="subtle" color="gray" onClick={putGuideAway}>
          {t(after === undefined ? 'guide.close' : 'guide.skip')}
        </Button>
        {before !== undefined && <Button onClick={() => goTo(before)}>{t('guide.back')}</Button>}
        {after !== undefined && <Button onClick={() => goTo(after)}>{t('guide.next')}</Button>}
      </div>
    </section>
  );
}

const content: Readonly<Record<Step, ReactNode>> = { meet: <MeetStep />, connect: <ConnectStep />, use: <UseStep /> };
