/**
 * What is wrong with a provider file, in the user's language. Main tells it as an English clause, for whoever writes the file; the message files
 * have the same clauses as patterns, and by the pattern that fits it is said in another language. A clause without one stays English.
 */
import en from '../messages/en.json';
import type { Words } from '../messages/words';

type Clause = keyof typeof en.providerProblem;
type Kind = keyof typeof en.providerProblemKind;

const kinds = new Map(Object.entries(en.providerProblemKind).map(([kind, words]) => [words, kind as Kind]));

const clauses = Object.entries(en.providerProblem).map(([clause, words]) => {
  const names: string[] = [];
  const pattern = words
    .split(/\{\{(\w+)\}\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      names.push(part);
      return '(.*?)';
    })
    .join('');
  return { clause: clause as Clause, names, pattern: new RegExp(`^${pattern}$`, 's') };
});

/** @param reason as main tells it */
export function problemWords(reason: string, t: Words['t']): string {
  for (const { clause, names, pattern } of clauses) {
    const match = pattern.exec(reason);
    if (match === null) continue;
    const values = names.map((name, index) => [name, valueWords(name, match[index + 1] ?? '', t)]);
    return t(`providerProblem.${clause}`, Object.fromEntries(values));
  }
  return reason;
}

/** The rest of a clause is a clause, and kinds of values have words of their own; all else is the file's. */
function valueWords(name: string, value: string, t: Words['t']): string {
  if (name === 'rest') return problemWords(value, t);
  if (name !== 'kind' && name !== 'found') return value;
  const said = value.split(/ or (?=an? )/).map((one) => {
    const kind = kinds.get(one);
    return kind === undefined ? one : t(`providerProblemKind.${kind}`);
  });
  return said.join(t('providerProblemKind.or'));
}
