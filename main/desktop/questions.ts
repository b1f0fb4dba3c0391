/**
 * What the user has to be asked while something waits: a name and a password, or which certificate to show. Held in memory, shown by the
 * main window, and given up when nobody answers.
 */
import type { QuestionView } from '../../preload/contract';
import type { Secret } from '../oauth';

type Asked<Q> = Q extends QuestionView ? Omit<Q, 'id'> : never;
export type Question = Asked<QuestionView>;

export type QuestionAnswer =
  | { readonly kind: 'login'; readonly name: string; readonly password: Secret }
  | { readonly kind: 'certificate'; readonly index: number }
  /** Cancelled, or nobody was there. */
  | { readonly kind: 'none' };

export interface Questions {
  all(): readonly QuestionView[];
  /** @param over given up when this is aborted */
  ask(question: Question, over?: AbortSignal): Promise<QuestionAnswer>;
  /** False where the question is no longer asked. */
  answer(id: string, answer: QuestionAnswer): boolean;
  /** Answers all of them by `none`: nobody can see them. */
  giveUp(): void;
}

/** Milliseconds a question stands; whatever waits for it ends in its own words. */
const LIMIT_MS = 120_000;

export function questions(newId: () => string, visible: () => boolean, changed: () => void): Questions {
  const open = new Map<string, { readonly view: QuestionView; readonly settle: (answer: QuestionAnswer) => void }>();

  const settle = (id: string, answer: QuestionAnswer): boolean => {
    const asked = open.get(id);
    if (asked === undefined) return false;
    open.delete(id);
    asked.settle(answer);
    changed();
    return true;
  };

  return {
    all: () => [...open.values()].map(({ view }) => view),
    ask(question, over) {
      if (!visible() || over?.aborted === true) return Promise.resolve({ kind: 'none' });
      const id = newId();
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(id, { kind: 'none' }), LIMIT_MS);
        over?.addEventListener('abort', () => settle(id, { kind: 'none' }), { once: true });
        open.set(id, {
          view: { ...question, id },
          settle(answer) {
            clearTimeout(timer);
            resolve(answer);
          },
        });
        changed();
      });
    },
    answer: settle,
    giveUp() {
      for (const id of open.keys()) settle(id, { kind: 'none' });
    },
  };
}
