/** One question for all who want the same answer at the same time. It is given up when the last of them is gone, not when the first is. */
import type { Question, QuestionAnswer, Questions } from './questions';

export interface SharedQuestions {
  /**
   * @param key the same for whoever wants the same answer
   * @param over whoever asks is gone when this is aborted, and gets `none`
   */
  ask(key: string, question: Question, over?: AbortSignal): Promise<QuestionAnswer>;
}

interface Standing {
  readonly answer: Promise<QuestionAnswer>;
  readonly givenUp: AbortController;
  /** How many wait for it. */
  waiting: number;
}

export function sharedQuestions(questions: Questions): SharedQuestions {
  const standing = new Map<string, Standing>();

  const end = (key: string, ended: Standing): void => {
    if (standing.get(key) === ended) standing.delete(key);
  };
  const begin = (key: string, question: Question): Standing => {
    const givenUp = new AbortController();
    const begun: Standing = { answer: questions.ask(question, givenUp.signal), givenUp, waiting: 0 };
    standing.set(key, begun);
    void begun.answer.then(() => end(key, begun));
    return begun;
  };

  return {
    async ask(key, question, over) {
      if (over?.aborted === true) return { kind: 'none' };
      const asked = standing.get(key) ?? begin(key, question);
      asked.waiting += 1;
      const gone = new Promise<QuestionAnswer>((resolve) => {
        over?.addEventListener(
          'abort',
          () => {
            resolve({ kind: 'none' });
            asked.waiting -= 1;
            if (asked.waiting > 0) return;
            end(key, asked);
            asked.givenUp.abort();
          },
          { once: true },
        );
      });
      return Promise.race([asked.answer, gone]);
    },
  };
}
