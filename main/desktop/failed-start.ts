/** The words of a start that failed: what happened, what that means for the tokens, what to do. */
import { failedStart as en } from '../../renderer/messages/en.json';
import { failedStart as zh } from '../../renderer/messages/zh-CN.json';
import { languageOf } from './language';

/**
 * @param error its own words name the file that the system refused; no error's words hold what is in a file
 * @param system BCP 47 tag of the system's first language
 */
export function failedStartWords(error: unknown, system: string): { readonly title: string; readonly content: string } {
  const words = languageOf('system', system) === 'en' ? en : zh;
  return { title: words.title, content: [words.meaning, words.todo, ...causes(error)].join('\n\n') };
}

/** The error, and what it comes from. */
function causes(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, ...(error.cause === undefined ? [] : causes(error.cause))];
}
