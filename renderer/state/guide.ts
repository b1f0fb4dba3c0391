/** The first steps: offered while there is no account and nobody has put them away; under way from the first "Next" or "Show" on. */
import { changeSettings } from './commands';
import { cell } from './cell';

export const steps = ['meet', 'connect', 'use'] as const;
export type Step = (typeof steps)[number];

/** The step somebody is at; null while the steps are at most offered. */
export const guide = cell<Step | null>(null);

export function goTo(step: Step): void {
  guide.set(step);
}

/** From the help: from the beginning, whatever there is by now. */
export function showFirstSteps(): void {
  guide.set('meet');
}

/** Finished or skipped: not offered again. */
export function putGuideAway(): void {
  guide.set(null);
  void changeSettings({ guideDone: true });
}

/**
 * The step that is shown; null for none.
 * @param at the step somebody is at
 */
export function shownStep(at: Step | null, hasAccounts: boolean, done: boolean): Step | null {
  if (at !== null) return at;
  return hasAccounts || done ? null : 'meet';
}
