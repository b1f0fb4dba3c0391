/**
 * Each line that hardens Latchkey is marked where it stands, and a test shows what it stops: docs/security-marks.txt says which. A new mark has
 * no entry there, and fails here until it has.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const LIST = 'docs/security-marks.txt';

interface Entry {
  readonly file: string;
  /** The first words of the mark. */
  readonly words: string;
  readonly times: number;
  readonly test: string;
  readonly title: string;
}

/** A file's name, then two lines a mark: its words, and `test file: title`. */
function readList(text: string): readonly Entry[] {
  const [, ...parts] = text.trimEnd().split('\n\n');
  return parts.flatMap((part) => {
    const [file = '', ...lines] = part.split('\n');
    return Array.from({ length: Math.ceil(lines.length / 2) }, (_, index): Entry => {
      const [, words = '', times = '1'] = /^ {2}(\S.*?)(?: ×(\d+))?$/.exec(lines[index * 2] ?? '') ?? [];
      const [, test = '', title = ''] = /^ {4}(\S+): (.+)$/.exec(lines[index * 2 + 1] ?? '') ?? [];
      return { file, words, times: Number(times), test, title };
    });
  });
}

/** The texts behind `SECURITY:` in a file, to the end of their lines. */
function marksIn(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/SECURITY:[ \t]*(.*)$/gm)].map(([, text = '']) => text);
}

function marked(): readonly string[] {
  return ['main', 'preload', 'renderer'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|tsx|css|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  );
}

/** Marks without an entry of their own, and entries without so many marks. */
function unmatched(entries: readonly Entry[], files: readonly string[], marks: (file: string) => readonly string[]) {
  const own = (file: string): readonly Entry[] => entries.filter((entry) => entry.file === file);
  return [
    ...files.flatMap((file) =>
      marks(file)
        .filter((mark) => own(file).filter(({ words }) => words !== '' && mark.startsWith(words)).length !== 1)
        .map((mark) => `${file}: ${mark}`),
    ),
    ...entries
      .filter(({ file, words, times }) => {
        const there = files.includes(file) ? marks(file) : [];
        return there.filter((mark) => mark.startsWith(words)).length !== times;
      })
      .map(({ file, words }) => `${LIST}: ${file}: ${words}`),
  ];
}

/** A title of a test, or the name of a case in a table of tests. */
function isTitle(text: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => {
    const literal = `${quote}${title}${quote}`;
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1))
      if (/(?:[([]|name: )\s*$/.test(text.slice(Math.max(0, at - 80), at))) return true;
    return false;
  });
}

const entries = readList(readFileSync(LIST, 'utf8'));

it('every mark has its entry, and every entry its mark', () => {
  expect(entries.length).toBeGreaterThan(180);
  expect(unmatched(entries, marked(), marksIn)).toEqual([]);
});

it('every entry names a test that is there', () => {
  const missing = entries.filter(({ test, title }) => {
    const found = /\.(?:test|spec)\.ts$/.test(test) && existsSync(test) && isTitle(readFileSync(test, 'utf8'), title);
    return !found;
  });
  expect(missing).toEqual([]);
});

it('a mark without an entry, one too many, and an entry without its mark would be found', () => {
  const entry: Entry = { file: 'a.ts', words: 'one', times: 1, test: '', title: '' };
  expect(unmatched([entry], ['a.ts'], () => ['one and more'])).toEqual([]);
  expect(unmatched([entry], ['a.ts'], () => ['one and more', 'two'])).toEqual(['a.ts: two']);
  expect(unmatched([entry], ['a.ts'], () => ['one', 'one again'])).toHaveLength(1);
  expect(unmatched([entry], ['a.ts'], () => [])).toHaveLength(1);
  expect(isTitle("// 'shows it'", 'shows it')).toBe(false);
  expect(isTitle("it('shows it', () => {", 'shows it')).toBe(true);
});
